// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.util.Arrays;

/** The way there keeps activations in Java arrays, the way back replaces what is not linear by a rule. */
final class TiledExplanation implements ExplainedTrunk {

    private final NetworkSpec m_spec;
    private final TrunkWeights m_weights;
    private final Pooling[] m_poolings;

    TiledExplanation(NetworkWeights weights, Workers workers) {
        m_spec = weights.spec();
        m_weights = new TrunkWeights(m_spec, TrunkWeights.Use.EXPLANATION);
        m_weights.update(weights, workers);
        m_poolings = new Pooling[m_spec.blockChannels().length];
        for (int b = 0; b < m_poolings.length; b++) {
            m_poolings[b] = new Pooling(m_spec.blockLength(b), m_spec.inputLayout(b + 1, 0), false);
        }
    }

    /** The memory of one thread. */
    private static final class Memory implements Workspace {

        private final TrunkScratch m_scratch;
        private Floats m_from;
        private Floats m_to;

        private Memory(NetworkSpec spec) {
            m_scratch = new TrunkScratch(spec, false);
            m_from = m_scratch.near;
            m_to = m_scratch.far;
        }

        private void swap() {
            Floats t = m_from;
            m_from = m_to;
            m_to = t;
        }

        @Override
        public void close() {
            m_scratch.close();
        }
    }

    @Override
    public Workspace workspace() {
        return new Memory(m_spec);
    }

    @Override
    public int features() {
        return m_spec.features();
    }

    @Override
    public Activations forward(float[] pattern, Workspace workspace) {
        var w = (Memory) workspace;
        var a = new TiledActivations(m_spec);
        int[][] channels = m_spec.blockChannels();
        TrunkScratch scratch = w.m_scratch;
        boolean[][] ties = FlatRuns.ties(m_spec, pattern);
        m_spec.inputLayout(0, 0).putLine(pattern, 0, w.m_from.at, scratch.x[0]);
        m_spec.inputLayout(0, 0).clearPadding(w.m_from.at, 1, scratch.zeros);
        for (int b = 0; b < channels.length; b++) {
            for (int l = 0; l < channels[b].length; l++) {
                boolean last = l == channels[b].length - 1;
                TileLayout layout = m_spec.inputLayout(b, l);
                TileLayout next = m_spec.inputLayout(last ? b + 1 : b, last ? 0 : l + 1);
                Convolution.forward(
                        m_weights.kernels[b][l],
                        layout,
                        w.m_from,
                        layout.tiles(),
                        scratch,
                        last ? pool(a, b, ties[b], w) : relu(a, b, l, next, w));
                next.clearPadding(w.m_to.at, 1, scratch.zeros);
                clearOutside(a.before[b][l], layout.length(), channels[b][l]);
                if (last) {
                    clearOutside(a.pooled[b], next.length(), channels[b][l]);
                }
                w.swap();
            }
        }
        TileLayout top = m_spec.inputLayout(channels.length, 0);
        for (int p = 0; p < top.length(); p++) {
            w.m_from.at.get(top.position(0, p), a.features(), p * top.channels(), top.channels());
        }
        return a;
    }

    /** Values of tiles lie one plane a place in the tile: those behind the last position become 0. */
    private static void clearOutside(float[][] planes, int length, int channels) {
        for (int m = 0; m < planes.length; m++) {
            int positions = Math.max(0, (length - m + planes.length - 1) / planes.length);
            Arrays.fill(planes[m], Math.min(planes[m].length, positions * channels), planes[m].length, 0f);
        }
    }

    private Convolution.Outputs relu(TiledActivations a, int b, int l, TileLayout next, Memory w) {
        float[] bias = m_weights.biases[b][l];
        int c = next.channels();
        return (tile, tiles, y) -> {
            for (int m = 0; m < y.length; m++) {
                ActivationLoops.add(y[m], bias, tiles * c);
                System.arraycopy(y[m], 0, a.before[b][l][m], tile * c, tiles * c);
                ActivationLoops.relu(y[m], tiles * c);
                w.m_to.at.put(next.at((m + 1) % 4, tile + (m + 1) / 4), y[m], 0, tiles * c);
            }
        };
    }

    private Convolution.Outputs pool(TiledActivations a, int b, boolean[] ties, Memory w) {
        int last = a.before[b].length - 1;
        float[] bias = m_weights.biases[b][last];
        int c = m_weights.kernels[b][last].outputs;
        return (tile, tiles, y) -> {
            for (int m = 0; m < y.length; m++) {
                ActivationLoops.add(y[m], bias, tiles * c);
                System.arraycopy(y[m], 0, a.before[b][last][m], tile * c, tiles * c);
                ActivationLoops.relu(y[m], tiles * c);
            }
            for (int pair = 0; pair < 2; pair++) {
                float[] pooled = w.m_scratch.x[pair];
                RescaleRules.pool(y[2 * pair], y[2 * pair + 1], pooled, w.m_scratch.x[2], tiles * c);
                for (int t = 0; t < tiles; t++) {
                    int position = 2 * (tile + t) + pair;
                    if (position < ties.length && ties[position]) {
                        Arrays.fill(w.m_scratch.x[2], t * c, (t + 1) * c, 1f);
                    }
                }
                System.arraycopy(pooled, 0, a.pooled[b][pair], tile * c, tiles * c);
                System.arraycopy(w.m_scratch.x[2], 0, a.firstWins[b][pair], tile * c, tiles * c);
                m_poolings[b].put(tile, tiles, pair, pooled, w.m_to.at, w.m_scratch);
            }
        };
    }

