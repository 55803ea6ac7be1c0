// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/**
 * The convolutions' weights where matrix products want them: each kernel as it is, and flipped and transposed for the way back. Shared
 * by all threads; nobody writes while a pass runs.
 */
final class TrunkWeights {

    /** Values that elementwise loops take at a time: three such arrays fit a processor's nearest cache. */
    private static final int CHUNK = 2048;

    final NetworkSpec spec;
    final Floats[][] kernels;
    /** [3][outputs][inputs] with the taps in reverse order; null where only forward passes are made. */
    final Floats[][] flipped;
    /** Each bias, repeated for {@link #chunkRows} rows. */
    final float[][][] biases;

    TrunkWeights(NetworkSpec spec, boolean forTraining) {
        this.spec = spec;
        int[][] channels = spec.blockChannels();
        kernels = new Floats[channels.length][];
        flipped = new Floats[channels.length][];
        biases = new float[channels.length][][];
        for (int b = 0; b < channels.length; b++) {
            kernels[b] = new Floats[channels[b].length];
            flipped[b] = new Floats[channels[b].length];
            biases[b] = new float[channels[b].length][];
            for (int l = 0; l < channels[b].length; l++) {
                int length = NetworkSpec.KERNEL * spec.inputChannels(b, l) * channels[b][l];
                kernels[b][l] = new Floats(length);
                flipped[b][l] = forTraining && (b > 0 || l > 0) ? new Floats(length) : null;
                biases[b][l] = new float[chunkRows(channels[b][l]) * channels[b][l]];
            }
        }
    }

    /** @return rows of so many channels that elementwise loops take at a time, at least 1 */
    static int chunkRows(int channels) {
        return Math.max(1, CHUNK / channels);
    }

    /** @return values of the largest such piece of a network */
    static int chunkValues(NetworkSpec spec) {
        int most = 0;
        for (int[] block : spec.blockChannels()) {
            for (int c : block) {
                most = Math.max(most, chunkRows(c) * c);
            }
        }
        return most;
    }

    void update(NetworkWeights weights) {
        for (int b = 0; b < kernels.length; b++) {
            for (int l = 0; l < kernels[b].length; l++) {
                update(
                        b,
                        l,
                        FloatBuffer.wrap(weights.convKernel(b, l)),
                        0,
                        FloatBuffer.wrap(weights.convBias(b, l)),
                        0);
            }
        }
    }

    /** Takes over changed weights, for instance from a flat vector of parameters. */
    void update(FloatBuffer flat) {
        int at = 0;
        for (int b = 0; b < kernels.length; b++) {
            for (int l = 0; l < kernels[b].length; l++) {
                update(b, l, flat, at, flat, at + kernels[b][l].length());
                at += kernels[b][l].length() + spec.blockChannels()[b][l];
            }
        }
    }

    private void update(int b, int l, FloatBuffer kernel, int kernelAt, FloatBuffer bias, int biasAt) {
        int out = spec.blockChannels()[b][l];
        kernels[b][l].at.put(0, kernel, kernelAt, kernels[b][l].length());
        for (int row = 0; row < chunkRows(out); row++) {
            bias.get(biasAt, biases[b][l], row * out, out);
        }
        if (flipped[b][l] != null) {
            var w = new float[kernels[b][l].length()];
            kernel.get(kernelAt, w);
            flip(w, spec.inputChannels(b, l), out, flipped[b][l]);
        }
    }

    private static void flip(float[] w, int in, int out, Floats to) {
        var f = new float[w.length];
        for (int k = 0; k < NetworkSpec.KERNEL; k++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    f[((NetworkSpec.KERNEL - 1 - k) * out + o) * in + i] = w[(k * in + i) * out + o];
                }
            }
        }
        to.write(f);
    }

    void close() {
        for (int b = 0; b < kernels.length; b++) {
            TrunkPass.close(kernels[b]);
            TrunkPass.close(flipped[b]);
        }
    }
}
