// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/** What one pattern left in the trunk, as far as multipliers and gradients need it; made by a {@link TiledExplanation}. */
final class TiledActivations implements ExplainedTrunk.Activations {

    /** [block][layer][output of a tile][tile * channels]: values before the ReLU; 0 where there is no position. */
    final float[][][][] before;
    /** [block][pair of a tile][tile * channels]: what was pooled; 0 where there is no position. */
    final float[][][] pooled;
    /** [block][pair of a tile][tile * channels]: 1 where the first of two is the larger or both are equal, 0 where the second is. */
    final float[][][] firstWins;

    private final float[] m_features;

    TiledActivations(NetworkSpec spec) {
        int[][] channels = spec.blockChannels();
        before = new float[channels.length][][][];
        pooled = new float[channels.length][][];
        firstWins = new float[channels.length][][];
        for (int b = 0; b < channels.length; b++) {
            int tiles = spec.inputLayout(b, 0).step();
            before[b] = new float[channels[b].length][Winograd.OUTPUTS][];
            for (int l = 0; l < channels[b].length; l++) {
                for (int m = 0; m < Winograd.OUTPUTS; m++) {
                    before[b][l][m] = new float[tiles * channels[b][l]];
                }
            }
            pooled[b] = new float[2][tiles * channels[b][channels[b].length - 1]];
            firstWins[b] = new float[2][tiles * channels[b][channels[b].length - 1]];
        }
        m_features = new float[spec.features()];
    }

    @Override
    public float[] features() {
        return m_features;
    }
}
