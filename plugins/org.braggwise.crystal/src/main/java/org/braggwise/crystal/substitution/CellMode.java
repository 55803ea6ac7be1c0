// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

/** What becomes of the template's cell. */
public enum CellMode {

    /** The cell stays as it is: what the paper does. */
    KEEP,

    /**
     * The three lengths are multiplied by the ratio of the cube edges that the radii of the new and of the old ions give: the mean over
     * the cations of sqrt(2) (rA + rX) and 2 (rB + rX), weighted by how many of each a formula unit has.
     */
    RESCALE
}
