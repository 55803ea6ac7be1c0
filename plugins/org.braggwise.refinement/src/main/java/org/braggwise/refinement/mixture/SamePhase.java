// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import org.braggwise.crystal.CrystalStructure;

/** Tells entries of one phase from other phases: collections of structures hold most phases more than once. */
public final class SamePhase {

    /** Refined volumes of the primitive cell differ by less, ln, where two candidates of one formula and space group are the same phase. */
    private static final double SAME_VOLUME = 0.01;

    private SamePhase() {}

    /**
     * @param one in the cell in which it was fitted
     * @param other likewise
     * @return whether they have one formula, one space group or its mirror image, and one volume of the primitive cell to 1 %: polytypes,
     *     as of SiC in P6_3mc, have others
     */
    public static boolean of(CrystalStructure one, CrystalStructure other) {
        return one.formula().equals(other.formula())
                && one.spaceGroup().hasPatternsOf(other.spaceGroup())
                && Math.abs(Math.log(primitiveVolume(one) / primitiveVolume(other))) < SAME_VOLUME;
    }

    private static double primitiveVolume(CrystalStructure s) {
        return s.cell().volume() / s.spaceGroup().centring().size();
    }
}
