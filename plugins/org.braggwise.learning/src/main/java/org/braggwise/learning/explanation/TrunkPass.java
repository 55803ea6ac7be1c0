// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;

/**
 * The convolution trunk forwards, keeping what explanations need, and backwards: multipliers between two patterns or the gradient at one.
 * Thread-safe; each thread brings its own {@link Workspace}.
 */
final class TrunkPass {
    private final NetworkSpec m_spec;
    private final NetworkWeights m_weights;
    private final Convolution[][] m_forward;
    private final Convolution[][] m_transpose;
    private final FloatBlock m_firstKernel; // outputs x 3: see inputMultiplier
    private final int m_scratchLength;

    TrunkPass(NetworkSpec spec, NetworkWeights weights) {
        m_spec = spec;
        m_weights = weights;
        int[][] channels = spec.blockChannels();
        m_forward = new Convolution[channels.length][];
        m_transpose = new Convolution[channels.length][];
        int scratch = spec.features();
        for (int b = 0; b < channels.length; b++) {
            m_forward[b] = new Convolution[channels[b].length];
            m_transpose[b] = new Convolution[channels[b].length];
            for (int l = 0; l < channels[b].length; l++) {
                int inputs = spec.inputChannels(b, l);
                m_forward[b][l] = Convolution.forward(weights.convKernel(b, l), inputs, channels[b][l]);
                m_transpose[b][l] = Convolution.transpose(weights.convKernel(b, l), inputs, channels[b][l]);
                scratch = Math.max(scratch, (spec.blockLength(b) + 2) * Math.max(Math.max(inputs, channels[b][l]), 3));
            }
        }
        m_scratchLength = scratch;
        m_firstKernel = FloatBlock.of(firstKernel(weights.convKernel(0, 0), channels[0][0]));
    }

    /** One input channel: the transposed kernel as outputs x 3, column k the tap that reads the padded row l + k. */
    private static float[] firstKernel(float[] kernel, int outputs) {
        float[] turned = new float[3 * outputs];
        for (int o = 0; o < outputs; o++) {
            for (int k = 0; k < 3; k++) {
                turned[o * 3 + k] = kernel[(2 - k) * outputs + o];
            }
        }
        return turned;
    }

    /** Buffers of one thread. */
    final class Workspace {
        private final FloatBlock m_padded = new FloatBlock(m_scratchLength);
        private final FloatBlock m_result = new FloatBlock(m_scratchLength);
        private final float[] m_rows = new float[m_scratchLength];
        private final float[] m_multiplier = new float[m_scratchLength];
        private final float[] m_even = new float[m_scratchLength];
        private final float[] m_odd = new float[m_scratchLength];
    }

    Workspace workspace() {
        return new Workspace();
    }

    /** Flattened length of the trunk's output. */
    int features() {
        return m_spec.features();
    }

    /** @param pattern as many values as the network's input is long */
    TrunkActivations forward(float[] pattern, Workspace w) {
        int[][] channels = m_spec.blockChannels();
        float[][][] pre = new float[channels.length][][];
        float[][] pooled = new float[channels.length][];
        float[][] firstWins = new float[channels.length][];
        float[] input = pattern;
        for (int b = 0; b < channels.length; b++) {
            int length = m_spec.blockLength(b);
            pre[b] = new float[channels[b].length][];
            for (int l = 0; l < channels[b].length; l++) {
                Convolution convolution = m_forward[b][l];
                pad(input, length, convolution.inputs(), w);
                convolution.apply(w.m_padded, length, w.m_result);
                float[] z = new float[length * convolution.outputs()];
                w.m_result.get(z, 0, z.length);
                addBias(z, m_weights.convBias(b, l));
                boolean last = l == channels[b].length - 1;
                pre[b][l] = last ? evenThenOdd(z, length, convolution.outputs()) : z;
                input = last ? null : relu(z);
            }
            int half = length / 2 * channels[b][channels[b].length - 1];
            pooled[b] = new float[half];
            firstWins[b] = new float[half];
            pool(pre[b][channels[b].length - 1], pooled[b], firstWins[b]);
            input = pooled[b];
        }
        return new TrunkActivations(pre, pooled, firstWins);
    }

    private static void pad(float[] rows, int length, int channels, Workspace w) {
        java.util.Arrays.fill(w.m_rows, 0, channels, 0);
        System.arraycopy(rows, 0, w.m_rows, channels, length * channels);
        java.util.Arrays.fill(w.m_rows, (length + 1) * channels, (length + 2) * channels, 0);
        w.m_padded.put(w.m_rows, (length + 2) * channels);
    }

    private static void addBias(float[] z, float[] bias) {
        for (int from = 0; from < z.length; from += bias.length) {
            for (int c = 0; c < bias.length; c++) {
                z[from + c] += bias[c];
            }
        }
    }

    private static float[] relu(float[] z) {
        float[] a = new float[z.length];
        for (int i = 0; i < z.length; i++) {
            a[i] = Math.max(0f, z[i]);
        }
        return a;
    }

