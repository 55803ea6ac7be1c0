// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.Arrays;

import org.braggwise.diffraction.Radiation;

/**
 * Points of a pattern as the peak search sees them: each point is the mean intensity over its bin, which reaches half-way to its neighbours.
 *
 * @param x angles in degrees two-theta, ascending
 * @param edges ends of the bins, one more than angles
 * @param y intensities
 * @param variance of each intensity
 * @param stepDeg the median distance of neighbouring angles
 * @param radiation the X-rays
 */
record Scan(double[] x, double[] edges, double[] y, double[] variance, double stepDeg, Radiation radiation) {

    private static final int LEAST = 7;

    /** @throws IllegalArgumentException for angles that do not ascend, or fewer than seven points */
    static Scan of(double[] x, double[] y, double[] sigmaOrNull, boolean noise, Radiation radiation) {
        int n = x.length;
        if (y.length != n || n < LEAST) {
            throw new IllegalArgumentException("The pattern has " + n + " angles and " + y.length
                    + " intensities: expected as many, at least " + LEAST + ".");
        }
        double[] edges = new double[n + 1];
        double[] steps = new double[n - 1];
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(y[i]) || i > 0 && !(x[i] > x[i - 1])) {
                throw new IllegalArgumentException("Point " + i + " of the pattern, at " + x[i] + " deg two-theta, is "
                        + y[i] + ": expected ascending angles and finite intensities.");
            }
            if (i > 0) {
                steps[i - 1] = x[i] - x[i - 1];
                edges[i] = (x[i] + x[i - 1]) / 2;
            }
        }
        edges[0] = x[0] - steps[0] / 2;
        edges[n] = x[n - 1] + steps[n - 2] / 2;
        Arrays.sort(steps);
        return new Scan(x, edges, y, NoiseLevel.variances(y, sigmaOrNull, noise), steps[(n - 1) / 2], radiation);
    }

    /** @return the same with the standard deviations multiplied by a factor */
    Scan withNoise(double factor) {
        double[] scaled = Arrays.stream(variance).map(v -> v * factor * factor).toArray();
        return new Scan(x, edges, y, scaled, stepDeg, radiation);
    }

    int points() {
        return x.length;
    }

    /** @return the first point at an angle or above it, the number of points where there is none */
    int at(double angleDeg) {
        int i = Arrays.binarySearch(x, angleDeg);
        return i >= 0 ? i : -i - 1;
    }

    double maximum() {
        return Arrays.stream(y).max().orElse(0);
    }
}
