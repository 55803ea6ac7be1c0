// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/** How a hypothesis was found. */
public enum Route {
    /** A candidate whose pattern looks like the measured one up to scale. */
    SCREENING,
    /** A candidate whose lattice fits one that the pattern was indexed with. */
    INDEXING,
    /** Positions found from random starts in an indexed lattice. */
    RESTART,
    /** A hypothesis made more symmetric. */
    RAISED_SYMMETRY,
    /** A hypothesis made less symmetric. */
    LOWERED_SYMMETRY,
    /** A hypothesis whose scattering powers were fitted, with elements in their place. */
    ELEMENTS
}
