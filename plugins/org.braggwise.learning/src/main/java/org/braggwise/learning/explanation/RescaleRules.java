// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/**
 * DeepLIFT's rescale rule (Shrikumar, Greenside and Kundaje 2017, PMLR 70, 3145) for what is not linear in the trunk, with the
 * conventions of shap's deep explainer: a max-pooling hands its change out through the cross maximum of both patterns.
 * <p>
 * The loops are short and free of branches, so that the JIT compiler vectorises them (a longer body is not unrolled, and then not
 * vectorised). Hence relu(z) is written (z + |z|) / 2, a ratio n / d as n d / (d^2 + 1e-20), and a condition as a quotient that is 0 or 1.
 */
final class RescaleRules {
    private static final float TINY = 1e-20f;
    private static final float SMALLEST = 1e-30f;
    private static final float POOL_THRESHOLD = 1e-7f; // below it, shap takes a change at a pooling's input for none

    private RescaleRules() {}

    /**
     * Multiplies by (relu(x) - relu(b)) / (x - b): 1 where both are positive, 0 where both are negative, and the derivative at b where
     * they are equal.
     *
     * @param multiplier changed in place, from offset on
     */
    static void relu(float[] x, float[] b, float[] multiplier, int offset, int length) {
        for (int i = 0; i < length; i++) {
            float d = x[i] - b[i];
            float size = Math.abs(b[i]);
            float sign = b[i] / (size + SMALLEST);
            multiplier[i + offset] *= 0.5f + 0.5f * ((Math.abs(x[i]) - size) * d + TINY * sign) / (d * d + TINY);
        }
    }

    /** Multiplies by the derivative of the ReLU at z, 0 at 0. */
    static void reluGradient(float[] z, float[] multiplier, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (!(z[i] > 0)) {
                multiplier[i + offset] = 0;
            }
        }
    }

    /**
     * Through max-pooling of 2 and the ReLU before it at once. With y = max of a pair after the ReLU, the change g (max(y_x, y_b) - y_b)
     * goes to the position that wins in x, and g (y_x - max(y_x, y_b)) to the one that wins in b; each divided by that position's own
     * change before the ReLU.
     *
     * @param half length of the even part and of the odd part of a pre-activation
     * @param pooledMultiplier of the block's output, half values
     * @param even receives the multiplier of the even rows
     * @param odd receives that of the odd rows
     */
    static void poolAndRelu(
            TrunkActivations x,
            TrunkActivations b,
            int block,
            int half,
            float[] pooledMultiplier,
            float[] even,
            float[] odd) {
        int last = x.preActivations()[block].length - 1;
        float[] zx = x.preActivations()[block][last];
        float[] zb = b.preActivations()[block][last];
        shareOfEven(
                x.pooled()[block],
                b.pooled()[block],
                x.firstWins()[block],
                b.firstWins()[block],
                pooledMultiplier,
                even,
                half);
        shareOfOdd(x.pooled()[block], b.pooled()[block], pooledMultiplier, even, odd, half);
        perChange(zx, zb, 0, even, half);
        perChange(zx, zb, half, odd, half);
    }

    private static void shareOfEven(
            float[] yx, float[] yb, float[] firstX, float[] firstB, float[] g, float[] even, int n) {
        for (int i = 0; i < n; i++) {
            float d = yx[i] - yb[i];
            float size = Math.abs(d);
            even[i] = 0.5f * g[i] * ((d + size) * firstX[i] + (d - size) * firstB[i]);
        }
    }

    private static void shareOfOdd(float[] yx, float[] yb, float[] g, float[] even, float[] odd, int n) {
        for (int i = 0; i < n; i++) {
            odd[i] = g[i] * (yx[i] - yb[i]) - even[i];
        }
    }

    /**
     * Divides by the change after the ReLU and multiplies by the ReLU's own ratio: together a division by the change before it. 0 where
     * the change after it is below the threshold. Twice that change is d + |z_x| - |z_b|.
     */
    private static void perChange(float[] zx, float[] zb, int from, float[] share, int n) {
        for (int i = 0; i < n; i++) {
            float d = zx[i + from] - zb[i + from];
            float above = Math.abs(d + (Math.abs(zx[i + from]) - Math.abs(zb[i + from]))) - 2 * POOL_THRESHOLD;
            share[i] *= (0.5f + 0.5f * (above / (Math.abs(above) + SMALLEST))) * d / (d * d + TINY);
        }
    }
}
