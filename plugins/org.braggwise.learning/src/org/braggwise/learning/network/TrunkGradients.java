// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/** Sums of the loss's derivatives by the convolutions' weights over some samples. */
final class TrunkGradients {

    final Floats[][] kernels;
    final float[][][] biases;

    TrunkGradients(final NetworkSpec spec) {
        final int[][] channels = spec.blockChannels();
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
                final FloatBuffer k = kernels[b][l].at;
                for (int i = 0; i < k.capacity(); i++) {
                    k.put(i, 0f);
                }
                java.util.Arrays.fill(biases[b][l], 0f);
            }
        }
    }

    /** Adds these gradients to the arrays of {@code sum}. */
    void addTo(final NetworkWeights sum) {
        for (int b = 0; b < kernels.length; b++) {
            for (int l = 0; l < kernels[b].length; l++) {
                final float[] to = sum.convKernel(b, l);
                final FloatBuffer from = kernels[b][l].at;
                for (int i = 0; i < to.length; i++) {
                    to[i] += from.get(i);
                }
                final float[] toBias = sum.convBias(b, l);
                for (int i = 0; i < toBias.length; i++) {
                    toBias[i] += biases[b][l][i];
                }
            }
        }
    }

    void close() {
        for (Floats[] block : kernels) {
            for (Floats k : block) {
                k.close();
            }
        }
    }
}
