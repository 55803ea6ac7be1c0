// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

/**
 * The categorical distribution that a classifier's logits stand for. Entropies are in nats, 0 ln 0 = 0 and nothing is added inside
 * the logarithm (the paper's published code adds 1e-10, which makes the entropy of a certain prediction negative).
 */
public final class Categorical {
    private Categorical() {}

    /** softmax(logits / temperature), computed after subtracting the largest logit so that it cannot overflow. */
    public static double[] softmax(float[] logits, int offset, int classes, double temperature) {
        double[] scaled = new double[classes];
        for (int c = 0; c < classes; c++) {
            scaled[c] = logits[offset + c] / temperature;
        }
        return softmaxInPlace(scaled);
    }

    /** softmax of a copy of the logits. */
    public static double[] softmax(double[] logits) {
        return softmaxInPlace(logits.clone());
    }

    private static double[] softmaxInPlace(double[] z) {
        double max = Double.NEGATIVE_INFINITY;
        for (double v : z) {
            max = Math.max(max, v);
        }
        double sum = 0;
        for (int c = 0; c < z.length; c++) {
            z[c] = Math.exp(z[c] - max);
            sum += z[c];
        }
        for (int c = 0; c < z.length; c++) {
            z[c] /= sum;
        }
        return z;
    }

    /** -sum p ln p in nats, 0 to ln(classes). */
    public static double entropy(double[] probabilities) {
        double entropy = 0;
        for (double p : probabilities) {
            if (p > 0) {
                entropy -= p * Math.log(p);
            }
        }
        return Math.max(0, entropy);
    }

    /** Index of the largest value; the first one wins a tie. */
    public static int argMax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
