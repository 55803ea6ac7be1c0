// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import org.braggwise.learning.network.Workers;

/** Cholesky factors of symmetric matrices, row-major full storage, plain Java, blocked so that large ones stay in cache. */
final class CholeskyFactor {
    private static final int BLOCK = 64;
    /** Rows that a thread takes at a time. */
    private static final int ROWS = 16;

    private CholeskyFactor() {}

    /**
     * Replaces the lower triangle of a positive definite matrix by L with A = L L^T. The upper triangle is left alone.
     *
     * @return false if the matrix is not positive definite (its content is then undefined)
     */
    static boolean lowerInPlace(double[] a, int n, Workers workers) {
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            if (!diagonalBlock(a, n, from, to)) {
                return false;
            }
            panel(a, n, from, to);
            trailing(a, n, from, to, workers);
        }
        return true;
    }

    private static boolean diagonalBlock(double[] a, int n, int from, int to) {
        for (int j = from; j < to; j++) {
            double d = a[j * n + j];
            for (int k = from; k < j; k++) {
                d -= a[j * n + k] * a[j * n + k];
            }
            if (!(d > 0)) {
                return false;
            }
            double root = Math.sqrt(d);
            a[j * n + j] = root;
            for (int i = j + 1; i < to; i++) {
                double s = a[i * n + j];
                for (int k = from; k < j; k++) {
                    s -= a[i * n + k] * a[j * n + k];
                }
                a[i * n + j] = s / root;
            }
        }
        return true;
    }

    private static void panel(double[] a, int n, int from, int to) {
        for (int i = to; i < n; i++) {
            for (int j = from; j < to; j++) {
                double s = a[i * n + j];
                for (int k = from; k < j; k++) {
                    s -= a[i * n + k] * a[j * n + k];
                }
                a[i * n + j] = s / a[j * n + j];
            }
        }
    }

    /** A_22 -= L_21 L_21^T through a transposed copy of the panel: the inner loop runs along rows, which the compiler vectorises. */
    private static void trailing(double[] a, int n, int from, int to, Workers workers) {
        int width = to - from;
        int rest = n - to;
        if (rest == 0) {
            return;
        }
        double[] transposed = new double[width * rest];
        for (int i = 0; i < rest; i++) {
            for (int k = 0; k < width; k++) {
                transposed[k * rest + i] = a[(to + i) * n + from + k];
            }
        }
        workers.run((rest + ROWS - 1) / ROWS, (part, thread) -> {
            for (int i = part * ROWS; i < Math.min(rest, (part + 1) * ROWS); i++) {
                int row = (to + i) * n + to;
                for (int k = 0; k < width; k++) {
                    double l = transposed[k * rest + i];
                    int t = k * rest;
                    for (int j = 0; j <= i; j++) {
                        a[row + j] -= l * transposed[t + j];
                    }
                }
            }
        });
    }

    /** 2 sum ln L_ii. */
    static double logDeterminant(double[] lower, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(lower[i * n + i]);
        }
        return 2 * sum;
    }

    /** L^-T, upper triangular, row-major full storage; zeros below the diagonal. */
    static double[] inverseTranspose(double[] lower, int n, Workers workers) {
        double[] upper = new double[n * n];
        // row j of the result is column j of L^-1, found by forward substitution; each row is independent of the others
        workers.run(n, (j, thread) -> {
            int row = j * n;
            upper[row + j] = 1 / lower[j * n + j];
            for (int i = j + 1; i < n; i++) {
                double s = 0;
                int l = i * n;
                for (int k = j; k < i; k++) {
                    s += lower[l + k] * upper[row + k];
                }
                upper[row + i] = -s / lower[l + i];
            }
        });
        return upper;
    }

    /**
     * Lower factor of a small positive semi-definite matrix: a pivot at rounding level is taken as 0 and its column with it (softmax
     * ignores a shift of all logits, so logit covariances can be nearly singular).
     *
     * @param offset of the matrix in the array
     * @return n x n, row-major
     */
    static double[] ofSemiDefinite(double[] a, int offset, int n) {
        double[] lower = new double[n * n];
        for (int j = 0; j < n; j++) {
            double d = a[offset + j * n + j];
            double floor = 1e-12 * Math.abs(d);
            for (int k = 0; k < j; k++) {
                d -= lower[j * n + k] * lower[j * n + k];
            }
            if (d <= floor) {
                continue;
            }
            double root = Math.sqrt(d);
            lower[j * n + j] = root;
            for (int i = j + 1; i < n; i++) {
                double s = a[offset + i * n + j];
                for (int k = 0; k < j; k++) {
                    s -= lower[i * n + k] * lower[j * n + k];
                }
                lower[i * n + j] = s / root;
            }
        }
        return lower;
    }
}
