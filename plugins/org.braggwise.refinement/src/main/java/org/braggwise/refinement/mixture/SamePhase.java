// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import org.braggwise.crystal.CrystalStructure;

/** Tells entries of one phase from other phases: collections of structures hold most phases more than once. */
public final class SamePhase {

    /** Refined volumes of a formula unit differ by less, ln, where two candidates of one formula and space group are the same phase. */
    private static final double SAME_VOLUME = 0.01;

    private SamePhase() {}

    /**
     * @param one in the cell in which it was fitted
     * @param other likewise
     * @return whether they have one formula, one space group or its mirror image, and one volume of a formula unit to 1 %
     */
    public static boolean of(CrystalStructure one, CrystalStructure other) {
        return one.formula().equals(other.formula())
                && one.spaceGroup().hasPatternsOf(other.spaceGroup())
                && Math.abs(Math.log(one.cell().volume()
                                / one.formulaUnits()
                                / (other.cell().volume() / other.formulaUnits())))
                        < SAME_VOLUME;
    }
}
