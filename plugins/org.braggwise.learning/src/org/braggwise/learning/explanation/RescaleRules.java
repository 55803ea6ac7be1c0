// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/**
 * DeepLIFT's rescale rule (Shrikumar, Greenside and Kundaje 2017, PMLR 70, 3145) for what is not linear in the trunk, with the
 * conventions of shap's deep explainer: a max-pooling hands its change out through the cross maximum of both patterns.
 * <p>
 * The loops are short and free of branches, so that the JIT compiler vectorises them (a longer body is not unrolled, and then not
 * vectorised). Hence relu(z) is written (z + |z|) / 2, and a ratio n / d as n d / (d^2 + 1e-20): the same to rounding down to
 * |d| = 1e-8, and 0 for d = 0, where the two patterns agree and the factor is multiplied by 0 further down.
 */
final class RescaleRules {
    private static final float TINY = 1e-20f;

    private RescaleRules() {
    }

    /**
     * Multiplies by (relu(x) - relu(b)) / (x - b): 1 where both are positive, 0 where both are negative.
     *
     * @param multiplier changed in place, from offset on
     */
    static void relu(float[] x, float[] b, float[] multiplier, int offset, int length) {
        for (int i = 0; i < length; i++) {
            float d = x[i] - b[i];
            multiplier[i + offset] *= 0.5f + 0.5f * ((Math.abs(x[i]) - Math.abs(b[i])) * d) / (d * d + TINY);
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
    static void poolAndRelu(TrunkActivations x, TrunkActivations b, int block, int half, float[] pooledMultiplier, float[] even, float[] odd) {
        int last = x.preActivations()[block].length - 1;
        float[] zx = x.preActivations()[block][last];
        float[] zb = b.preActivations()[block][last];
        shareOfEven(x.pooled()[block], b.pooled()[block], x.firstWins()[block], b.firstWins()[block], pooledMultiplier, even, half);
        shareOfOdd(x.pooled()[block], b.pooled()[block], pooledMultiplier, even, odd, half);
        ratio(zx, zb, 0, even, half);
        ratio(zx, zb, half, odd, half);
    }

    private static void shareOfEven(float[] yx, float[] yb, float[] firstX, float[] firstB, float[] g, float[] even, int n) {
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

    private static void ratio(float[] zx, float[] zb, int offset, float[] share, int n) {
        for (int i = 0; i < n; i++) {
            float d = zx[i + offset] - zb[i + offset];
            share[i] = share[i] * d / (d * d + TINY);
        }
    }
}
