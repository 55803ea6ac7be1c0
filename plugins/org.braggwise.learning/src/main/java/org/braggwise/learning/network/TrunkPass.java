// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The way of a few samples, a group, through the convolution trunk and back: holds their activations.
 * <p>
 * Activations are channels-last, the samples one behind the other, with one zero row before, between and after them: zero rows stand
 * for the "same" padding, and one matrix product serves the whole group. The im2col matrix of a convolution of kernel 3 then needs no
 * copy: its row l is activation[l * in .. (l + 3) * in), and because BLAS wants rows that do not overlap, the rows l = p, p + 3, p + 6,
 * ... are taken together for p = 0, 1, 2, each a matrix with row step 3 * in. Bias, ReLU and pooling are one pass: pool(relu(y + b)) =
 * relu(max(y0, y1) + b).
 */
final class TrunkPass {

    /** Samples of a group at most: enough for long matrix products, few enough for the cache. */
    static final int GROUP = 4;
    /** Patterns of so many points at most are worth an im2col matrix: a third of their rows would be too few for a product. */
    static final int SHORT = 400;

    private static final int K = NetworkSpec.KERNEL;
    private static final float[] ZERO = new float[4096];

    private final NetworkSpec m_spec;
    private final int[][] m_channels;
    /** [block][layer] input of the convolution; [blocks][0] the trunk's output. */
    private final Floats[][] m_inputs;
    /** [block] first minus second of each two values that were pooled; null where there is no way back. */
    private final Floats[] m_winners;

    private final float[][][] m_masks;

    /** For the way there and back. */
    TrunkPass(NetworkSpec spec) {
        m_spec = spec;
        m_channels = spec.blockChannels();
        int blocks = m_channels.length;
        m_inputs = new Floats[blocks + 1][];
        m_winners = new Floats[blocks];
        m_masks = new float[GROUP][][];
        for (int b = 0; b < blocks; b++) {
            m_inputs[b] = new Floats[m_channels[b].length];
            for (int l = 0; l < m_channels[b].length; l++) {
                m_inputs[b][l] = new Floats(rows(spec.blockLength(b)) * spec.inputChannels(b, l));
            }
            m_winners[b] = new Floats(GROUP * spec.blockLength(b + 1) * last(b));
        }
        m_inputs[blocks] = new Floats[] {new Floats(rows(spec.blockLength(blocks)) * last(blocks - 1))};
    }

    /** For the way there only: activations take turns in a thread's two blocks. */
    TrunkPass(NetworkSpec spec, TrunkScratch scratch) {
        m_spec = spec;
        m_channels = spec.blockChannels();
        m_inputs = new Floats[m_channels.length + 1][];
        m_winners = null;
        m_masks = new float[GROUP][][];
        boolean near = true;
        for (int b = 0; b <= m_channels.length; b++) {
            m_inputs[b] = new Floats[b == m_channels.length ? 1 : m_channels[b].length];
            for (int l = 0; l < m_inputs[b].length; l++) {
                m_inputs[b][l] = near ? scratch.near : scratch.far;
                near = !near;
            }
        }
    }

    /** Rows of a group's activation of this length. */
    static int rows(int length) {
        return GROUP * (length + 1) + 1;
    }

