// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The elementwise loops of the trunk, on short Java arrays that stay in the processor's nearest cache. They are written without
 * branches, so that the JIT compiler vectorises them: x > 0 ? 1 : 0 is min(1, x * 1e38) for x from 0 on.
 */
final class ActivationLoops {

    private static final float HUGE = 1e38f;

    private ActivationLoops() {}

    /** y = max(0, y + bias) */
    static void biasRelu(float[] y, float[] bias, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(0f, y[i] + bias[i]);
        }
    }

    /** out = max(0, max(first, second) + bias): bias, ReLU and pooling of 2. */
    static void pool(float[] first, float[] second, float[] bias, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(0f, Math.max(first[i], second[i]) + bias[i]);
        }
    }

    /** first -= second: from 0 on where the first of two was taken. */
    static void subtract(float[] first, float[] second, int n) {
        for (int i = 0; i < n; i++) {
            first[i] -= second[i];
        }
    }

    /** y *= factor */
    static void multiply(float[] y, float[] factor, int from, int n) {
        for (int i = 0; i < n; i++) {
            y[i] *= factor[from + i];
        }
    }

    /** g = 0 where the output was 0, and adds what is left to the sum. */
    static void reluBack(float[] g, float[] out, float[] sum, int n) {
        for (int i = 0; i < n; i++) {
            float v = g[i] * Math.min(1f, out[i] * HUGE);
            g[i] = v;
            sum[i] += v;
        }
    }

    /** Splits g: to the first of two where the difference is from 0 on, else to the second. The difference becomes the first. */
    static void unpool(float[] g, float[] difference, int n) {
        for (int i = 0; i < n; i++) {
            float toFirst = g[i] * Math.min(1f, Math.max(0f, difference[i] * HUGE + 1f));
            difference[i] = toFirst;
            g[i] -= toFirst;
        }
    }

    /** even and odd rows, from one matrix to two */
    static void split(float[] both, float[] even, float[] odd, int rows, int channels) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(both, 2 * r * channels, even, r * channels, channels);
            System.arraycopy(both, (2 * r + 1) * channels, odd, r * channels, channels);
        }
    }

    /** even and odd rows, from two matrices to one */
    static void join(float[] even, float[] odd, float[] both, int rows, int channels) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(even, r * channels, both, 2 * r * channels, channels);
            System.arraycopy(odd, r * channels, both, (2 * r + 1) * channels, channels);
        }
    }
}
