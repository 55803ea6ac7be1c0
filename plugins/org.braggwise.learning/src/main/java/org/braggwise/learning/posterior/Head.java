// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.Arrays;
import java.util.Objects;

import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.Workers;

/**
 * The two dense layers above the convolution trunk: logits = V^T relu(W^T x + b) + c. Here lies the Bayesian layer of the paper, so
 * every posterior is a distribution over heads. Matrices are row-major, one row an input: W is features x width, V is width x classes.
 * The arrays are not copied; nobody writes to them.
 */
public record Head(
        int features,
        int width,
        int classes,
        float[] denseWeight,
        float[] denseBias,
        float[] outputWeight,
        float[] outputBias) {

    /** Rows that a thread takes at a time. */
    private static final int PART = 16;
    /** Inputs whose weights are used for all rows while they are in the cache. */
    private static final int BLOCK = 64;

    /** @throws IllegalArgumentException if an array's length does not fit the sizes */
    public Head {
        require("dense weight", denseWeight, (long) features * width);
        require("dense bias", denseBias, width);
        require("output weight", outputWeight, (long) width * classes);
        require("output bias", outputBias, classes);
    }

    private static void require(String what, float[] array, long length) {
        if (Objects.requireNonNull(array, what).length != length) {
            throw new IllegalArgumentException("The network head's " + what + " has " + array.length
                    + " values; its sizes ask for " + length + ".");
        }
    }

    /** The head of a network, sharing its arrays. */
    public static Head of(NetworkSpec spec, NetworkWeights weights) {
        return new Head(
                spec.features(),
                spec.denseWidth(),
                spec.classes(),
                weights.denseWeight(),
                weights.denseBias(),
                weights.outputWeight(),
                weights.outputBias());
    }

    /** The penultimate features relu(W^T x + b), rows x width, of trunk features rows x features. */
    public float[] hidden(float[] trunkFeatures, int rows) {
        float[] h = preActivation(trunkFeatures, rows);
        relu(h);
        return h;
    }

    /** The same, shared by threads. */
    public float[] hidden(float[] trunkFeatures, int rows, Workers workers) {
        float[] all = new float[rows * width];
        workers.run((rows + PART - 1) / PART, (part, thread) -> {
            int from = part * PART;
            int to = Math.min(rows, from + PART);
            System.arraycopy(
                    hidden(Arrays.copyOfRange(trunkFeatures, from * features, to * features), to - from),
                    0,
                    all,
                    from * width,
                    (to - from) * width);
        });
        return all;
    }

    /** W^T x + b, rows x width. */
    public float[] preActivation(float[] trunkFeatures, int rows) {
        return affine(trunkFeatures, rows, features, denseWeight, denseBias, width);
    }

    /** V^T h + c, rows x classes. */
    public float[] logits(float[] hidden, int rows) {
        return affine(hidden, rows, width, outputWeight, outputBias, classes);
    }

    static void relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0f, values[i]);
        }
    }

    /**
     * x (rows x inputs) times weight (inputs x outputs) plus bias. Not a BLAS product: that rounds a row by its place among the others,
     * and a row's result must not depend on who comes with it. Here every row adds up its inputs in their order.
     */
    static float[] affine(float[] x, int rows, int inputs, float[] weight, float[] bias, int outputs) {
        if (x.length < (long) rows * inputs) {
            throw new IllegalArgumentException("A layer with " + inputs + " inputs got " + x.length + " values for "
                    + rows + " rows; expected " + (long) rows * inputs + ".");
        }
        float[][] y = new float[rows][];
        for (int r = 0; r < rows; r++) {
            y[r] = bias.clone();
        }
        float[][] w = new float[BLOCK][outputs];
        for (int from = 0; from < inputs; from += BLOCK) {
            int n = Math.min(BLOCK, inputs - from);
            for (int i = 0; i < n; i++) {
                System.arraycopy(weight, (from + i) * outputs, w[i], 0, outputs);
            }
            for (int r = 0; r < rows; r++) {
                addProduct(x, r * inputs + from, n, w, y[r]);
            }
        }
        float[] flat = new float[rows * outputs];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(y[r], 0, flat, r * outputs, outputs);
        }
        return flat;
    }

    /** y += x w for n inputs, four a pass; four that are all 0, of which a ReLU leaves many, cost nothing. */
    private static void addProduct(float[] x, int at, int n, float[][] w, float[] y) {
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            float a = x[at + i];
            float b = x[at + i + 1];
            float c = x[at + i + 2];
            float d = x[at + i + 3];
            if (a != 0 || b != 0 || c != 0 || d != 0) {
                add(y, a, w[i], b, w[i + 1], c, w[i + 2], d, w[i + 3]);
            }
        }
        for (; i < n; i++) {
            add(y, x[at + i], w[i], 0, w[i], 0, w[i], 0, w[i]);
        }
    }

    /** On whole arrays, without offsets, so that the JIT compiler vectorises it. */
    private static void add(float[] y, float a, float[] p, float b, float[] q, float c, float[] s, float d, float[] t) {
        for (int o = 0; o < y.length; o++) {
            y[o] = y[o] + a * p[o] + b * q[o] + c * s[o] + d * t[o];
        }
    }
}
