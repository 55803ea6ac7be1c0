// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/**
 * Bias, ReLU and max-pooling of 2 behind a convolution, in one pass: pool(relu(y + b)) = relu(max(y0, y1) + b). Both pairs of a tile lie
 * in it; the pooled positions of tiles 2 u and 2 u + 1 are the rows 4 u + 1 to 4 u + 4 of the next input. For the way back it keeps of
 * each pair which value won: 0 none (the ReLU gave 0), 1 the second, 2 the first, also where both are equal.
 */
final class Pooling {

    private final TileLayout m_from;
    private final TileLayout m_to;
    /** Of the first pair of each tile, then of the second; null where there is no way back. */
    private final Floats m_winners;

    /**
     * @param length positions before pooling
     * @param to layout of what is pooled
     */
    Pooling(int length, TileLayout to, boolean wayBack) {
        m_from = new TileLayout(length, to.channels(), to.multiple());
        m_to = to;
        m_winners = wayBack ? new Floats(Math.toIntExact(values(length, to))) : null;
    }

    static long values(int length, TileLayout to) {
        return 2L * TrunkPass.GROUP * new TileLayout(length, to.channels(), to.multiple()).step() * to.channels();
    }

    private int winner(int pair, int tile) {
        return (pair * TrunkPass.GROUP * m_from.step() + tile) * m_to.channels();
    }

    /**
     * @param tile an even one
     * @param y a convolution's outputs without bias
     * @param masks [sample][block] dropout multipliers, null a sample for none
     */
    void forward(
            int tile,
            int tiles,
            float[][] y,
            float[] bias,
            float[][][] masks,
            int block,
            FloatBuffer to,
            TrunkScratch scratch) {
        int c = m_to.channels();
        for (int pair = 0; pair < 2; pair++) {
            float[] pooled = scratch.x[pair];
            ActivationLoops.pool(y[2 * pair], y[2 * pair + 1], bias, pooled, tiles * c);
            if (m_winners != null) {
                ActivationLoops.winners(y[2 * pair], y[2 * pair + 1], pooled, scratch.x[2], tiles * c);
                m_winners.at.put(winner(pair, tile), scratch.x[2], 0, tiles * c);
            }
            mask(pooled, tile, tiles, pair, masks, block);
            put(tile, tiles, pair, pooled, to, scratch);
        }
    }

    /** Puts what became of one pair of some tiles where the next convolution wants it. */
    void put(int tile, int tiles, int pair, float[] pooled, FloatBuffer to, TrunkScratch scratch) {
        int c = m_to.channels();
        int next;
        for (int t = tile; t < tile + tiles; t = next) {
            int sample = t / m_from.step();
            next = Math.min(tile + tiles, (sample + 1) * m_from.step());
            int rows = (next - t + 1) / 2;
            int u = sample * m_to.step() + (t - sample * m_from.step()) / 2;
            ActivationLoops.split(pooled, (t - tile) * c, scratch.x[2], scratch.x[3], rows, c);
            to.put(m_to.at(pair + 1, u), scratch.x[2], 0, rows * c);
            to.put(m_to.at((pair + 3) % 4, u + pair), scratch.x[3], 0, rows * c);
        }
    }

    /** The reverse of {@link #put}. */
    void get(int tile, int tiles, int pair, FloatBuffer from, float[] pooled, TrunkScratch scratch) {
        int c = m_to.channels();
        int next;
        for (int t = tile; t < tile + tiles; t = next) {
            int sample = t / m_from.step();
            next = Math.min(tile + tiles, (sample + 1) * m_from.step());
            int rows = (next - t + 1) / 2;
            int u = sample * m_to.step() + (t - sample * m_from.step()) / 2;
            from.get(m_to.at(pair + 1, u), scratch.x[2], 0, rows * c);
            from.get(m_to.at((pair + 3) % 4, u + pair), scratch.x[3], 0, rows * c);
            ActivationLoops.join(scratch.x[2], scratch.x[3], pooled, (t - tile) * c, rows, c);
        }
    }

    /** After the last {@link #forward} of so many samples. */
    void clearPadding(FloatBuffer pooled, int samples, float[] zeros) {
        m_to.clearPadding(pooled, samples, zeros);
        for (int pair = 0; m_winners != null && pair < 2; pair++) {
            for (int s = 0; s < samples; s++) {
                for (int t = (m_to.length() - pair + 1) / 2; t < m_from.step(); t++) {
                    m_winners.at.put(winner(pair, s * m_from.step() + t), zeros, 0, m_to.channels());
                }
            }
        }
    }

    /** @param y receives the derivatives by the convolution's outputs */
    void backward(
            int tile, int tiles, FloatBuffer pooled, float[][][] masks, int block, float[][] y, TrunkScratch scratch) {
        int c = m_to.channels();
        for (int pair = 0; pair < 2; pair++) {
            float[] g = scratch.x[pair];
            get(tile, tiles, pair, pooled, g, scratch);
            mask(g, tile, tiles, pair, masks, block);
            m_winners.at.get(winner(pair, tile), scratch.x[2], 0, tiles * c);
            ActivationLoops.unpool(g, scratch.x[2], y[2 * pair], y[2 * pair + 1], tiles * c);
        }
    }

    private void mask(float[] rows, int tile, int tiles, int pair, float[][][] masks, int block) {
        int c = m_to.channels();
        for (int t = tile; t < tile + tiles; t++) {
            int sample = t / m_from.step();
            int position = 2 * (t - sample * m_from.step()) + pair;
            if (masks[sample] != null && position < m_to.length()) {
                ActivationLoops.multiply(rows, (t - tile) * c, masks[sample][block], position * c, c);
            }
        }
    }

    void close() {
        if (m_winners != null) {
            m_winners.close();
        }
    }
}
