// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.Objects;

import org.braggwise.learning.network.Blas;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;

/**
 * The two dense layers above the convolution trunk: logits = V^T relu(W^T x + b) + c. Here lies the Bayesian layer of the paper, so
 * every posterior is a distribution over heads. Matrices are row-major, one row an input: W is features x width, V is width x classes.
 * The arrays are not copied; nobody writes to them.
 */
public record Head(int features, int width, int classes, float[] denseWeight, float[] denseBias, float[] outputWeight,
    float[] outputBias) {

    /** @throws IllegalArgumentException if an array's length does not fit the sizes */
    public Head {
        require("dense weight", denseWeight, (long)features * width);
        require("dense bias", denseBias, width);
        require("output weight", outputWeight, (long)width * classes);
        require("output bias", outputBias, classes);
    }

    private static void require(String what, float[] array, long length) {
        if (Objects.requireNonNull(array, what).length != length) {
            throw new IllegalArgumentException(
                "The network head's " + what + " has " + array.length + " values; its sizes ask for " + length + ".");
        }
    }

    /** The head of a network, sharing its arrays. */
    public static Head of(NetworkSpec spec, NetworkWeights weights) {
        return new Head(spec.features(), spec.denseWidth(), spec.classes(), weights.denseWeight(), weights.denseBias(),
            weights.outputWeight(), weights.outputBias());
    }

    /** The penultimate features relu(W^T x + b), rows x width, of trunk features rows x features. */
    public float[] hidden(float[] trunkFeatures, int rows) {
        float[] h = preActivation(trunkFeatures, rows);
        relu(h);
        return h;
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

    /** x (rows x inputs) times weight (inputs x outputs) plus bias. */
    static float[] affine(float[] x, int rows, int inputs, float[] weight, float[] bias, int outputs) {
        if (x.length < (long)rows * inputs) {
            throw new IllegalArgumentException("A layer with " + inputs + " inputs got " + x.length + " values for " + rows
                + " rows; expected " + (long)rows * inputs + ".");
        }
        float[] y = new float[rows * outputs];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(bias, 0, y, r * outputs, outputs);
        }
        Blas.sgemm(false, false, rows, outputs, inputs, 1f, x, 0, inputs, weight, 0, outputs, 1f, y, 0, outputs);
        return y;
    }
}
