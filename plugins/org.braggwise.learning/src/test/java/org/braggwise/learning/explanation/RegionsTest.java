// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.junit.jupiter.api.Test;

class RegionsTest {
    private final TwoThetaGrid m_grid = new TwoThetaGrid(10, 80, 3501);

    private double[] bumps(double... centreAndHeight) {
        double[] profile = new double[m_grid.points()];
        for (int i = 0; i < profile.length; i++) {
            for (int k = 0; k < centreAndHeight.length; k += 2) {
                double x = (m_grid.at(i) - centreAndHeight[k]) / 0.15;
                profile[i] += centreAndHeight[k + 1] * Math.exp(-x * x / 2);
            }
        }
        return profile;
    }

    /** Cubic SrTiO3, Cu Ka: the angles that the paper names for Pm-3m, from Bragg's law with a = 3.905 A. */
    private static ReflectionList cubic() {
        int[][] hkl = {{1, 0, 0}, {1, 1, 0}, {1, 1, 1}, {2, 0, 0}, {2, 1, 1}};
        double[] intensity = {2, 100, 30, 50, 40};
        List<Reflection> list = new java.util.ArrayList<>();
        for (int k = 0; k < hkl.length; k++) {
            double d = 3.905 / Math.sqrt(hkl[k][0] * hkl[k][0] + hkl[k][1] * hkl[k][1] + hkl[k][2] * hkl[k][2]);
            list.add(new Reflection(
                    hkl[k][0],
                    hkl[k][1],
                    hkl[k][2],
                    d,
                    2 * Math.toDegrees(Math.asin(1.54184 / (2 * d))),
                    6,
                    1,
                    intensity[k]));
        }
        return new ReflectionList(Radiation.of("Cu Ka"), list);
    }

    @Test
    void findsTheWindowsOfThePeaksAndNamesTheirReflections() {
        double[] absolute = bumps(22.7, 0.5, 32.4, 1.0, 46.5, 0.8, 57.8, 0.3, 70, 0.02);
        double[] mean = bumps(22.7, -0.5, 32.4, 1.0, 46.5, 0.8, 57.8, 0.3);
        List<Region> regions =
                Regions.assign(new Regions(m_grid, 0.3, 0.1).find(absolute, mean, 10), cubic(), 0.1, 0.01);
        assertEquals(4, regions.size());
        assertEquals(
                List.of("1 1 0", "2 0 0", "1 0 0", "2 1 1"),
                regions.stream().map(r -> r.reflections().get(0).hkl()).toList());
        assertEquals(32.4, regions.get(0).peakDeg(), 0.02);
        assertTrue(regions.get(0).meanValue() > 0 && regions.get(2).meanValue() < 0);
        assertEquals(1 / 2.62, regions.get(0).share(), 0.01);
        assertTrue(regions.get(0).startDeg() < 32.2 && regions.get(0).endDeg() > 32.6);
        assertEquals(
                1,
                Regions.assign(regions, cubic(), 0.1, 0.3).stream()
                        .filter(r -> r.reflections().isEmpty())
                        .count());
    }

    @Test
    void anEmptyProfileHasNoRegionAndAFlatOneHasOne() {
        Regions regions = new Regions(m_grid, 0.3, 0.1);
        assertEquals(List.of(), regions.find(new double[3501], new double[3501], 5));
        double[] flat = new double[3501];
        java.util.Arrays.fill(flat, 0.2);
        List<Region> one = regions.find(flat, flat, 5);
        assertEquals(1, one.size());
        assertEquals(1, one.get(0).share(), 1e-12);
        assertEquals(10, one.get(0).startDeg());
        assertEquals(80, one.get(0).endDeg(), 1e-9);
    }

    /** The mean of absolute values is not the absolute value of the mean: a point that pushes both ways still matters. */
    @Test
    void profileTakesTheMeanOfAbsoluteValues() {
        ClassProfile profile = new ClassProfile(2);
        profile.add(new Attribution(0, new double[] {1, 2}, new double[0], 0, 3, 0, ""));
        profile.add(new Attribution(0, new double[] {-1, 4}, new double[0], 0, 3, 0, ""));
        assertArrayEquals(new double[] {1, 3}, profile.meanAbsolute());
        assertArrayEquals(new double[] {0, 3}, profile.mean());
        assertEquals(2, profile.rows());
    }
}
