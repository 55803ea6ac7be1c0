// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.network.NetworkSpec;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The loss of a batch as a function of the flat vector of parameters, by its definition, in double precision and plain loops, with the
 * random draws of iteration 0.
 */
final class ReferenceLoss {

    private final NetworkSpec m_spec;
    private final boolean m_variational;
    private final float[] m_classWeights;
    private final double[] m_x;
    private final double[] m_y;
    private final MultiLayerNetwork m_network;
    private final long m_seed;
    private double[] m_p;
    private int m_at;
    private double m_kl;

    ReferenceLoss(
            NetworkSpec spec,
            boolean variational,
            float[] classWeights,
            double[] x,
            double[] y,
            MultiLayerNetwork network,
            long seed) {
        m_spec = spec;
        m_variational = variational;
        m_classWeights = classWeights;
        m_x = x;
        m_y = y;
        m_network = network;
        m_seed = seed;
    }

    private double[] take(int n) {
        m_at += n;
        return Arrays.copyOfRange(m_p, m_at - n, m_at);
    }

    double loss(double[] parameters) {
        m_p = parameters;
        m_at = 0;
        m_kl = 0;
        int points = m_spec.inputLength();
        int rows = m_x.length / points;
        int classes = m_spec.classes();
        double[][] h = new double[rows][];
        for (int r = 0; r < rows; r++) {
            m_at = 0;
            h[r] = trunk(Arrays.copyOfRange(m_x, r * points, (r + 1) * points), r);
        }
        h = dense(h, "dense", m_spec.features(), m_spec.denseWidth(), true);
        if (!m_variational && m_spec.headDropout() > 0) {
            float[] mask = BVggNetworkTest.headMask(m_seed, 0, rows * m_spec.denseWidth(), m_spec.headDropout());
            for (int i = 0; i < mask.length; i++) {
                h[i / m_spec.denseWidth()][i % m_spec.denseWidth()] *= mask[i];
            }
        }
        h = dense(h, "output", m_spec.denseWidth(), classes, false);
        double loss = 0;
        for (int r = 0; r < rows; r++) {
            double top = Arrays.stream(h[r]).max().getAsDouble();
            double logSum = top
                    + Math.log(Arrays.stream(h[r]).map(v -> Math.exp(v - top)).sum());
            for (int c = 0; c < classes; c++) {
                loss += (m_classWeights == null ? 1 : m_classWeights[c])
                        * m_y[r * classes + c]
                        * (logSum - h[r][c])
                        / rows;
            }
        }
        return loss + m_kl;
    }

    private double[] trunk(double[] pattern, int row) {
        SplittableRandom masks = KeyedRandom.of(m_seed, "row " + row, "trunk dropout", 0);
        double[][] x = new double[pattern.length][1];
        for (int i = 0; i < pattern.length; i++) {
            x[i][0] = pattern[i];
        }
        for (int[] block : m_spec.blockChannels()) {
            for (int out : block) {
                int in = x[0].length;
                double[] w = take(3 * in * out);
                double[] b = take(out);
                var y = new double[x.length][];
                for (int p = 0; p < x.length; p++) {
                    y[p] = b.clone();
                    for (int k = Math.max(0, 1 - p); k < 3 && p + k - 1 < x.length; k++) {
                        for (int i = 0; i < in * out; i++) {
                            y[p][i % out] += x[p + k - 1][i / out] * w[k * in * out + i];
                        }
                    }
                    y[p] = Arrays.stream(y[p]).map(v -> Math.max(0, v)).toArray();
                }
                x = y;
            }
            var pooled = new double[x.length / 2][x[0].length];
            for (int i = 0; i < pooled.length * x[0].length; i++) {
                int p = i / x[0].length;
                int c = i % x[0].length;
                pooled[p][c] = Math.max(x[2 * p][c], x[2 * p + 1][c]);
                if (m_spec.trunkDropout() > 0) {
                    pooled[p][c] *=
                            masks.nextDouble() < m_spec.trunkDropout() ? 0 : (float) (1 / (1 - m_spec.trunkDropout()));
                }
            }
            x = pooled;
        }
        return Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray();
    }

    private double[][] dense(double[][] x, String name, int in, int out, boolean rectified) {
        double[] w = take(in * out);
        double[] b = take(out);
        var y = new double[x.length][];
        for (int r = 0; r < x.length; r++) {
            y[r] = b.clone();
            for (int i = 0; i < in * out; i++) {
                y[r][i % out] += x[r][i / out] * w[i];
            }
        }
        if (m_variational) {
            addNoise(x, y, name, w, b, take(in * out), take(out));
        }
        for (double[] row : y) {
            for (int o = 0; rectified && o < out; o++) {
                row[o] = Math.max(0, row[o]);
            }
        }
        return y;
    }

    private void addNoise(
            double[][] x, double[][] y, String name, double[] w, double[] b, double[] rhoW, double[] rhoB) {
        int out = b.length;
        SplittableRandom random = KeyedRandom.of(m_seed, name, "variational", 0);
        for (int r = 0; r < x.length; r++) {
            for (int o = 0; o < out; o++) {
                double variance = square(Math.log1p(Math.exp(rhoB[o])));
                for (int i = 0; i < x[r].length; i++) {
                    variance += square(x[r][i] * Math.log1p(Math.exp(rhoW[i * out + o])));
                }
                y[r][o] += Math.sqrt(variance) * (float) random.nextGaussian();
            }
        }
        var c = (VariationalDense) m_network.getLayer(name).conf().getLayer();
        m_kl += c.getKlWeight()
                / c.getTrainingRows()
                * (kl(w, rhoW, c.getPriorScale()) + kl(b, rhoB, c.getPriorScale()));
    }

    private static double kl(double[] mean, double[] rho, double prior) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double s = Math.log1p(Math.exp(rho[i]));
            sum += Math.log(prior / s) + (s * s + mean[i] * mean[i]) / (2 * prior * prior) - 0.5;
        }
        return sum;
    }

    private static double square(double v) {
        return v * v;
    }
}
