// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Background and smoothing against backgrounds and polynomials that are known. */
class CurvesTest {

    private static final int N = 2001;

    private static double[] curve(DoubleUnaryOperator f) {
        double[] y = new double[N];
        for (int i = 0; i < N; i++) {
            y[i] = f.applyAsDouble(i);
        }
        return y;
    }

    private static double peaks(double i) {
        double y = 0;
        for (double[] p : new double[][] {{200, 5000}, {700, 300}, {730, 800}, {1500, 100}}) {
            y += p[1] * Math.exp(-Math.pow((i - p[0]) / 6, 2));
        }
        return y;
    }

    @Test
    void snipLeavesAStraightLineAsItIs() {
        double[] line = curve(i -> 500 - 0.2 * i);
        assertArrayEquals(line, SnipBackground.estimate(line, 40, 1, false), 1e-9);
        assertArrayEquals(line, SnipBackground.estimate(line, 40, 5, false), 1e-9);
    }

    @Test
    void snipFindsTheLineUnderPeaks() {
        double[] y = curve(i -> 500 - 0.2 * i + peaks(i));
        double[] background = SnipBackground.estimate(y, 40, 1, false);
        for (int i = 0; i < N; i++) {
            assertEquals(500 - 0.2 * i, background[i], 1.0, "at " + i);
        }
    }

    @Test
    void snipInTheLogLogScaleFollowsADecayAndStaysBelowTheScan() {
        DoubleUnaryOperator decay = i -> 40 + 2000 * Math.exp(-i / 300.0);
        double[] y = curve(i -> decay.applyAsDouble(i) + peaks(i));
        double[] background = SnipBackground.estimate(y, 40, 1, true);
        for (int i = 0; i < N; i++) {
            assertTrue(background[i] <= y[i] + 1e-9);
            assertEquals(1, background[i] / decay.applyAsDouble(i), 0.03, "at " + i);
        }
    }

    @Test
    void snipOnAMeanRunsThroughTheNoise() {
        java.util.Random random = new java.util.Random(5);
        double[] y = curve(i -> 1000 + 30 * random.nextGaussian());
        double under = 0;
        double through = 0;
        double[] single = SnipBackground.estimate(y, 40, 1, true);
        double[] mean = SnipBackground.estimate(y, 40, 15, true);
        for (int i = 0; i < N; i++) {
            under += single[i] / N;
            through += mean[i] / N;
        }
        assertTrue(1000 - through < 0.4 * (1000 - under), under + " " + through);
    }

    @Test
    void rollingBallKeepsConstantsAndLinesAndTakesPeaks() {
        double[] y = curve(i -> 70 + (Math.abs(i - 1000) < 10 ? 500 : 0));
        assertArrayEquals(curve(i -> 70), RollingBallBackground.estimate(y, 15, 31), 1e-9);
        double[] line = RollingBallBackground.estimate(curve(i -> 3 + 0.5 * i), 15, 31);
        for (int i = 50; i < N - 50; i++) {
            assertEquals(3 + 0.5 * i, line[i], 1e-9);
        }
        double[] wide = curve(i -> Math.abs(i - 1000) <= 20 ? 500 : 0);
        assertEquals(
                500,
                RollingBallBackground.estimate(wide, 15, 1)[1000],
                "a plateau wider than the window is background");
    }

    @Test
    void savitzkyGolayHasThePublishedWeights() {
        assertArrayEquals(
                new double[] {-3 / 35.0, 12 / 35.0, 17 / 35.0, 12 / 35.0, -3 / 35.0},
                new SavitzkyGolay(5, 2).centralWeights(),
                1e-14);
        assertArrayEquals(
                new double[] {-2 / 21.0, 3 / 21.0, 6 / 21.0, 7 / 21.0, 6 / 21.0, 3 / 21.0, -2 / 21.0},
                new SavitzkyGolay(7, 3).centralWeights(),
                1e-14);
        assertArrayEquals(
                new double[] {
                    15 / 429.0,
                    -55 / 429.0,
                    30 / 429.0,
                    135 / 429.0,
                    179 / 429.0,
                    135 / 429.0,
                    30 / 429.0,
                    -55 / 429.0,
                    15 / 429.0
                },
                new SavitzkyGolay(9, 4).centralWeights(),
                1e-13);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void savitzkyGolayKeepsPolynomialsOfItsDegreeToTheEnds(int degree) {
        double[] y = curve(i -> Math.pow(i / 1000.0 - 1, degree));
        assertArrayEquals(y, new SavitzkyGolay(21, degree).smooth(y), 1e-10);
    }

    @Test
    void wrongWindowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SavitzkyGolay(4, 2));
        assertThrows(IllegalArgumentException.class, () -> new SavitzkyGolay(5, 5));
        assertThrows(IllegalArgumentException.class, () -> new SavitzkyGolay(5, 2).smooth(new double[4]));
        assertThrows(IllegalArgumentException.class, () -> SnipBackground.estimate(new double[9], 0, 1, true));
        assertThrows(IllegalArgumentException.class, () -> RollingBallBackground.estimate(new double[9], 3, 2));
    }
}
