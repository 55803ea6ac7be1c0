// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/** The network by its definition, in double precision and plain loops: what the fast one is compared with. */
final class ReferenceNetwork {

    private ReferenceNetwork() {}

    /** Weights as doubles, in the order of {@link NetworkWeights#arrays()}. */
    static double[][] widen(NetworkWeights weights) {
        return weights.arrays().stream()
                .map(a -> {
                    var d = new double[a.length];
                    for (int i = 0; i < d.length; i++) {
                        d[i] = a[i];
                    }
                    return d;
                })
                .toArray(double[][]::new);
    }

    /**
     * @param masks per block, or null
     * @return the flattened output of the trunk, position by position
     */
    static double[] trunk(NetworkSpec spec, double[][] w, float[] pattern, float[][] masks) {
        double[][] x = new double[pattern.length][1];
        for (int i = 0; i < pattern.length; i++) {
            x[i][0] = pattern[i];
        }
        int a = 0;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                x = convolveRelu(x, w[a], w[a + 1]);
                a += 2;
            }
            var pooled = new double[x.length / 2][x[0].length];
            for (int p = 0; p < pooled.length; p++) {
                for (int c = 0; c < pooled[p].length; c++) {
                    pooled[p][c] = Math.max(x[2 * p][c], x[2 * p + 1][c])
                            * (masks == null ? 1 : masks[b][p * pooled[p].length + c]);
                }
            }
            x = pooled;
        }
        var flat = new double[x.length * x[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = x[i / x[0].length][i % x[0].length];
        }
        return flat;
    }

    private static double[][] convolveRelu(double[][] x, double[] kernel, double[] bias) {
        int in = x[0].length;
        var y = new double[x.length][bias.length];
        for (int p = 0; p < x.length; p++) {
            for (int o = 0; o < bias.length; o++) {
                double sum = bias[o];
                for (int k = 0; k < 3; k++) {
                    int q = p + k - 1;
                    for (int i = 0; q >= 0 && q < x.length && i < in; i++) {
                        sum += x[q][i] * kernel[(k * in + i) * bias.length + o];
                    }
                }
                y[p][o] = Math.max(0, sum);
            }
        }
        return y;
    }

    /** x (inputs) times weight (inputs x outputs) plus bias. */
    static double[] affine(double[] x, double[] weight, double[] bias) {
        double[] y = bias.clone();
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < y.length; o++) {
                y[o] += x[i] * weight[i * y.length + o];
            }
        }
        return y;
    }

    static double[] relu(double[] x) {
        return java.util.Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
    }

    static double[] softmax(double[] z) {
        double top = java.util.Arrays.stream(z).max().getAsDouble();
        double[] e = java.util.Arrays.stream(z).map(v -> Math.exp(v - top)).toArray();
        double sum = java.util.Arrays.stream(e).sum();
        return java.util.Arrays.stream(e).map(v -> v / sum).toArray();
    }

    /** Central difference of f by x[i]. */
    static double slope(java.util.function.DoubleSupplier f, double[] x, int i) {
        double step = 1e-6 * Math.max(1, Math.abs(x[i]));
        double kept = x[i];
        x[i] = kept + step;
        double above = f.getAsDouble();
        x[i] = kept - step;
        double below = f.getAsDouble();
        x[i] = kept;
        return (above - below) / (2 * step);
    }
}
