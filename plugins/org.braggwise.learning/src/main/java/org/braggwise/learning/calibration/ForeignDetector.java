// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import java.util.stream.IntStream;

import org.braggwise.learning.network.Workers;

/**
 * Tells patterns like the training's from patterns of other structure types by the penultimate features, having been shown some of both
 * (outlier exposure, Hendrycks, Mazeika and Dietterich 2019, ICLR): an L2-regularised logistic regression, fitted by Newton's method with
 * both kinds weighing the same. Distances of features alone do not find foreign patterns: a network maps what it does not know to where it
 * maps the brightest of what it knows.
 */
final class ForeignDetector {
    /** The weight of the data against the prior of unit variance of each standardised feature's weight. */
    private static final double DATA_WEIGHT = 0.003;
    /** More rows of a kind say nothing more of one direction. */
    private static final int MOST_ROWS = 6000;

    private static final int ITERATIONS = 30;
    private static final double CONVERGED = 1e-6;

    private final float[] m_weights;
    private final float m_bias;

    ForeignDetector(float[] weights, float bias) {
        m_weights = weights;
        m_bias = bias;
    }

    /** @return natural logarithm of the odds that the features from offset on are a foreign pattern's, both kinds being as frequent */
    double logOdds(float[] features, int offset) {
        double sum = m_bias;
        for (int i = 0; i < m_weights.length; i++) {
            sum += m_weights[i] * features[offset + i];
        }
        return sum;
    }

    float[] weights() {
        return m_weights;
    }

    float bias() {
        return m_bias;
    }

    /**
     * @param known rows x width, of the training
     * @param foreign rows x width, of other structure types
     * @throws IllegalArgumentException if there are none of either
     */
    static ForeignDetector fit(float[] known, float[] foreign, int width, Workers workers) {
        if (known.length < width || foreign.length < width) {
            throw new IllegalArgumentException("A detector of foreign patterns got " + known.length / width
                    + " known and " + foreign.length / width + " foreign ones; expected at least one of each.");
        }
        double[][] x = new double[2][];
        x[0] = chosen(known, width);
        x[1] = chosen(foreign, width);
        double[] mean = new double[width];
        double[] scale = new double[width];
        standardise(x, width, mean, scale);
        double[] beta = newton(x, width, workers);
        float[] weights = new float[width];
        double bias = beta[width];
        for (int i = 0; i < width; i++) {
            weights[i] = (float) (beta[i] / scale[i]);
            bias -= beta[i] * mean[i] / scale[i];
        }
        return new ForeignDetector(weights, (float) bias);
    }

    /** Evenly spaced rows, at most so many. */
    private static double[] chosen(float[] rows, int width) {
        int n = rows.length / width;
        int kept = Math.min(n, MOST_ROWS);
        double[] chosen = new double[kept * width];
        for (int r = 0; r < kept; r++) {
            int from = (int) ((long) r * n / kept);
            for (int i = 0; i < width; i++) {
                chosen[r * width + i] = rows[from * width + i];
            }
        }
        return chosen;
    }

    private static void standardise(double[][] x, int width, double[] mean, double[] scale) {
        int n = (x[0].length + x[1].length) / width;
        for (double[] kind : x) {
            for (int i = 0; i < kind.length; i++) {
                mean[i % width] += kind[i] / n;
            }
        }
        for (double[] kind : x) {
            for (int i = 0; i < kind.length; i++) {
                double d = kind[i] - mean[i % width];
                scale[i % width] += d * d / n;
            }
        }
        for (int i = 0; i < width; i++) {
            scale[i] = scale[i] > 1e-12 ? Math.sqrt(scale[i]) : 1; // a dead unit says nothing
        }
        for (double[] kind : x) {
            for (int i = 0; i < kind.length; i++) {
                kind[i] = (kind[i] - mean[i % width]) / scale[i % width];
            }
        }
    }