    @Override
    public void multipliers(
            Activations pattern, Activations other, float[] top, int offset, float[] result, Workspace workspace) {
        var x = (TiledActivations) pattern;
        var background = (TiledActivations) other;
        backward(top, offset, result, (Memory) workspace, new Rules() {
            @Override
            public void pool(int b, int pair, int at, int n, float[] g, float[] first, float[] second) {
                RescaleRules.poolAndRelu(x, background, b, pair, at, n, g, first, second);
            }

            @Override
            public void relu(int b, int l, int m, int at, int n, float[] g) {
                RescaleRules.relu(x.before[b][l][m], background.before[b][l][m], at, g, n);
            }
        });
    }

    @Override
    public void gradient(Activations pattern, float[] top, int offset, float[] result, Workspace workspace) {
        var x = (TiledActivations) pattern;
        backward(top, offset, result, (Memory) workspace, new Rules() {
            @Override
            public void pool(int b, int pair, int at, int n, float[] g, float[] first, float[] second) {
                RescaleRules.poolGradient(x.pooled[b][pair], x.firstWins[b][pair], at, g, first, second, n);
            }

            @Override
            public void relu(int b, int l, int m, int at, int n, float[] g) {
                RescaleRules.reluGradient(x.before[b][l][m], at, g, n);
            }
        });
    }

    /** What is not linear, on some tiles whose values begin at {@code at} in a plane. */
    private interface Rules {

        /** From the multipliers of a tile's pooled pair to those of its two values before bias and ReLU. */
        void pool(int b, int pair, int at, int n, float[] g, float[] first, float[] second);

        /** Changes the multipliers behind a ReLU to those before it; 0 where there is no position. */
        void relu(int b, int l, int m, int at, int n, float[] g);
    }

    private void backward(float[] top, int offset, float[] result, Memory w, Rules rules) {
        int[][] channels = m_spec.blockChannels();
        TrunkScratch scratch = w.m_scratch;
        TileLayout layout = m_spec.inputLayout(channels.length, 0);
        for (int p = 0; p < layout.length(); p++) {
            w.m_from.at.put(layout.position(0, p), top, offset + p * layout.channels(), layout.channels());
        }
        layout.clearPadding(w.m_from.at, 1, scratch.zeros);
        for (int b = channels.length - 1; b >= 0; b--) {
            for (int l = channels[b].length - 1; l >= 0; l--) {
                layout = m_spec.inputLayout(b, l);
                boolean last = l == channels[b].length - 1;
                Convolution.backward(
                        m_weights.kernels[b][l],
                        layout,
                        layout.step(),
                        last ? unpool(rules, b, w) : unrelu(rules, b, l, w),
                        null,
                        w.m_to,
                        scratch);
                w.swap();
            }
        }
        layout.getLine(w.m_from.at, 0, result, scratch.x[0]);
    }

    private Convolution.OutputDerivatives unpool(Rules rules, int b, Memory w) {
        int c = m_weights.kernels[b][m_weights.kernels[b].length - 1].outputs;
        return (tile, tiles, y) -> {
            for (int pair = 0; pair < 2; pair++) {
                float[] g = w.m_scratch.x[pair];
                m_poolings[b].get(tile, tiles, pair, w.m_from.at, g, w.m_scratch);
                rules.pool(b, pair, tile * c, tiles * c, g, y[2 * pair], y[2 * pair + 1]);
            }
        };
    }

    private Convolution.OutputDerivatives unrelu(Rules rules, int b, int l, Memory w) {
        TileLayout next = m_spec.inputLayout(b, l + 1);
        int c = next.channels();
        return (tile, tiles, y) -> {
            for (int m = 0; m < y.length; m++) {
                w.m_from.at.get(next.at((m + 1) % 4, tile + (m + 1) / 4), y[m], 0, tiles * c);
                rules.relu(b, l, m, tile * c, tiles * c, y[m]);
                int positions = Math.max(0, (next.length() - m + 3) / 4 - tile) * c;
                if (positions < tiles * c) {
                    Arrays.fill(y[m], positions, tiles * c, 0f);
                }
            }
        };
    }

    @Override
    public void close() {
        m_weights.close();
    }
}
