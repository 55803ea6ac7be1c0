// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/**
 * One sample's way through the convolution trunk and back: holds its activations.
 * <p>
 * Activations are channels-last with one zero row before and after. The im2col matrix of a convolution of kernel 3 then needs no copy:
 * its row l is activation[l * in .. (l + 3) * in), and because BLAS wants rows that do not overlap, the rows l = p, p + 3, p + 6, ... are
 * taken together for p = 0, 1, 2, each a matrix with row step 3 * in. Bias, ReLU and pooling are one pass: pool(relu(y + b)) =
 * relu(max(y0, y1) + b).
 */
final class TrunkPass {

    private static final int K = NetworkSpec.KERNEL;

    private final NetworkSpec m_spec;
    private final int[][] m_channels;
    /** [block][layer] input of the convolution; [block + 1][0] the block's output. Padded by a zero row at both ends. */
    private final Floats[][] m_inputs;
    /** [block] output of the block's last convolution, before bias; padded. */
    private final Floats[] m_raw;
    private final float[][] m_masks;

    TrunkPass(final NetworkSpec spec) {
        m_spec = spec;
        m_channels = spec.blockChannels();
        final int blocks = m_channels.length;
        m_inputs = new Floats[blocks + 1][];
        m_raw = new Floats[blocks];
        m_masks = new float[blocks][];
        for (int b = 0; b < blocks; b++) {
            final int rows = spec.blockLength(b) + 2;
            final int layers = m_channels[b].length;
            m_inputs[b] = new Floats[layers];
            for (int l = 0; l < layers; l++) {
                m_inputs[b][l] = new Floats(rows * spec.inputChannels(b, l));
            }
            m_raw[b] = new Floats(rows * m_channels[b][layers - 1]);
        }
        final int last = m_channels[blocks - 1][m_channels[blocks - 1].length - 1];
        m_inputs[blocks] = new Floats[]{new Floats((spec.blockLength(blocks) + 2) * last)};
    }

    /**
     * @param pattern input of {@code inputLength} points
     * @param masks per block the multipliers of its output (dropout), null for none
     * @param features where the flattened output goes, from {@code offset} on
     */
    void forward(final TrunkWeights w, final float[] pattern, final float[][] masks, final float[] features, final int offset) {
        m_inputs[0][0].at.put(1, pattern);
        for (int b = 0; b < m_channels.length; b++) {
            final int length = m_spec.blockLength(b);
            final int layers = m_channels[b].length;
            for (int l = 0; l < layers; l++) {
                final int in = m_spec.inputChannels(b, l);
                final int out = m_channels[b][l];
                final boolean last = l == layers - 1;
                final Floats y = last ? m_raw[b] : m_inputs[b][l + 1];
                convolve(length, in, out, m_inputs[b][l], w.kernels[b][l], y);
                if (!last) {
                    biasRelu(y.at, w.biases[b][l], length, out);
                }
            }
            final float[] mask = masks == null ? null : masks[b];
            m_masks[b] = mask;
            pool(m_raw[b].at, w.biases[b][layers - 1], m_spec.blockLength(b + 1), m_channels[b][layers - 1], mask,
                m_inputs[b + 1][0].at);
        }
        final int channels = m_channels[m_channels.length - 1][m_channels[m_channels.length - 1].length - 1];
        m_inputs[m_channels.length][0].at.get(channels, features, offset, m_spec.features());
    }

    /**
     * The way back of the sample that {@link #forward} took last.
     *
     * @param scratch the thread's own
     * @param gradient derivative of the loss by the features, from {@code offset} on
     * @param sum takes the derivatives by the weights
     */
    void backward(final TrunkWeights w, final TrunkScratch scratch, final float[] gradient, final int offset,
        final TrunkGradients sum) {
        final int blocks = m_channels.length;
        final int lastChannels = m_channels[blocks - 1][m_channels[blocks - 1].length - 1];
        scratch.inputGradients[blocks].at.put(lastChannels, gradient, offset, m_spec.features());
        for (int b = blocks - 1; b >= 0; b--) {
            final int length = m_spec.blockLength(b);
            final int layers = m_channels[b].length;
            final int out = m_channels[b][layers - 1];
            unpool(scratch.inputGradients[b + 1].at, m_raw[b].at, w.biases[b][layers - 1], length, out, m_masks[b],
                scratch.outputGradients[b][layers - 1].at, sum.biases[b][layers - 1]);
            for (int l = layers - 1; l >= 0; l--) {
                final int in = m_spec.inputChannels(b, l);
                final int o = m_channels[b][l];
                final Floats dy = scratch.outputGradients[b][l];
                weightGradient(length, in, o, m_inputs[b][l], dy, sum.kernels[b][l]);
                if (l > 0) {
                    convolve(length, o, in, dy, w.flipped[b][l], scratch.outputGradients[b][l - 1]);
                    reluBack(scratch.outputGradients[b][l - 1].at, m_inputs[b][l].at, length, in, sum.biases[b][l - 1]);
                } else if (b > 0) {
                    convolve(length, o, in, dy, w.flipped[b][l], scratch.inputGradients[b]);
                }
            }
        }
    }

