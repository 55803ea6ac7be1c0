// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The trunk for explanations: forwards, keeping what they need, and backwards, with multipliers between two patterns or the gradient at
 * one. Thread-safe; each thread brings its own {@link Workspace}. Close it to give native memory back.
 */
public interface ExplainedTrunk extends AutoCloseable {

    /** The memory of one thread. */
    interface Workspace extends AutoCloseable {
        @Override
        void close();
    }

    /** What one pattern left in the trunk. */
    interface Activations {
        /** @return positions x channels of the last block, flattened, not copied */
        float[] features();
    }

    /** @return a new one; close it */
    Workspace workspace();

    /** @return flattened length of the trunk's output */
    int features();

    /** @param pattern as many values as the network's input is long */
    Activations forward(float[] pattern, Workspace workspace);

    /**
     * Multipliers of the input points between a pattern and a background pattern, by DeepLIFT's rescale rule.
     *
     * @param top multiplier of each trunk output, from offset on
     * @param result receives a multiplier a point
     */
    void multipliers(
            Activations x, Activations background, float[] top, int offset, float[] result, Workspace workspace);

    /** The gradient with respect to the input points at a pattern. */
    void gradient(Activations x, float[] top, int offset, float[] result, Workspace workspace);

    @Override
    void close();
}
