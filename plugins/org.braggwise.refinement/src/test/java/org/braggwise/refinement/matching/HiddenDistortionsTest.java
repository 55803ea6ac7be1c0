// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.junit.jupiter.api.Test;

class HiddenDistortionsTest {

    private static CrystalStructure cubic(String anion) {
        return Examples.structure(
                "cubic", new UnitCell(4, 4, 4, 90, 90, 90), 221, "Cs 0 0 0", "Pb 0.5 0.5 0.5", anion + " 0.5 0.5 0");
    }

    private static CrystalStructure polar(String anion) {
        return Examples.structure(
                "polar",
                new UnitCell(4, 4, 4.001, 90, 90, 90),
                99,
                "Cs 0 0 0",
                "Pb 0.5 0.5 0.515",
                anion + " 0.5 0.5 0.014",
                anion + " 0.5 0 0.514");
    }

    /** Of three bromides one is distorted, of three oxides none; 20 structures of which 9 % are distorted are added, and one of their share to each group. */
    @Test
    void candidatesOfTheCommonestElementAreCounted() {
        HiddenDistortions all = new HiddenDistortions(
                List.of(cubic("O"), cubic("O"), cubic("Br"), cubic("Br"), polar("Br"), Examples.ORTHORHOMBIC));
        double bromides = (1 + 1.8) / (3 + 20);
        assertEquals((1 + bromides) / (3 + 1), all.share(polar("Br"), 221), 1e-12);
        assertEquals(bromides / (1 + 1), all.share(cubic("Br"), 99), 1e-12);
        assertEquals(1.8 / 23 / (2 + 1), all.share(cubic("O"), 221), 1e-12);
        assertEquals(0.09, all.share(cubic("I"), 221), 1e-12);
    }
}