    /** y[rows 1..length] = im2col(x) kernel. */
    private static void convolve(final int length, final int in, final int out, final Floats x, final Floats kernel, final Floats y) {
        for (int p = 0; p < K; p++) {
            final int rows = (length - p + K - 1) / K;
            if (rows > 0) {
                Floats.multiply(false, rows, out, K * in, x, p * in, K * in, kernel, 0, out, 0f, y, (p + 1) * out, K * out);
            }
        }
    }

    private static void weightGradient(final int length, final int in, final int out, final Floats x, final Floats dy, final Floats sum) {
        for (int p = 0; p < K; p++) {
            final int rows = (length - p + K - 1) / K;
            if (rows > 0) {
                Floats.multiply(true, K * in, out, rows, x, p * in, K * in, dy, (p + 1) * out, K * out, 1f, sum, 0, out);
            }
        }
    }

    private static void biasRelu(final FloatBuffer y, final float[] bias, final int length, final int channels) {
        for (int r = 1; r <= length; r++) {
            final int at = r * channels;
            for (int c = 0; c < channels; c++) {
                y.put(at + c, Math.max(0f, y.get(at + c) + bias[c]));
            }
        }
    }

    private static void pool(final FloatBuffer raw, final float[] bias, final int pooled, final int channels, final float[] mask,
        final FloatBuffer to) {
        for (int r = 0; r < pooled; r++) {
            final int a = (2 * r + 1) * channels;
            final int t = (r + 1) * channels;
            for (int c = 0; c < channels; c++) {
                final float v = Math.max(0f, Math.max(raw.get(a + c), raw.get(a + channels + c)) + bias[c]);
                to.put(t + c, mask == null ? v : v * mask[r * channels + c]);
            }
        }
    }

    /** The derivative goes to the larger of two, to the first of two equal ones, where the sum with the bias is positive. */
    private static void unpool(final FloatBuffer gradient, final FloatBuffer raw, final float[] bias, final int length,
        final int channels, final float[] mask, final FloatBuffer dy, final float[] biasSum) {
        final int pooled = length / 2;
        for (int r = 0; r < pooled; r++) {
            final int a = (2 * r + 1) * channels;
            final int t = (r + 1) * channels;
            for (int c = 0; c < channels; c++) {
                final float first = raw.get(a + c);
                final float second = raw.get(a + channels + c);
                float g = gradient.get(t + c);
                if (mask != null) {
                    g *= mask[r * channels + c];
                }
                if (Math.max(first, second) + bias[c] <= 0) {
                    g = 0;
                }
                final boolean toFirst = first >= second;
                dy.put(a + c, toFirst ? g : 0f);
                dy.put(a + channels + c, toFirst ? 0f : g);
                biasSum[c] += g;
            }
        }
        if ((length & 1) == 1) {
            final int a = length * channels;
            for (int c = 0; c < channels; c++) {
                dy.put(a + c, 0f);
            }
        }
    }

    private static void reluBack(final FloatBuffer dy, final FloatBuffer activation, final int length, final int channels,
        final float[] biasSum) {
        for (int r = 1; r <= length; r++) {
            final int at = r * channels;
            for (int c = 0; c < channels; c++) {
                final float g = activation.get(at + c) > 0 ? dy.get(at + c) : 0f;
                dy.put(at + c, g);
                biasSum[c] += g;
            }
        }
    }

    void close() {
        for (Floats[] block : m_inputs) {
            close(block);
        }
        close(m_raw);
    }

    static void close(final Floats[] all) {
        for (Floats f : all) {
            if (f != null) {
                f.close();
            }
        }
    }
}
