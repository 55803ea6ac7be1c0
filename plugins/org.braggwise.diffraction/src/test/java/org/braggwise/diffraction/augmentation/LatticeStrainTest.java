// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the free lattice parameters of each crystal system (International Tables A, table 2.1.1.1). */
class LatticeStrainTest {

    @ParameterizedTest(name = "group {0}: {7} free")
    @CsvSource({
        "221, 4, 4, 4, 90, 90, 90, 1",
        "225, 8, 8, 8, 90, 90, 90, 1",
        "75, 4, 4, 7, 90, 90, 90, 2",
        "140, 5.5, 5.5, 7.8, 90, 90, 90, 2",
        "194, 5, 5, 14, 90, 90, 120, 2",
        "167, 5.4, 5.4, 13.2, 90, 90, 120, 2",
        "62, 5.4, 7.7, 5.5, 90, 90, 90, 3",
        "14, 5.4, 5.5, 7.7, 90, 91.5, 90, 4",
        "2, 5.4, 5.5, 7.7, 89, 91.5, 92, 6",
        "1, 5.4, 5.4, 5.4, 90, 90, 90, 6"
    })
    void keepsWhatTheSystemFixes(
            int group, double a, double b, double c, double alpha, double beta, double gamma, int free) {
        UnitCell cell = new UnitCell(a, b, c, alpha, beta, gamma);
        LatticeStrain strain =
                new LatticeStrain(cell, SpaceGroup.ofNumber(group).operations());
        assertEquals(free, strain.freeComponents());
        SplittableRandom random = new SplittableRandom(group);
        double least = 0;
        double greatest = 0;
        for (int i = 0; i < 500; i++) {
            UnitCell s = strain.anisotropic(0.03, random);
            double[] change = {s.a() / a - 1, s.b() / b - 1, s.c() / c - 1};
            for (double e : change) {
                assertTrue(Math.abs(e) <= 0.0301, "length by " + e);
                least = Math.min(least, e);
                greatest = Math.max(greatest, e);
            }
            if (group >= 195) {
                assertEquals(s.a(), s.b(), 1e-12);
                assertEquals(s.a(), s.c(), 1e-12);
            } else if (group >= 75) {
                assertEquals(s.a(), s.b(), 1e-12);
            }
            if (group >= 143 && group < 195) {
                assertEquals(120, s.gammaDeg(), 1e-9);
            }
            if (group >= 16) {
                assertEquals(90, s.alphaDeg(), 1e-9);
                assertEquals(90, s.betaDeg(), 1e-9);
            }
            if (group == 14) {
                assertEquals(90, s.alphaDeg(), 1e-9);
                assertEquals(90, s.gammaDeg(), 1e-9);
                assertEquals(beta, s.betaDeg(), 2 * Math.toDegrees(0.031));
            }
        }
        assertTrue(least < -0.02 && greatest > 0.02, "both signs, up to the limit: " + least + " to " + greatest);
    }

    /** The same group in the rhombohedral setting: its lengths stay equal, and so do its angles. */
    @Test
    void keepsARhombohedralCell() {
        UnitCell cell = new UnitCell(5.5, 5.5, 5.5, 60.4, 60.4, 60.4);
        SpaceGroup group = SpaceGroup.ofHermannMauguin("R-3c", "R");
        LatticeStrain strain = new LatticeStrain(cell, group.operations());
        assertEquals(2, strain.freeComponents());
        SplittableRandom random = new SplittableRandom(1);
        double spread = 0;
        for (int i = 0; i < 100; i++) {
            UnitCell s = strain.anisotropic(0.03, random);
            assertEquals(s.a(), s.b(), 1e-9);
            assertEquals(s.a(), s.c(), 1e-9);
            assertEquals(s.alphaDeg(), s.betaDeg(), 1e-7);
            assertEquals(s.alphaDeg(), s.gammaDeg(), 1e-7);
            spread = Math.max(spread, Math.abs(s.alphaDeg() - 60.4));
        }
        assertTrue(spread > 0.3, "the angle is free: " + spread);
    }

    @Test
    void largestPrincipalIsTheLargestEigenvalue() {
        assertEquals(3, LatticeStrain.largestPrincipal(new double[][] {{1, 0, 0}, {0, -3, 0}, {0, 0, 2}}), 1e-12);
        assertEquals(1, LatticeStrain.largestPrincipal(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 0}}), 1e-12);
        assertEquals(2, LatticeStrain.largestPrincipal(new double[][] {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}}), 1e-12);
    }
}
