// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;

/**
 * Counting noise of intensities in an unknown unit: variance = k y, with k from the scatter of second differences, y[i-1] - 2 y[i] + y[i+1],
 * whose variance is 6 k y where the pattern itself is smooth. The median over the pattern keeps the flanks of strong lines out.
 */
final class NoiseEstimate {

    /** Median of |x| of a standard normal x. */
    private static final double MEDIAN = 0.6745;

    /** k this near to 1, either way, is taken for 1: the intensities are counts. */
    private static final double COUNTS = 2;

    private NoiseEstimate() {}

    /** @return a standard uncertainty for each intensity */
    static double[] sigmas(double[] intensities) {
        double k = factor(intensities);
        double[] sigmas = new double[intensities.length];
        double floor = floor(intensities, k);
        for (int i = 0; i < sigmas.length; i++) {
            sigmas[i] = Math.sqrt(k * Math.max(intensities[i], floor));
        }
        return sigmas;
    }

    /* One count, or a hundredth of the mean where the pattern was changed so that its lowest points lie at or below 0. */
    private static double floor(double[] y, double k) {
        double mean = 0;
        for (double v : y) {
            mean += Math.abs(v) / y.length;
        }
        double floor = Math.max(k, 0.01 * mean);
        return floor > 0 ? floor : 1;
    }

    /** @return k, in the unit of the intensities: 1 for counts */
    static double factor(double[] y) {
        double[] ratios = new double[Math.max(0, y.length - 2)];
        int n = 0;
        for (int i = 1; i + 1 < y.length; i++) {
            double mean = (y[i - 1] + y[i] + y[i + 1]) / 3;
            if (mean > 0) {
                ratios[n++] = Math.abs(y[i - 1] - 2 * y[i] + y[i + 1]) / Math.sqrt(6 * mean);
            }
        }
        if (n == 0) {
            return 1;
        }
        Arrays.sort(ratios, 0, n);
        double root = ratios[n / 2] / MEDIAN;
        double k = root * root;
        return !(k > 0) || k > 1 / COUNTS && k < COUNTS ? 1 : k;
    }
}
