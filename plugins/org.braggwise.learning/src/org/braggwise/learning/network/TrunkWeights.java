// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The convolutions' weights where matrix products want them: each kernel as it is, and flipped and transposed for the way back. Shared
 * by all threads; nobody writes while a pass runs.
 */
final class TrunkWeights {

    final NetworkSpec spec;
    final Floats[][] kernels;
    /** [3][outputs][inputs] with the taps in reverse order; null where only forward passes are made. */
    final Floats[][] flipped;
    final float[][][] biases;

    TrunkWeights(final NetworkWeights weights, final boolean forTraining) {
        spec = weights.spec();
        final int[][] channels = spec.blockChannels();
        kernels = new Floats[channels.length][];
        flipped = new Floats[channels.length][];
        biases = new float[channels.length][][];
        for (int b = 0; b < channels.length; b++) {
            kernels[b] = new Floats[channels[b].length];
            flipped[b] = new Floats[channels[b].length];
            biases[b] = new float[channels[b].length][];
            for (int l = 0; l < channels[b].length; l++) {
                final int length = weights.convKernel(b, l).length;
                kernels[b][l] = new Floats(length);
                flipped[b][l] = forTraining && (b > 0 || l > 0) ? new Floats(length) : null;
            }
        }
        update(weights);
    }

    /** Takes over changed weights. */
    void update(final NetworkWeights weights) {
        for (int b = 0; b < kernels.length; b++) {
            for (int l = 0; l < kernels[b].length; l++) {
                final float[] w = weights.convKernel(b, l);
                kernels[b][l].set(w);
                biases[b][l] = weights.convBias(b, l);
                if (flipped[b][l] != null) {
                    flip(w, spec.inputChannels(b, l), spec.blockChannels()[b][l], flipped[b][l]);
                }
            }
        }
    }

    private static void flip(final float[] w, final int in, final int out, final Floats to) {
        final var f = new float[w.length];
        for (int k = 0; k < NetworkSpec.KERNEL; k++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    f[((NetworkSpec.KERNEL - 1 - k) * out + o) * in + i] = w[(k * in + i) * out + o];
                }
            }
        }
        to.set(f);
    }

    void close() {
        for (int b = 0; b < kernels.length; b++) {
            for (int l = 0; l < kernels[b].length; l++) {
                kernels[b][l].close();
                if (flipped[b][l] != null) {
                    flipped[b][l].close();
                }
            }
        }
    }
}