    /** Floats of native memory that one {@link TrunkPass} for the way there and back takes. */
    static long values(NetworkSpec spec) {
        long n = 0;
        int blocks = spec.blockChannels().length;
        for (int b = 0; b < blocks; b++) {
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                n += (long) rows(spec.blockLength(b)) * spec.inputChannels(b, l);
            }
            n += (long) GROUP * spec.blockLength(b + 1) * spec.blockChannels()[b][spec.blockChannels()[b].length - 1];
        }
        return n + (long) rows(spec.blockLength(blocks)) * (spec.features() / Math.max(1, spec.blockLength(blocks)));
    }

    private int last(int block) {
        return m_channels[block][m_channels[block].length - 1];
    }

    /**
     * @param patterns where the samples come from
     * @param from first sample
     * @param n samples, 1 to {@link #GROUP}
     * @param masks dropout multipliers, null for none
     * @param features where sample s puts its flattened output: from s * features on
     */
    void forward(
            TrunkWeights w,
            TrunkScratch scratch,
            PatternRows patterns,
            int from,
            int n,
            TrunkRunner.Masks masks,
            FloatBuffer features) {
        for (int s = 0; s < n; s++) {
            patterns.copy(from + s, m_inputs[0][0].at, s * (m_spec.inputLength() + 1) + 1);
            m_masks[s] = masks == null ? null : masks.of(from + s);
        }
        zeroRows(m_inputs[0][0], m_spec.inputLength(), 1, n);
        for (int b = 0; b < m_channels.length; b++) {
            int length = m_spec.blockLength(b);
            for (int l = 0; l < m_channels[b].length; l++) {
                boolean last = l == m_channels[b].length - 1;
                int out = m_channels[b][l];
                Floats y = last ? scratch.raw : m_inputs[b][l + 1];
                if (m_winners == null && length <= SHORT) {
                    convolveShort(
                            length,
                            m_spec.inputChannels(b, l),
                            out,
                            m_inputs[b][l],
                            w.kernels[b][l],
                            scratch.columns,
                            y);
                } else {
                    convolve(n * (length + 1) - 1, m_spec.inputChannels(b, l), out, m_inputs[b][l], w.kernels[b][l], y);
                }
                if (last) {
                    pool(b, n, w.biases[b][l], scratch);
                } else {
                    biasRelu(y.at, w.biases[b][l], n * (length + 1) * out, out, scratch.first);
                    zeroRows(y, length, out, n);
                }
            }
        }
        int count = m_spec.features();
        int step = (m_spec.blockLength(m_channels.length) + 1) * last(m_channels.length - 1);
        for (int s = 0; s < n; s++) {
            features.put(
                    (from + s) * count,
                    m_inputs[m_channels.length][0].at,
                    s * step + last(m_channels.length - 1),
                    count);
        }
    }

    /**
     * The way back of the group that {@link #forward} took last.
     *
     * @param from first sample
     * @param gradient derivative of the loss by the features, sample s from s * features on
     * @param sum takes the derivatives by the weights
     */
    void backward(TrunkWeights w, TrunkScratch scratch, int from, int n, FloatBuffer gradient, TrunkGradients sum) {
        int blocks = m_channels.length;
        int count = m_spec.features();
        int step = (m_spec.blockLength(blocks) + 1) * last(blocks - 1);
        Floats x = scratch.near;
        Floats y = scratch.far;
        for (int s = 0; s < n; s++) {
            x.at.put(s * step + last(blocks - 1), gradient, (from + s) * count, count);
        }
        for (int b = blocks - 1; b >= 0; b--) {
            int length = m_spec.blockLength(b);
            int layers = m_channels[b].length;
            unpool(b, n, x.at, y, scratch, sum.biases[b][layers - 1]);
            for (int l = layers - 1; l >= 0; l--) {
                int in = m_spec.inputChannels(b, l);
                int out = m_channels[b][l];
                weightGradient(n * (length + 1) - 1, in, out, m_inputs[b][l], y, sum.kernels[b][l]);
                if (l == 0 && b == 0) {
                    return;
                }
                convolve(n * (length + 1) - 1, out, in, y, w.flipped[b][l], x);
                if (l > 0) {
                    reluBack(x.at, m_inputs[b][l].at, n * (length + 1) * in, in, scratch, sum.biases[b][l - 1]);
                    zeroRows(x, length, in, n);
                    Floats t = x;
                    x = y;
                    y = t;
                }
            }
        }
    }

    /** y[rows 1..length] = im2col(x) kernel; what it writes between two samples has no meaning. */
    private static void convolve(int length, int in, int out, Floats x, Floats kernel, Floats y) {
        for (int p = 0; p < K; p++) {
            int rows = (length - p + K - 1) / K;
            if (rows > 0) {
                Floats.multiply(
                        false, rows, out, K * in, x, p * in, K * in, kernel, 0, out, 0f, y, (p + 1) * out, K * out);
            }
        }
    }

    /** The same for one pattern, with a copy of the im2col matrix: one product instead of three that are too short. */
    private static void convolveShort(int length, int in, int out, Floats x, Floats kernel, Floats columns, Floats y) {
        for (int l = 0; l < length; l++) {
            columns.at.put(l * K * in, x.at, l * in, K * in);
        }
        Floats.multiply(false, length, out, K * in, columns, 0, K * in, kernel, 0, out, 0f, y, out, out);
    }

    private static void weightGradient(int length, int in, int out, Floats x, Floats dy, Floats sum) {
        for (int p = 0; p < K; p++) {
            int rows = (length - p + K - 1) / K;
            if (rows > 0) {
                Floats.multiply(
                        true, K * in, out, rows, x, p * in, K * in, dy, (p + 1) * out, K * out, 1f, sum, 0, out);
            }
        }
    }

    private static void zeroRows(Floats x, int length, int channels, int n) {
        for (int s = 0; s <= n; s++) {
            zero(x.at, s * (length + 1) * channels, channels);
        }
    }

    private static void zero(FloatBuffer x, int from, int count) {
        for (int i = 0; i < count; i += ZERO.length) {
            x.put(from + i, ZERO, 0, Math.min(ZERO.length, count - i));
        }
    }

    private static void biasRelu(FloatBuffer y, float[] bias, int end, int channels, float[] piece) {
        for (int at = channels; at < end; at += bias.length) {
            int n = Math.min(bias.length, end - at);
            y.get(at, piece, 0, n);
            ActivationLoops.biasRelu(piece, bias, n);
            y.put(at, piece, 0, n);
        }
    }

    private static void reluBack(
            FloatBuffer dy, FloatBuffer activation, int end, int channels, TrunkScratch scratch, float[] biasSum) {
        int size = TrunkWeights.chunkRows(channels) * channels;
        Arrays.fill(scratch.sum, 0, size, 0f);
        for (int at = channels; at < end; at += size) {
            int n = Math.min(size, end - at);
            dy.get(at, scratch.first, 0, n);
            activation.get(at, scratch.second, 0, n); // zero between the samples, so nothing of there is added
            ActivationLoops.reluBack(scratch.first, scratch.second, scratch.sum, n);
            dy.put(at, scratch.first, 0, n);
        }
        addRows(scratch.sum, size, biasSum);
    }

    private static void addRows(float[] rows, int size, float[] to) {
        for (int at = 0; at < size; at += to.length) {
            for (int c = 0; c < to.length; c++) {
                to[c] += rows[at + c];
            }
        }
    }

    private void pool(int b, int n, float[] bias, TrunkScratch scratch) {
        int channels = last(b);
        int length = m_spec.blockLength(b);
        int pooled = m_spec.blockLength(b + 1);
        int step = bias.length / channels;
        Floats to = m_inputs[b + 1][0];
        for (int s = 0; s < n; s++) {
            int rawAt = (s * (length + 1) + 1) * channels;
            for (int r = 0; r < pooled; r += step) {
                int rows = Math.min(step, pooled - r);
                int values = rows * channels;
                scratch.raw.at.get(rawAt + 2 * r * channels, scratch.both, 0, 2 * values);
                ActivationLoops.split(scratch.both, scratch.first, scratch.second, rows, channels);
                ActivationLoops.pool(scratch.first, scratch.second, bias, scratch.third, values);
                if (m_masks[s] != null) {
                    ActivationLoops.multiply(scratch.third, m_masks[s][b], r * channels, values);
                }
                to.at.put((s * (pooled + 1) + 1 + r) * channels, scratch.third, 0, values);
                if (m_winners != null) {
                    ActivationLoops.subtract(scratch.first, scratch.second, values);
                    m_winners[b].at.put((s * pooled + r) * channels, scratch.first, 0, values);
                }
            }
        }
        zeroRows(to, pooled, channels, n);
    }

    /** The derivative goes to the larger of two, to the first of two equal ones, where the sum with the bias is positive. */
    private void unpool(int b, int n, FloatBuffer gradient, Floats dy, TrunkScratch scratch, float[] biasSum) {
        int channels = last(b);
        int length = m_spec.blockLength(b);
        int pooled = m_spec.blockLength(b + 1);
        int step = TrunkWeights.chunkRows(channels);
        Arrays.fill(scratch.sum, 0, step * channels, 0f);
        for (int s = 0; s < n; s++) {
            for (int r = 0; r < pooled; r += step) {
                int rows = Math.min(step, pooled - r);
                int values = rows * channels;
                int at = (s * (pooled + 1) + 1 + r) * channels;
                gradient.get(at, scratch.first, 0, values);
                m_inputs[b + 1][0].at.get(at, scratch.second, 0, values);
                if (m_masks[s] != null) {
                    ActivationLoops.multiply(scratch.first, m_masks[s][b], r * channels, values);
                }
                ActivationLoops.reluBack(scratch.first, scratch.second, scratch.sum, values);
                m_winners[b].at.get((s * pooled + r) * channels, scratch.third, 0, values);
                ActivationLoops.unpool(scratch.first, scratch.third, values);
                ActivationLoops.join(scratch.third, scratch.first, scratch.both, rows, channels);
                dy.at.put((s * (length + 1) + 1 + 2 * r) * channels, scratch.both, 0, 2 * values);
            }
            if ((length & 1) == 1) {
                zero(dy.at, (s * (length + 1) + length) * channels, channels);
            }
        }
        zeroRows(dy, length, channels, n);
        addRows(scratch.sum, step * channels, biasSum);
    }

    void close() {
        for (Floats[] block : m_inputs) {
            close(block);
        }
        close(m_winners);
    }

    static void close(Floats[] all) {
        for (Floats f : all) {
            if (f != null) {
                f.close();
            }
        }
    }
}
