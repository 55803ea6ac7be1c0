// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/** Which displacement parameters are refined, as shifts that are added to the B of every site. */
public enum DisplacementRefinement {
    /** None. */
    FIXED,
    /** One shift for all phases: it takes up what roughness and a beam wider than the sample do to the intensities of all. */
    COMMON,
    /** One shift for a phase. */
    OVERALL,
    /** One shift for each element of a phase. */
    PER_ELEMENT
}
