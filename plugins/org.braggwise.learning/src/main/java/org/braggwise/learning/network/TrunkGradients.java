// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/** Sums of the loss's derivatives by the convolutions' weights over some samples. */
final class TrunkGradients {

    final Floats[][] kernels;
    final float[][][] biases;

    TrunkGradients(NetworkSpec spec) {
        int[][] channels = spec.blockChannels();
        kernels = new Floats[channels.length][];
        biases = new float[channels.length][][];
        for (int b = 0; b < channels.length; b++) {
            kernels[b] = new Floats[channels[b].length];
            biases[b] = new float[channels[b].length][];
            for (int l = 0; l < channels[b].length; l++) {
                kernels[b][l] = new Floats(NetworkSpec.KERNEL * spec.inputChannels(b, l) * channels[b][l]);
                biases[b][l] = new float[channels[b][l]];
            }
        }
    }

    void clear() {
        for (int b = 0; b < kernels.length; b++) {
            for (int l = 0; l < kernels[b].length; l++) {
                kernels[b][l].clear();
                java.util.Arrays.fill(biases[b][l], 0f);
            }
        }
    }

    void close() {
        for (Floats[] block : kernels) {
            for (Floats kernel : block) {
                kernel.close();
            }
        }
    }
}