    /** @return weights of the standardised features, and the bias */
    private static double[] newton(double[][] x, int width, Workers workers) {
        double[] beta = new double[width + 1];
        double before = loss(x, width, beta);
        for (int k = 0; k < ITERATIONS; k++) {
            double[] step = step(x, width, beta, workers);
            double length = 1;
            double[] next = moved(beta, step, length);
            double after = loss(x, width, next);
            while (after > before && length > 1e-4) { // the quadratic model reached too far
                length /= 2;
                next = moved(beta, step, length);
                after = loss(x, width, next);
            }
            if (!(after < before)) {
                break;
            }
            beta = next;
            if (before - after < CONVERGED * before) {
                break;
            }
            before = after;
        }
        return beta;
    }

    private static double[] moved(double[] beta, double[] step, double length) {
        return IntStream.range(0, beta.length)
                .mapToDouble(i -> beta[i] - length * step[i])
                .toArray();
    }

    /** Weight of a row of a kind: each kind weighs as much as there are known rows. */
    private static double weight(double[][] x, int kind) {
        return DATA_WEIGHT * x[0].length / x[kind].length;
    }

    private static double score(double[] rows, int row, int width, double[] beta) {
        double sum = beta[width];
        for (int i = 0; i < width; i++) {
            sum += beta[i] * rows[row * width + i];
        }
        return sum;
    }

    private static double loss(double[][] x, int width, double[] beta) {
        double loss = 0;
        for (int i = 0; i < width; i++) {
            loss += beta[i] * beta[i] / 2;
        }
        for (int kind = 0; kind < 2; kind++) {
            double w = weight(x, kind);
            for (int r = 0; r < x[kind].length / width; r++) {
                double z = score(x[kind], r, width, beta) * (kind == 0 ? 1 : -1);
                loss += w * (z > 30 ? z : Math.log1p(Math.exp(z)));
            }
        }
        return loss;
    }

    /** Hessian^-1 gradient. */
    private static double[] step(double[][] x, int width, double[] beta, Workers workers) {
        int n = width + 1;
        double[] hessian = new double[n * n];
        double[] gradient = new double[n];
        double[][] curvature = new double[2][];
        double[][] slope = new double[2][];
        for (int kind = 0; kind < 2; kind++) {
            int rows = x[kind].length / width;
            curvature[kind] = new double[rows];
            slope[kind] = new double[rows];
            double w = weight(x, kind);
            for (int r = 0; r < rows; r++) {
                double p = 1 / (1 + Math.exp(-score(x[kind], r, width, beta)));
                slope[kind][r] = w * (p - kind);
                curvature[kind][r] = w * Math.max(1e-9, p * (1 - p));
            }
        }
        workers.run(n, (i, thread) -> {
            for (int kind = 0; kind < 2; kind++) {
                for (int r = 0; r < curvature[kind].length; r++) {
                    double v = i == width ? 1 : x[kind][r * width + i];
                    if (v != 0) {
                        gradient[i] += slope[kind][r] * v;
                        double c = curvature[kind][r] * v;
                        for (int j = 0; j < Math.min(i + 1, width); j++) {
                            hessian[i * n + j] += c * x[kind][r * width + j];
                        }
                        if (i == width) {
                            hessian[i * n + width] += c;
                        }
                    }
                }
            }
            if (i < width) {
                gradient[i] += beta[i];
                hessian[i * n + i] += 1;
            }
        });
        return solve(hessian, gradient, n);
    }

    /** By Cholesky's factorisation of the lower half. */
    private static double[] solve(double[] lower, double[] right, int n) {
        double[] l = lower.clone();
        double[] y = right.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = l[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                l[i * n + j] = i == j ? Math.sqrt(sum) : sum / l[j * n + j];
            }
            for (int k = 0; k < i; k++) {
                y[i] -= l[i * n + k] * y[k];
            }
            y[i] /= l[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                y[i] -= l[k * n + i] * y[k];
            }
            y[i] /= l[i * n + i];
        }
        return y;
    }
}
