// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/**
 * How the activations of a group of samples lie in memory. A sample has one zero row before its positions and zero rows behind them, which
 * are the "same" padding. Its rows are dealt out to four planes: row r to plane r mod 4, there at tile r / 4, channels last. Tile t of a
 * convolution of kernel 3 takes the rows 4 t to 4 t + 5 and gives the positions 4 t to 4 t + 3: whole runs of each plane, so no loop and no
 * product has to gather anything. In each plane the samples lie one behind the other.
 *
 * @param length positions of a sample
 * @param channels values of a position
 * @param multiple an even number, of which the tiles from one sample to the next are a multiple
 */
record TileLayout(int length, int channels, int multiple) {

    private static final int PLANES = 4;

    /** With as few tiles as can be: an even number, so that pooling never meets two samples. */
    TileLayout(int length, int channels) {
        this(length, channels, 2);
    }

    /** The same with another multiple. */
    TileLayout stepping(int otherMultiple) {
        return new TileLayout(length, channels, otherMultiple);
    }

    /** Tiles that give all positions of a sample. */
    int tiles() {
        return (length + PLANES - 1) / PLANES;
    }

    /** Tiles from one sample to the next, at least one of them with nothing in it. */
    int step() {
        return (tiles() + multiple) / multiple * multiple;
    }

    /** Tiles from the first of a group to the last one with positions in it. */
    int tiles(int samples) {
        return (samples - 1) * step() + tiles();
    }

    /** Values of the activations of a full group. */
    int size() {
        return PLANES * planeSize();
    }

    private int planeSize() {
        return (TrunkPass.GROUP * step() + 1) * channels;
    }

    /** Where a tile's row begins in a plane. */
    int at(int plane, int tile) {
        return plane * planeSize() + tile * channels;
    }

    /** Where a position of a sample is. */
    int position(int sample, int position) {
        int row = position + 1;
        return at(row % PLANES, sample * step() + row / PLANES);
    }

    /** Puts a sample of one channel where it belongs. */
    void putLine(float[] line, int sample, FloatBuffer to, float[] piece) {
        for (int plane = 0; plane < PLANES; plane++) {
            for (int first = 0; first < step(); first += piece.length) {
                int n = Math.min(piece.length, step() - first);
                for (int i = 0; i < n; i++) {
                    int position = PLANES * (first + i) + plane - 1;
                    piece[i] = position >= 0 && position < length ? line[position] : 0f;
                }
                to.put(at(plane, sample * step() + first), piece, 0, n);
            }
        }
    }

    /** Takes a sample of one channel from where it lies; the reverse of {@link #putLine}. */
    void getLine(FloatBuffer from, int sample, float[] line, float[] piece) {
        for (int plane = 0; plane < PLANES; plane++) {
            for (int first = 0; first < step(); first += piece.length) {
                int n = Math.min(piece.length, step() - first);
                from.get(at(plane, sample * step() + first), piece, 0, n);
                for (int i = 0; i < n; i++) {
                    int position = PLANES * (first + i) + plane - 1;
                    if (position >= 0 && position < length) {
                        line[position] = piece[i];
                    }
                }
            }
        }
    }

    /** Sets all rows of the first samples that are no positions, and the one behind, to zero. */
    void clearPadding(FloatBuffer x, int samples, float[] zeros) {
        for (int s = 0; s < samples; s++) {
            x.put(at(0, s * step()), zeros, 0, channels);
            for (int row = length + 1; row < PLANES * step(); row++) {
                x.put(at(row % PLANES, s * step() + row / PLANES), zeros, 0, channels);
            }
        }
        x.put(at(0, samples * step()), zeros, 0, channels);
    }
}
