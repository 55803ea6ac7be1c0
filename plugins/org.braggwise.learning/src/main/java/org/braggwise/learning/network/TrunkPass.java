// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/**
 * The way of a few samples, a group, through the convolution trunk and back: holds their activations. Bias, ReLU and pooling happen where
 * a convolution's outputs are made, their way back where the derivatives by its outputs are needed.
 */
final class TrunkPass {

    /** Samples of a group at most: enough for long matrix products, few enough for the cache. */
    static final int GROUP = 4;

    private final NetworkSpec m_spec;
    private final int[][] m_channels;
    private final TileLayout[][] m_layouts;
    /** [block][layer] input of the convolution; [blocks][0] the trunk's output. */
    private final Floats[][] m_inputs;
    /** [block] what became of each two values that were pooled; null where there is no way back. */
    private final Pooling[] m_poolings;

    private final float[][][] m_masks = new float[GROUP][][];

    /** For the way there and back. */
    TrunkPass(NetworkSpec spec) {
        this(spec, true, 2);
        for (int b = 0; b < m_inputs.length; b++) {
            for (int l = 0; l < m_inputs[b].length; l++) {
                m_inputs[b][l] = new Floats(m_layouts[b][l].size());
            }
        }
    }

    /**
     * For the way there only: activations take turns in a thread's two blocks.
     *
     * @param multiple see {@link TileLayout}; products then take whole multiples of tiles
     */
    TrunkPass(NetworkSpec spec, TrunkScratch scratch, int multiple) {
        this(spec, false, multiple);
        boolean near = true;
        for (Floats[] block : m_inputs) {
            for (int l = 0; l < block.length; l++) {
                block[l] = near ? scratch.near : scratch.far;
                near = !near;
            }
        }
    }

    private TrunkPass(NetworkSpec spec, boolean wayBack, int multiple) {
        m_spec = spec;
        m_channels = spec.blockChannels();
        int blocks = m_channels.length;
        m_layouts = new TileLayout[blocks + 1][];
        m_inputs = new Floats[blocks + 1][];
        m_poolings = new Pooling[blocks];
        for (int b = 0; b <= blocks; b++) {
            m_layouts[b] = new TileLayout[b == blocks ? 1 : m_channels[b].length];
            m_inputs[b] = new Floats[m_layouts[b].length];
            for (int l = 0; l < m_layouts[b].length; l++) {
                m_layouts[b][l] = spec.inputLayout(b, l).stepping(multiple);
            }
        }
        for (int b = 0; b < blocks; b++) {
            m_poolings[b] = new Pooling(spec.blockLength(b), m_layouts[b + 1][0], wayBack);
        }
    }

    /** Floats of native memory that one {@link TrunkPass} for the way there and back takes. */
    static long values(NetworkSpec spec) {
        int blocks = spec.blockChannels().length;
        long n = spec.inputLayout(blocks, 0).size();
        for (int b = 0; b < blocks; b++) {
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                n += spec.inputLayout(b, l).size();
            }
            n += Pooling.values(spec.blockLength(b), spec.inputLayout(b + 1, 0));
        }
        return n;
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
            patterns.copy(from + s, FloatBuffer.wrap(scratch.line), 0);
            m_layouts[0][0].putLine(scratch.line, s, m_inputs[0][0].at, scratch.x[0]);
            m_masks[s] = masks == null ? null : masks.of(from + s);
        }
        m_layouts[0][0].clearPadding(m_inputs[0][0].at, n, scratch.zeros);
        for (int b = 0; b < m_channels.length; b++) {
            int last = m_channels[b].length - 1;
            for (int l = 0; l < last; l++) {
                convolve(w, scratch, b, l, n, biasRelu(w.biases[b][l], m_layouts[b][l + 1], m_inputs[b][l + 1].at));
                m_layouts[b][l + 1].clearPadding(m_inputs[b][l + 1].at, n, scratch.zeros);
            }
            int block = b;
            float[] bias = w.biases[b][last];
            convolve(
                    w,
                    scratch,
                    b,
                    last,
                    n,
                    (tile, tiles, y) -> m_poolings[block].forward(
                            tile, tiles, y, bias, m_masks, block, m_inputs[block + 1][0].at, scratch));
            m_poolings[b].clearPadding(m_inputs[b + 1][0].at, n, scratch.zeros);
        }
        TileLayout top = m_layouts[m_channels.length][0];
        for (int s = 0; s < n; s++) {
            for (int p = 0; p < top.length(); p++) {
                features.put(
                        (from + s) * m_spec.features() + p * top.channels(),
                        m_inputs[m_channels.length][0].at,
                        top.position(s, p),
                        top.channels());
            }
        }
    }

    private void convolve(TrunkWeights w, TrunkScratch scratch, int b, int l, int n, Convolution.Outputs to) {
        TileLayout layout = m_layouts[b][l];
        int tiles = layout.multiple() > 2 ? n * layout.step() : layout.tiles(n);
        Convolution.forward(w.kernels[b][l], layout, m_inputs[b][l], tiles, scratch, to);
    }

    /** To the next convolution's input, one row further: its first row is padding. */
    private static Convolution.Outputs biasRelu(float[] bias, TileLayout layout, FloatBuffer to) {
        return (tile, tiles, y) -> {
            int values = tiles * layout.channels();
            for (int m = 0; m < y.length; m++) {
                ActivationLoops.biasRelu(y[m], bias, values);
                to.put(layout.at((m + 1) % 4, tile + (m + 1) / 4), y[m], 0, values);
            }
        };
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
        TileLayout top = m_layouts[blocks][0];
        Floats x = scratch.near;
        Floats y = scratch.far;
        for (int s = 0; s < n; s++) {
            for (int p = 0; p < top.length(); p++) {
                x.at.put(
                        top.position(s, p),
                        gradient,
                        (from + s) * m_spec.features() + p * top.channels(),
                        top.channels());
            }
        }
        top.clearPadding(x.at, n, scratch.zeros);
        for (int b = blocks - 1; b >= 0; b--) {
            for (int l = m_channels[b].length - 1; l >= 0; l--) {
                boolean last = l == m_channels[b].length - 1;
                Convolution.backward(
                        w.kernels[b][l],
                        m_layouts[b][l],
                        n * m_layouts[b][l].step(),
                        last ? unpool(b, x.at, scratch) : outputs(m_layouts[b][l + 1], x.at),
                        new Convolution.Training(m_inputs[b][l], l > 0, sum.kernels[b][l], sum.biases[b][l]),
                        l == 0 && b == 0 ? null : y,
                        scratch);
                Floats t = x;
                x = y;
                y = t;
            }
        }
    }

    private Convolution.OutputDerivatives unpool(int b, FloatBuffer pooled, TrunkScratch scratch) {
        return (tile, tiles, y) -> m_poolings[b].backward(tile, tiles, pooled, m_masks, b, y, scratch);
    }

    private static Convolution.OutputDerivatives outputs(TileLayout layout, FloatBuffer from) {
        return (tile, tiles, y) -> {
            for (int m = 0; m < y.length; m++) {
                from.get(layout.at((m + 1) % 4, tile + (m + 1) / 4), y[m], 0, tiles * layout.channels());
            }
        };
    }

    void close() {
        for (Floats[] block : m_inputs) {
            for (Floats f : block) {
                f.close();
            }
        }
        for (Pooling p : m_poolings) {
            p.close();
        }
    }
}
