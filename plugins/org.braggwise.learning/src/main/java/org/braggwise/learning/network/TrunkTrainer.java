// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/**
 * The trunk for training: forward passes of a batch that keep their activations, and the way back. What it gives is bitwise the same on
 * any number of threads. Close it to give native memory back.
 */
public interface TrunkTrainer extends AutoCloseable {

    /** Takes over changed weights: kernels and biases one behind the other, as in {@link NetworkWeights#arrays()}. */
    void update(FloatBuffer weights);

    /**
     * @param masks dropout multipliers of each row, null for none
     * @param features where rows x features go
     */
    void forward(PatternRows patterns, int rows, TrunkRunner.Masks masks, FloatBuffer features);

    /**
     * For the batch of the last {@link #forward}.
     *
     * @param featureGradients rows x features
     * @param sums where the sums of the derivatives go, in the order of {@link #update}
     */
    void backward(int rows, FloatBuffer featureGradients, FloatBuffer sums);

    @Override
    void close();
}
