// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.Arrays;

/**
 * The variance of each point. Without stated uncertainties it is taken as that of counts multiplied by an unknown factor, var = k y: k is
 * the lower quartile over the upper half of the points of the squared second difference over what it is for k = 1, and no point is surer
 * than the quartile of all. So the curvature of lines does not count as noise as long as they leave a quarter of the pattern free.
 */
final class NoiseLevel {

    /** The lower quartile of chi squared with one degree of freedom. */
    private static final double QUARTILE_CHI_SQUARED = 0.101531;

    /** A pattern without noise: var = 1e-8 max (y + 0.005 max), the weights that suit whole profiles without counting statistics. */
    private static final double FLOOR = 1e-8;

    private static final double FLOOR_OFFSET = 0.005;

    private NoiseLevel() {}

    static double[] variances(double[] y, double[] sigmaOrNull, boolean noise) {
        int n = y.length;
        double max = Math.max(Arrays.stream(y).max().orElse(0), Double.MIN_NORMAL);
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        double median = sorted[n / 2];
        double[] squares = new double[n - 2];
        double[] ratios = new double[n - 2];
        int upper = 0;
        for (int i = 1; i < n - 1; i++) {
            double e = y[i - 1] - 2 * y[i] + y[i + 1];
            squares[i - 1] = e * e / 6;
            double mean = (y[i - 1] + y[i] + y[i + 1]) / 3;
            if (mean >= median && mean > 0) {
                ratios[upper++] = squares[i - 1] / mean;
            }
        }
        double least = quartile(squares, squares.length) / QUARTILE_CHI_SQUARED;
        double k = quartile(ratios, upper) / QUARTILE_CHI_SQUARED;
        double[] variance = new double[n];
        for (int i = 0; i < n; i++) {
            double floor = FLOOR * max * (Math.max(y[i], 0) + FLOOR_OFFSET * max);
            boolean stated = sigmaOrNull != null && sigmaOrNull[i] > 0 && Double.isFinite(sigmaOrNull[i]);
            double estimated = noise ? Math.max(least, k * Math.max(y[i], 0)) : 0;
            variance[i] = floor + (stated ? sigmaOrNull[i] * sigmaOrNull[i] : estimated);
        }
        return variance;
    }

    private static double quartile(double[] values, int n) {
        if (n == 0) {
            return 0;
        }
        Arrays.sort(values, 0, n);
        return values[n / 4];
    }
}