    private static float[] evenThenOdd(float[] z, int length, int channels) {
        int half = length / 2 * channels;
        float[] parts = new float[2 * half];
        for (int l = 0; l < length / 2; l++) {
            System.arraycopy(z, 2 * l * channels, parts, l * channels, channels);
            System.arraycopy(z, (2 * l + 1) * channels, parts, half + l * channels, channels);
        }
        return parts;
    }

    private static void pool(float[] parts, float[] pooled, float[] firstWins) {
        int half = pooled.length;
        for (int i = 0; i < half; i++) {
            float even = Math.max(0f, parts[i]);
            float odd = Math.max(0f, parts[half + i]);
            pooled[i] = Math.max(even, odd);
            firstWins[i] = even >= odd ? 1 : 0;
        }
    }

    /**
     * Multipliers of the input points between a pattern and a background pattern.
     *
     * @param top multiplier of each trunk output, from offset on
     * @param result receives a multiplier a point
     */
    void multipliers(
            TrunkActivations x, TrunkActivations background, float[] top, int offset, float[] result, Workspace w) {
        System.arraycopy(top, offset, w.m_multiplier, 0, features());
        backward(
                w,
                result,
                (block, half) ->
                        RescaleRules.poolAndRelu(x, background, block, half, w.m_multiplier, w.m_even, w.m_odd),
                (block, layer, at, length) -> RescaleRules.relu(
                        x.preActivations()[block][layer],
                        background.preActivations()[block][layer],
                        w.m_rows,
                        at,
                        length));
    }

    /** The gradient with respect to the input points at a pattern. */
    void gradient(TrunkActivations x, float[] top, int offset, float[] result, Workspace w) {
        System.arraycopy(top, offset, w.m_multiplier, 0, features());
        backward(
                w,
                result,
                (block, half) -> poolGradient(x, block, half, w),
                (block, layer, at, length) ->
                        RescaleRules.reluGradient(x.preActivations()[block][layer], w.m_rows, at, length));
    }

    private static void poolGradient(TrunkActivations x, int block, int half, Workspace w) {
        float[] first = x.firstWins()[block];
        float[] pooled = x.pooled()[block];
        for (int i = 0; i < half; i++) {
            float g = pooled[i] > 0 ? w.m_multiplier[i] : 0; // the ReLU before the pooling: dead pairs pass nothing
            w.m_even[i] = g * first[i];
            w.m_odd[i] = g - w.m_even[i];
        }
    }

    private interface PoolRule {
        void apply(int block, int half);
    }

    private interface ReluRule {
        void apply(int block, int layer, int offset, int length);
    }

    /** Both rules read and write the workspace: pooling takes m_multiplier to m_even and m_odd, the ReLU works on m_rows. */
    private void backward(Workspace w, float[] result, PoolRule poolRule, ReluRule reluRule) {
        int[][] channels = m_spec.blockChannels();
        for (int b = channels.length - 1; b >= 0; b--) {
            int length = m_spec.blockLength(b);
            int last = channels[b].length - 1;
            poolRule.apply(b, length / 2 * channels[b][last]);
            interleave(w, length, channels[b][last]);
            for (int l = last; l > 0; l--) {
                Convolution transpose = m_transpose[b][l];
                w.m_padded.put(w.m_rows, (length + 2) * transpose.inputs());
                transpose.apply(w.m_padded, length, w.m_result);
                int width = transpose.outputs();
                w.m_result.get(w.m_rows, width, length * width);
                java.util.Arrays.fill(w.m_rows, 0, width, 0);
                java.util.Arrays.fill(w.m_rows, (length + 1) * width, (length + 2) * width, 0);
                reluRule.apply(b, l - 1, width, length * width);
            }
            w.m_padded.put(w.m_rows, (length + 2) * channels[b][0]);
            if (b > 0) {
                m_transpose[b][0].apply(w.m_padded, length, w.m_result);
                w.m_result.get(w.m_multiplier, 0, length * m_transpose[b][0].outputs());
            }
        }
        inputMultiplier(w, channels[0][0], result);
    }

    private static void interleave(Workspace w, int length, int channels) {
        java.util.Arrays.fill(w.m_rows, 0, channels, 0);
        for (int l = 0; l < length / 2; l++) {
            System.arraycopy(w.m_even, l * channels, w.m_rows, (2 * l + 1) * channels, channels);
            System.arraycopy(w.m_odd, l * channels, w.m_rows, (2 * l + 2) * channels, channels);
        }
        java.util.Arrays.fill(w.m_rows, (length / 2 * 2 + 1) * channels, (length + 2) * channels, 0);
    }

    /** With one input channel, one product with all rows and a sum of three shifted columns beats three thin products. */
    private void inputMultiplier(Workspace w, int channels, float[] result) {
        int length = m_spec.inputLength();
        FloatBlock.multiply(
                length + 2, 3, channels, w.m_padded, 0, channels, false, m_firstKernel, 3, w.m_result, 0, 3);
        w.m_result.get(w.m_rows, 0, 3 * (length + 2));
        for (int i = 0; i < length; i++) {
            result[i] = w.m_rows[3 * i] + w.m_rows[3 * i + 4] + w.m_rows[3 * i + 8];
        }
    }
}
