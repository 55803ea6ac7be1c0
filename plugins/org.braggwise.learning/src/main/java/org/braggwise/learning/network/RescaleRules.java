// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

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
     * @param at where the values of x and b begin
     * @param multiplier changed in place, from 0 on
     */
    static void relu(float[] x, float[] b, int at, float[] multiplier, int n) {
        for (int i = 0; i < n; i++) {
            float d = x[i + at] - b[i + at];
            float size = Math.abs(b[i + at]);
            float sign = b[i + at] / (size + SMALLEST);
            multiplier[i] *= 0.5f + 0.5f * ((Math.abs(x[i + at]) - size) * d + TINY * sign) / (d * d + TINY);
        }
    }

    /** Multiplies by the derivative of the ReLU at z, 0 at 0. */
    static void reluGradient(float[] z, int at, float[] multiplier, int n) {
        for (int i = 0; i < n; i++) {
            if (!(z[i + at] > 0)) {
                multiplier[i] = 0;
            }
        }
    }

    /**
     * Max-pooling of two values from 0 on; {@code firstWins} is 1 where the first is the larger or both are equal, else 0. Two that differ by
     * rounding alone are the caller's: see {@link FlatRuns}.
     */
    static void pool(float[] first, float[] second, float[] pooled, float[] firstWins, int n) {
        for (int i = 0; i < n; i++) {
            pooled[i] = Math.max(first[i], second[i]);
            firstWins[i] = first[i] >= second[i] ? 1 : 0;
        }
    }

    /** The derivative goes to the winner, and nowhere where the ReLU before the pooling let nothing through. */
    static void poolGradient(
            float[] pooled, float[] firstWins, int at, float[] g, float[] first, float[] second, int n) {
        for (int i = 0; i < n; i++) {
            float alive = pooled[i + at] > 0 ? g[i] : 0;
            first[i] = alive * firstWins[i + at];
            second[i] = alive - first[i];
        }
    }

    /**
     * Through max-pooling of 2 and the ReLU before it at once. With y = max of a pair after the ReLU, the change g (max(y_x, y_b) - y_b)
     * goes to the position that wins in x, and g (y_x - max(y_x, y_b)) to the one that wins in b; each divided by that position's own
     * change before the ReLU.
     *
     * @param at where the values begin in their planes
     * @param g multipliers of what is pooled
     * @param first receives the multipliers of the first of each two values before the ReLU
     * @param second receives those of the second
     */
    static void poolAndRelu(
            TiledActivations x,
            TiledActivations b,
            int block,
            int pair,
            int at,
            int n,
            float[] g,
            float[] first,
            float[] second) {
        int last = x.before[block].length - 1;
        float[] yx = x.pooled[block][pair];
        float[] yb = b.pooled[block][pair];
        shareOfFirst(yx, yb, x.firstWins[block][pair], b.firstWins[block][pair], at, g, first, n);
        shareOfSecond(yx, yb, at, g, first, second, n);
        perChange(x.before[block][last][2 * pair], b.before[block][last][2 * pair], at, first, n);
        perChange(x.before[block][last][2 * pair + 1], b.before[block][last][2 * pair + 1], at, second, n);
    }

    private static void shareOfFirst(
            float[] yx, float[] yb, float[] firstX, float[] firstB, int at, float[] g, float[] first, int n) {
        for (int i = 0; i < n; i++) {
            float d = yx[i + at] - yb[i + at];
            float size = Math.abs(d);
            first[i] = 0.5f * g[i] * ((d + size) * firstX[i + at] + (d - size) * firstB[i + at]);
        }
    }

    private static void shareOfSecond(float[] yx, float[] yb, int at, float[] g, float[] first, float[] second, int n) {
        for (int i = 0; i < n; i++) {
            second[i] = g[i] * (yx[i + at] - yb[i + at]) - first[i];
        }
    }

    /**
     * Divides by the change after the ReLU and multiplies by the ReLU's own ratio: together a division by the change before it. 0 where
     * the change after it is below the threshold. Twice that change is d + |z_x| - |z_b|.
     */
    private static void perChange(float[] zx, float[] zb, int at, float[] share, int n) {
        for (int i = 0; i < n; i++) {
            float d = zx[i + at] - zb[i + at];
            float above = Math.abs(d + (Math.abs(zx[i + at]) - Math.abs(zb[i + at]))) - 2 * POOL_THRESHOLD;
            share[i] *= (0.5f + 0.5f * (above / (Math.abs(above) + SMALLEST))) * d / (d * d + TINY);
        }
    }
}
