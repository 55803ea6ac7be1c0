// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * Gaussian covariance of one dense layer's weights around the MAP estimate, bias included as the weight of an input that is 1.
 */
sealed interface LayerCovariance permits FullCovariance, KroneckerCovariance {

    /** Inputs, without the constant 1. */
    int inputs();

    int outputs();

    /**
     * Adds the covariance of the layer's outputs for one input: J Sigma J^T, outputs x outputs, row-major.
     *
     * @param x holds the input from offset on
     */
    void addOutputCovariance(float[] x, int offset, double[] covariance);

    /** One draw of (weights - MAP): (inputs + 1) x outputs, row-major, the bias in the last row. */
    double[] samplePerturbation(SplittableRandom random);

    /** Stores the arrays under names that start with the prefix. */
    void storeArrays(String prefix, Map<String, float[]> arrays);
}
