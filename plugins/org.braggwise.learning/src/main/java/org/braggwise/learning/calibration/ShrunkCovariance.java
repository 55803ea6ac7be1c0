// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import org.braggwise.learning.network.Workers;

/**
 * Covariance shrunk towards mu I, mu the mean variance, with the intensity of Ledoit and Wolf (2004, J. Multivar. Anal. 88, 365, Lemma
 * 3.2 to 3.4): the weight that minimises the expected squared error, estimated from the data.
 *
 * @param matrix width x width
 * @param intensity weight of mu I, 0 to 1
 */
record ShrunkCovariance(double[] matrix, double intensity, int width) {

    /** @param centred rows x width, mean already removed; the covariance divides by the number of rows */
    static ShrunkCovariance of(double[] centred, int rows, int width, Workers workers) {
        double[] s = new double[width * width];
        double fourth = 0;
        for (int r = 0; r < rows; r++) {
            double square = 0;
            for (int i = 0; i < width; i++) {
                double v = centred[r * width + i];
                square += v * v;
            }
            fourth += square * square;
        }
        workers.run(width, (i, thread) -> {
            for (int r = 0; r < rows; r++) {
                double v = centred[r * width + i];
                if (v != 0) {
                    for (int j = 0; j < width; j++) {
                        s[i * width + j] += v * centred[r * width + j];
                    }
                }
            }
        });
        double mean = 0;
        double frobenius = 0;
        for (int i = 0; i < s.length; i++) {
            s[i] /= rows;
            frobenius += s[i] * s[i];
            mean += i % (width + 1) == 0 ? s[i] / width : 0;
        }
        double spread = frobenius - width * mean * mean; // |S - mu I|^2
        double error = (fourth / rows - frobenius) / rows; // mean |x x^T - S|^2 / rows
        double intensity = spread > 0 ? Math.min(1, error / spread) : 1;
        for (int i = 0; i < s.length; i++) {
            s[i] *= 1 - intensity;
        }
        // all features constant: any positive scale will do, since every difference is then 0 or infinitely far
        double diagonal = mean > 0 ? intensity * mean + 1e-9 * mean : 1e-12;
        for (int i = 0; i < width; i++) {
            s[i * (width + 1)] += diagonal;
        }
        return new ShrunkCovariance(s, intensity, width);
    }

    /** Lower L with L L^T = matrix, row-major. */
    double[] choleskyFactor() {
        double[] l = new double[width * width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * width + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * width + k] * l[j * width + k];
                }
                if (i == j && !(sum > 0)) {
                    throw new IllegalArgumentException(
                            "The penultimate features' covariance is not positive definite at feature " + i + " (" + sum
                                    + "); the features hold NaN or infinite values.");
                }
                l[i * width + j] = i == j ? Math.sqrt(sum) : sum / l[j * width + j];
            }
        }
        return l;
    }
}
