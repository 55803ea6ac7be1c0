// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.preparation.GridResampling.Outside;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridResamplingTest {

    @ParameterizedTest
    @ValueSource(ints = {51, 701, 3501, 20001})
    void keepsTheAreaOfAnyScanOnAnyGrid(int points) {
        SplittableRandom random = new SplittableRandom(points);
        double[] x = new double[1500];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i == 0 ? 20 : x[i - 1]) + random.nextDouble(0.001, 0.05);
            y[i] = random.nextDouble(0, 100);
        }
        // A point stands for its bin, half-way to its neighbours.
        double[] border = new double[x.length + 1];
        for (int i = 1; i < x.length; i++) {
            border[i] = (x[i - 1] + x[i]) / 2;
        }
        border[0] = 2 * x[0] - border[1];
        border[x.length] = 2 * x[x.length - 1] - border[x.length - 1];
        double area = 0;
        for (int i = 0; i < x.length; i++) {
            area += (border[i + 1] - border[i]) * y[i];
        }
        // A scan inside the grid: the two end bins are measured in part, and their value is the mean of that part.
        TwoThetaGrid grid = new TwoThetaGrid(10, 80, points);
        GridResampling.Result r = GridResampling.resample(x, y, grid, Outside.ZERO);
        double sum = 0;
        for (int i = 0; i < points; i++) {
            double covered = Math.min(border[x.length], grid.at(i) + grid.stepDeg() / 2)
                    - Math.max(border[0], grid.at(i) - grid.stepDeg() / 2);
            assertEquals(covered > 1e-3 * grid.stepDeg(), r.measured()[i]);
            assertTrue(r.intensities()[i] >= 0, () -> "negative intensity of a scan without any");
            sum += Math.max(0, covered) * r.intensities()[i];
        }
        assertEquals(area, sum, 1e-6 * area);
    }

    @Test
    void isTheIdentityOnTheScansOwnGrid() {
        TwoThetaGrid grid = TwoThetaGrid.DEFAULT;
        double[] y = noise(grid.points());
        assertArrayEquals(
                y, GridResampling.resample(angles(grid), y, grid, Outside.ERROR).intensities());
    }

    @Test
    void keepsTheMeasuredValuesOnAPartOfTheScansGridAndZerosBeyondIt() {
        TwoThetaGrid scan = new TwoThetaGrid(20, 60, 2001);
        double[] y = noise(scan.points());
        GridResampling.Result part =
                GridResampling.resample(angles(scan), y, new TwoThetaGrid(30, 40, 501), Outside.ERROR);
        assertArrayEquals(Arrays.copyOfRange(y, 500, 1001), part.intensities());
        GridResampling.Result whole =
                GridResampling.resample(angles(scan), y, new TwoThetaGrid(10, 80, 3501), Outside.ZERO);
        assertArrayEquals(y, Arrays.copyOfRange(whole.intensities(), 500, 2501));
        assertFalse(whole.measured()[499] || whole.measured()[2501]);
    }

    @Test
    void keepsTheMeasuredValuesOfAFileThatRoundsItsAngles() {
        TwoThetaGrid grid = new TwoThetaGrid(10, 80, 3501);
        double[] y = noise(grid.points());
        double[] x = angles(grid);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) x[i];
        }
        assertArrayEquals(y, GridResampling.resample(x, y, grid, Outside.ERROR).intensities());
    }

    @Test
    void averagesWholeBinsOnACoarserGrid() {
        // Bins of three scan points each: the mean of the three.
        TwoThetaGrid scan = new TwoThetaGrid(10, 40, 1501);
        double[] y = noise(scan.points());
        TwoThetaGrid coarse = new TwoThetaGrid(10.02, 39.96, 500);
        double[] r =
                GridResampling.resample(angles(scan), y, coarse, Outside.ERROR).intensities();
        for (int i = 0; i < r.length; i++) {
            assertEquals((y[3 * i] + y[3 * i + 1] + y[3 * i + 2]) / 3, r[i], 1e-9);
        }
    }

    @Test
    void keepsStraightLines() {
        TwoThetaGrid grid = new TwoThetaGrid(10, 20, 137);
        double[] x = new double[401];
        double[] y = new double[401];
        for (int i = 0; i < 401; i++) {
            x[i] = 5 + i * 0.05;
            y[i] = 3 + 2 * x[i];
        }
        GridResampling.Result r = GridResampling.resample(x, y, grid, Outside.ERROR);
        for (int i = 0; i < grid.points(); i++) {
            assertEquals(3 + 2 * grid.at(i), r.intensities()[i], 1e-10);
        }
    }

    /** A smooth peak on a coarse scan, seen on a finer grid: closer to the peak than steps are. */
    @Test
    void followsAPeakBetweenTheScansPoints() {
        TwoThetaGrid scan = new TwoThetaGrid(10, 20, 201);
        double[] x = angles(scan);
        double[] y = Arrays.stream(x).map(GridResamplingTest::peak).toArray();
        TwoThetaGrid fine = new TwoThetaGrid(12, 18, 601);
        double[] r = GridResampling.resample(x, y, fine, Outside.ERROR).intensities();
        for (int i = 0; i < r.length; i++) {
            assertEquals(peak(fine.at(i)), r[i], 0.02);
        }
    }

    private static double peak(double angle) {
        return Math.exp(-(angle - 15) * (angle - 15) / (2 * 0.15 * 0.15));
    }

    private static double[] noise(int points) {
        return new SplittableRandom(7).doubles(points, 0, 1000).toArray();
    }

    private static double[] angles(TwoThetaGrid grid) {
        return IntStream.range(0, grid.points()).mapToDouble(grid::at).toArray();
    }

    @Test
    void findsAPeakBetweenTwoGridPoints() {
        double[] x = {10, 10.04, 10.05, 10.06, 11};
        double[] y = {0, 0, 100, 0, 0};
        GridResampling.Result r = GridResampling.resample(x, y, new TwoThetaGrid(10, 11, 11), Outside.ERROR);
        assertEquals(100 * 0.01, (r.intensities()[0] * 0.07 + r.intensities()[1] * 0.1), 1e-12);
    }

    @Test
    void refusesOrMarksWhatWasNotMeasured() {
        double[] x = {20, 21, 22};
        double[] y = {1, 1, 1};
        TwoThetaGrid grid = new TwoThetaGrid(10, 30, 21);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> GridResampling.resample(x, y, grid, Outside.ERROR))
                .getMessage();
        assertTrue(message.contains("20.0000 to 22.0000") && message.contains("10.0000 to 30.0000"), message);
        GridResampling.Result r = GridResampling.resample(x, y, grid, Outside.ZERO);
        assertFalse(r.measured()[9]);
        assertTrue(r.measured()[10] && r.measured()[12]);
        assertEquals(0, r.intensities()[13]);
        assertEquals(1, r.intensities()[10], 1e-12);
    }

    /** A substrate's line was cut out: nothing is made up there, and what is beside it is as without the cut. */
    @Test
    void gapsStayUnmeasured() {
        TwoThetaGrid grid = new TwoThetaGrid(10, 80, 3501);
        double[] x = angles(grid);
        double[] y = noise(grid.points());
        int[] kept = IntStream.range(0, x.length)
                .filter(i -> x[i] < 40.01 || x[i] > 49.99)
                .toArray();
        GridResampling.Result r = GridResampling.resample(
                IntStream.of(kept).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> y[i]).toArray(),
                grid,
                Outside.ERROR);
        for (int i = 0; i < x.length; i++) {
            boolean inside = x[i] > 40.01 && x[i] < 49.99;
            assertEquals(!inside, r.measured()[i], "at " + x[i]);
            assertEquals(inside ? 0 : y[i], r.intensities()[i], 1e-9, "at " + x[i]);
        }
    }
}
