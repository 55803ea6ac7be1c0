// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/** Damped steps of small normal equations, by Cholesky factors: (A + lambda diag A) x = b. */
final class SymmetricSystem {

    private SymmetricSystem() {}

    /**
     * @param n order
     * @param a row by row, of which the lower triangle counts
     * @param b right side
     * @param damping lambda, 0 or more
     * @return x; null where the matrix is not positive definite or a number not finite
     */
    static double[] solve(int n, double[] a, double[] b, double damping) {
        double[] l = new double[n * n];
        double[] x = new double[n];
        // Scaled to a unit diagonal, so that parameters of very different size are solved equally well.
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = a[i * n + i] > 0 ? 1 / Math.sqrt(a[i * n + i]) : 0;
        }
        for (int i = 0; i < n; i++) {
            int row = i * n;
            for (int j = 0; j <= i; j++) {
                int other = j * n;
                double sum = i == j ? 1 + damping + 1e-12 : a[row + j] * scale[i] * scale[j];
                for (int k = 0; k < j; k++) {
                    sum -= l[row + k] * l[other + k];
                }
                if (i > j) {
                    l[row + j] = sum / l[other + j];
                } else if (sum > 1e-14) {
                    l[row + i] = Math.sqrt(sum);
                } else {
                    return null;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            double sum = b[i] * scale[i];
            for (int k = 0; k < i; k++) {
                sum -= l[i * n + k] * x[k];
            }
            x[i] = sum / l[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= l[k * n + i] * x[k];
            }
            x[i] = sum / l[i * n + i];
        }
        for (int i = 0; i < n; i++) {
            x[i] *= scale[i];
            if (!Double.isFinite(x[i])) {
                return null;
            }
        }
        return x;
    }
}
