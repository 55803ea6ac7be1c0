// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

/** Where the displacement parameters (B = 8 pi^2 U) of the Debye-Waller factors exp(-B sin^2(theta) / lambda^2) come from. */
public enum DisplacementSource {
    /** No atom vibrates. */
    NONE,
    /** The structure's own; an atom without one does not vibrate, which a note says. */
    STRUCTURE,
    /** The structure's own, and the table where it has none. */
    STRUCTURE_ELSE_TABLE,
    /** {@link SimulationSettings#inputDisplacements()}, and the built-in table of elements where they have none. */
    TABLE,
    /** {@link SimulationSettings#inputDisplacements()} alone; an element without one does not vibrate, which a note says. */
    INPUT
}
