// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Displacement.Kind;

/**
 * Recognises B under the name of U, by what crystals have: B = 8 pi^2 U, and U from 0.0015 (diamond) to some 0.1 square angstrom. Single atoms
 * may have more, half of the atoms of no crystal have. (U under the name of B is not told from a B that a refinement brought near zero.)
 */
final class DisplacementUnits {

    /** An amplitude of half an angstrom, where bonds are of two. */
    private static final double U_OF_NO_CRYSTAL = 0.25;

    private static final int FEWEST = 2;

    private DisplacementUnits() {}

    /** @return the rows, with their parameters under the right name */
    static List<SiteRow> told(List<SiteRow> rows, CifLog log) {
        List<SiteRow> stated =
                rows.stream().filter(r -> isU(r) && !r.hydrogen()).toList();
        if (stated.size() < FEWEST) {
            return rows;
        }
        double[] values = stated.stream()
                .mapToDouble(r -> r.displacement().value())
                .sorted()
                .toArray();
        double median = values[(values.length - 1) / 2];
        if (median < U_OF_NO_CRYSTAL) {
            return rows;
        }
        log.warning(
                stated.get(0).line(),
                "displacement",
                "values of U whose median is " + (float) median + " square angstrom",
                "0.0015 to 0.1, as crystals have",
                "that they are values of B");
        List<SiteRow> told = new ArrayList<>(rows);
        told.replaceAll(r -> isU(r) ? r.withDisplacement(asB(r.displacement())) : r);
        return told;
    }

    private static boolean isU(SiteRow row) {
        return row.displacement() != null && !row.displacement().kind().isB();
    }

    private static Displacement asB(Displacement u) {
        return new Displacement(u.kind() == Kind.U_ISO ? Kind.B_ISO : Kind.B_EQUIVALENT, u.value());
    }
}
