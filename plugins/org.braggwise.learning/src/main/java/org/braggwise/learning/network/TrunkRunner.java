// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * Runs many patterns forward through the trunk: the way of prediction. A pattern's features are bitwise the same whatever patterns come
 * with it, on any number of threads. Close it to give native memory back.
 */
public interface TrunkRunner extends AutoCloseable {

    /** Gives the dropout multipliers of one row, per block; see {@link TrunkRunner#features}. */
    interface Masks {
        /** @return per block, as many multipliers as its output has values; null for none */
        float[][] of(int row);
    }

    /**
     * @param patterns rows of {@code inputLength} points
     * @param masks dropout multipliers, null for none
     * @return rows x features, row-major
     */
    float[] features(float[][] patterns, Masks masks);

    @Override
    void close();
}
