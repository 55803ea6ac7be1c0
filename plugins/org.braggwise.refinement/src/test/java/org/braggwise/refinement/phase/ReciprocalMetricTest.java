// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;

class ReciprocalMetricTest {

    @Test
    void theFreeNumbersAreThoseOfTheTextbook() {
        assertForm(SpaceGroup.ofNumber(221), "hh+kk+ll");
        assertForm(SpaceGroup.ofNumber(123), "hh+kk ll");
        assertForm(SpaceGroup.ofNumber(194), "hh+kk+hk ll");
        assertForm(SpaceGroup.ofHermannMauguin("R -3 m", "H"), "hh+kk+hk ll");
        assertForm(SpaceGroup.ofHermannMauguin("R -3 m", "R"), "hh+kk+ll kl+hl+hk");
        assertForm(SpaceGroup.ofNumber(62), "hh kk ll");
        assertForm(SpaceGroup.ofNumber(14), "hh kk ll hl");
        assertForm(SpaceGroup.ofHermannMauguin("P 1 1 21/b", null), "hh kk ll hk");
        assertForm(SpaceGroup.ofNumber(2), "hh kk ll kl hl hk");
    }

    private static void assertForm(SpaceGroup group, String expected) {
        ReciprocalMetric m = ReciprocalMetric.of(group);
        String[] parts = expected.split(" ");
        assertEquals(parts.length, m.size(), group.toString());
        int[][] hkl = {{3, 5, 7}, {2, -3, 5}, {-1, 4, 6}, {0, 1, 2}, {7, 0, -1}};
        for (int[] x : hkl) {
            for (int i = 0; i < parts.length; i++) {
                double sum = 0;
                for (String term : parts[i].split("\\+")) {
                    sum += x["hkl".indexOf(term.charAt(0))] * x["hkl".indexOf(term.charAt(1))];
                }
                assertEquals(sum, m.coefficient(i, x[0], x[1], x[2]), 1e-12, group + " " + parts[i]);
            }
        }
    }

    @Test
    void everySettingGivesItsCellBack() {
        SplittableRandom random = new SplittableRandom(7);
        for (int number = 1; number <= 230; number++) {
            for (SpaceGroup group : SpaceGroup.settings(number)) {
                UnitCell cell = group.constrained(new UnitCell(
                        random.nextDouble(4, 12),
                        random.nextDouble(4, 12),
                        random.nextDouble(4, 12),
                        random.nextDouble(80, 110),
                        random.nextDouble(80, 110),
                        random.nextDouble(80, 110)));
                ReciprocalMetric m = ReciprocalMetric.of(group);
                double[] g = m.of(cell);
                UnitCell back = m.cell(g);
                assertArrayEquals(
                        new double[] {cell.a(), cell.b(), cell.c(), cell.alphaDeg(), cell.betaDeg(), cell.gammaDeg()},
                        new double[] {back.a(), back.b(), back.c(), back.alphaDeg(), back.betaDeg(), back.gammaDeg()},
                        1e-8,
                        group.toString());
                assertEquals(cell.dSpacing(3, -2, 1), 1 / Math.sqrt(m.q(g, 3, -2, 1)), 1e-9, group.toString());
                assertEquals(cell.volume(), m.volume(g), 1e-7 * cell.volume());
                assertTrue(m.spans(g));
            }
        }
    }

    @Test
    void numbersOfNoCellAreRefused() {
        ReciprocalMetric m = ReciprocalMetric.of(SpaceGroup.ofNumber(14));
        assertFalse(m.spans(new double[] {0.01, 0.01, 0.01, 0.03}));
        assertFalse(m.spans(new double[] {0.01, -0.01, 0.01, 0}));
        assertFalse(m.spans(new double[] {0.01, 0.01, 0.01, 0.0199}), "an angle beyond use");
        assertFalse(m.spans(new double[] {Double.NaN, 0.01, 0.01, 0}));
        assertThrows(IllegalArgumentException.class, () -> m.cell(new double[] {0.01, 0.01, 0.01, 0.03}));
    }
}
