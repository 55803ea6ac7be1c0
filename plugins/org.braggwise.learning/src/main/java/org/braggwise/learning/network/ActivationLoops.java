// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The elementwise loops of the trunk, on short Java arrays that stay in the processor's nearest cache. They are written without
 * branches, so that the JIT compiler vectorises them: x > 0 ? 1 : 0 is min(1, x * 1e38) for x from 0 on.
 */
final class ActivationLoops {

    private static final float HUGE = 1e38f;

    private ActivationLoops() {}

    /** y += bias */
    static void add(float[] y, float[] bias, int n) {
        for (int i = 0; i < n; i++) {
            y[i] += bias[i];
        }
    }

    /** y = max(0, y) */
    static void relu(float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(0f, y[i]);
        }
    }

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

    /** 0 where nothing came through, else 2 where the first of two is the larger or both are equal, 1 where the second is. */
    static void winners(float[] first, float[] second, float[] pooled, float[] winner, int n) {
        for (int i = 0; i < n; i++) {
            float one = Math.min(1f, Math.max(0f, (first[i] - second[i]) * HUGE + 1f));
            winner[i] = Math.min(1f, pooled[i] * HUGE) * (1f + one);
        }
    }

    /** The way back through {@link #pool}: g to the first or the second of two, by the {@link #winners}. */
    static void unpool(float[] g, float[] winner, float[] first, float[] second, int n) {
        for (int i = 0; i < n; i++) {
            float toFirst = g[i] * Math.max(0f, winner[i] - 1f);
            first[i] = toFirst;
            second[i] = g[i] * Math.min(1f, winner[i]) - toFirst;
        }
    }

    /** y[at ..] *= factor[from ..] */
    static void multiply(float[] y, int at, float[] factor, int from, int n) {
        for (int i = 0; i < n; i++) {
            y[at + i] *= factor[from + i];
        }
    }

    /** g = 0 where the output was 0. */
    static void reluBack(float[] g, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            g[i] *= Math.min(1f, out[i] * HUGE);
        }
    }

    /** sum += y[0] + y[1] + y[2] + y[3] */
    static void addAll(float[][] y, float[] sum, int n) {
        addAll(y[0], y[1], y[2], y[3], sum, n);
    }

    private static void addAll(float[] y0, float[] y1, float[] y2, float[] y3, float[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += (y0[i] + y1[i]) + (y2[i] + y3[i]);
        }
    }

    /** Adds the first {@code size} values, row by row, to one row. */
    static void addRows(float[] rows, int size, float[] to) {
        for (int at = 0; at < size; at += to.length) {
            for (int c = 0; c < to.length; c++) {
                to[c] += rows[at + c];
            }
        }
    }

    /** even and odd rows, from one matrix, which begins at {@code from}, to two */
    static void split(float[] both, int from, float[] even, float[] odd, int rows, int channels) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(both, from + 2 * r * channels, even, r * channels, channels);
            System.arraycopy(both, from + (2 * r + 1) * channels, odd, r * channels, channels);
        }
    }

    /** even and odd rows, from two matrices to one, which begins at {@code to} */
    static void join(float[] even, float[] odd, float[] both, int to, int rows, int channels) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(even, r * channels, both, to + 2 * r * channels, channels);
            System.arraycopy(odd, r * channels, both, to + (2 * r + 1) * channels, channels);
        }
    }
}
