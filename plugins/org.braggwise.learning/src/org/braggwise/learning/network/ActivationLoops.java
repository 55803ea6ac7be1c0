// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The elementwise loops of the trunk, on short Java arrays that stay in the processor's nearest cache. They are written without
 * branches, so that the JIT compiler vectorises them: x > 0 ? 1 : 0 is min(1, x * 1e38) for x from 0 on.
 */
final class ActivationLoops {

    private static final float HUGE = 1e38f;

    private ActivationLoops() {
    }

    /** y = max(0, y + bias) */
    static void biasRelu(final float[] y, final float[] bias, final int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(0f, y[i] + bias[i]);
        }
    }

    /** out = max(0, max(first, second) + bias): bias, ReLU and pooling of 2. */
    static void pool(final float[] first, final float[] second, final float[] bias, final float[] out, final int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(0f, Math.max(first[i], second[i]) + bias[i]);
        }
    }

    /** first -= second: from 0 on where the first of two was taken. */
    static void subtract(final float[] first, final float[] second, final int n) {
        for (int i = 0; i < n; i++) {
            first[i] -= second[i];
        }
    }

    /** y *= factor */
    static void multiply(final float[] y, final float[] factor, final int from, final int n) {
        for (int i = 0; i < n; i++) {
            y[i] *= factor[from + i];
        }
    }

    /** g = 0 where the output was 0, and adds what is left to the sum. */
    static void reluBack(final float[] g, final float[] out, final float[] sum, final int n) {
        for (int i = 0; i < n; i++) {
            final float v = g[i] * Math.min(1f, out[i] * HUGE);
            g[i] = v;
            sum[i] += v;
        }
    }

    /** Splits g: to the first of two where the difference is from 0 on, else to the second. The difference becomes the first. */
    static void unpool(final float[] g, final float[] difference, final int n) {
        for (int i = 0; i < n; i++) {
            final float toFirst = g[i] * Math.min(1f, Math.max(0f, difference[i] * HUGE + 1f));
            difference[i] = toFirst;
            g[i] -= toFirst;
        }
    }

    /** even and odd rows, from one matrix to two */
    static void split(final float[] both, final float[] even, final float[] odd, final int rows, final int channels) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(both, 2 * r * channels, even, r * channels, channels);
            System.arraycopy(both, (2 * r + 1) * channels, odd, r * channels, channels);
        }
    }

    /** even and odd rows, from two matrices to one */
    static void join(final float[] even, final float[] odd, final float[] both, final int rows, final int channels) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(even, r * channels, both, 2 * r * channels, channels);
            System.arraycopy(odd, r * channels, both, (2 * r + 1) * channels, channels);
        }
    }
}
