// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/**
 * What one pattern left in the trunk, as far as multipliers need it. The convolution before a max-pooling is stored as its even rows
 * followed by its odd rows (a last unpaired row, which the pooling ignores, is left out), so that the pooling rule runs along contiguous
 * memory.
 *
 * @param preActivations [block][layer]: values before the ReLU
 * @param pooled [block]: outputs of the block, positions x channels; the last one is the trunk's output
 * @param firstWins [block]: 1 where the even row is the maximum (it wins ties), 0 where the odd row is
 */
record TrunkActivations(float[][][] preActivations, float[][] pooled, float[][] firstWins) {

    /** positions x channels of the last block, flattened. */
    float[] features() {
        return pooled[pooled.length - 1];
    }
}
