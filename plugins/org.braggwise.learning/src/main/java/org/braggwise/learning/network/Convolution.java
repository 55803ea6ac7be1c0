// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A "same" convolution of kernel 3 by {@link Winograd}, there and back, a few tiles at a time, so that what lies between the transforms
 * stays in the cache. What comes before and behind a convolution joins its own passes: see {@link Outputs} and {@link OutputDerivatives}.
 */
final class Convolution {

    /** Takes the outputs, without bias, of some tiles. */
    interface Outputs {
        /** @param y [4][tiles * channels] */
        void take(int tile, int tiles, float[][] y);
    }

    /** Gives the derivatives by the outputs of some tiles. */
    interface OutputDerivatives {
        /** @param y [4][tiles * channels]; zero where a tile's output is no position */
        void give(int tile, int tiles, float[][] y);
    }

    /**
     * What training adds to the way back.
     *
     * @param x the input that the convolution got
     * @param afterRelu whether it came from a ReLU, whose way back is then gone too
     * @param taps takes the derivatives by the kernel's taps, [3][inputs][outputs]
     * @param biases takes those by the biases
     */
    record Training(Floats x, boolean afterRelu, Floats taps, float[] biases) {}

    /** Values of a plane that elementwise loops take at a time: sixteen such arrays fit a processor's nearest cache. */
    static final int PIECE = 512;
    /** Values of a plane that one round of matrix products takes. */
    private static final int ROUND = 15360;
    /** Products with fewer multiplications need no copies of the factors in OpenBLAS: its kernels for small matrices. */
    private static final int SMALL = 1_000_000;

    private static final int THINNEST = 64;

    private Convolution() {}

    /** Tiles that elementwise loops take at a time: an even number. */
    static int pieceTiles(int channels) {
        int of = sumTiles(channels);
        return of % 4 == 0 ? of / 2 : of;
    }

    /** The derivatives by a bias are summed up to this many tiles apart first, in one piece or two. */
    private static int sumTiles(int channels) {
        return Math.max(2, 2 * PIECE / channels / 2 * 2);
    }

    private static int roundTiles(int inputs, int outputs) {
        return Math.max(120, ROUND / Math.max(inputs, outputs) / TiledRunner.PLACES * TiledRunner.PLACES);
    }

    /** Values of the six matrices of one round. */
    static int roundValues(int inputs, int outputs) {
        return Winograd.POINTS * roundTiles(inputs, outputs) * Math.max(inputs, outputs);
    }

    static void forward(
            ConvolutionKernel kernel, TileLayout layout, Floats x, int tiles, TrunkScratch scratch, Outputs to) {
        int in = kernel.inputs;
        int out = kernel.outputs;
        int most = roundTiles(in, out);
        int step = pieceTiles(out);
        for (int from = 0; from < tiles; from += most) {
            int n = Math.min(most, tiles - from);
            inputValues(layout, x, from, n, scratch);
            products(n, out, in, scratch.values, kernel.values, scratch.products);
            for (int t = 0; t < n; t += step) {
                int count = Math.min(step, n - t);
                read(scratch.products.at, n * out, t * out, count * out, scratch.six);
                Winograd.output(scratch.six, scratch.y, count * out);
                to.take(from + t, count, scratch.y);
            }
        }
    }

    /**
     * The way back. What comes from the outputs may be anything linear in them: multipliers between two patterns, too.
     *
     * @param tiles with those between the samples and behind them, which take what the tiles before give to their first rows
     * @param training null for the way back to the input alone
     * @param dx where the derivatives by the input go, as the input lies; null for none
     */
    static void backward(
            ConvolutionKernel kernel,
            TileLayout layout,
            int tiles,
            OutputDerivatives from,
            Training training,
            Floats dx,
            TrunkScratch scratch) {
        int in = kernel.inputs;
        int out = kernel.outputs;
        int most = roundTiles(in, out);
        int piece = pieceTiles(out) * out;
        int pieces = sumTiles(out) / pieceTiles(out);
        for (int i = 0; i < pieces; i++) {
            Arrays.fill(scratch.sums[i], 0, piece, 0f);
        }
        Arrays.fill(scratch.carried[0], 0, in, 0f);
        Arrays.fill(scratch.carried[1], 0, in, 0f);
        for (int first = 0; first < tiles; first += most) {
            int n = Math.min(most, tiles - first);
            productDerivatives(first, n, out, from, scratch);
            if (training != null) {
                inputValues(layout, training.x, first, n, scratch);
                kernelDerivatives(n, in, out, first > 0, scratch);
            }
            if (dx != null) {
                products(n, in, out, scratch.products, kernel.transposed, scratch.values);
                inputDerivatives(
                        layout, training != null && training.afterRelu ? training.x : null, first, n, dx, scratch);
            }
        }
        if (dx != null) {
            dx.at.put(layout.at(0, tiles), scratch.zeros, 0, in);
        }
        if (training != null) {
            addKernel(kernel, scratch, training.taps);
            for (int i = 0; i < pieces; i++) {
                ActivationLoops.addRows(scratch.sums[i], piece, training.biases);
            }
        }
    }

    private static void productDerivatives(int first, int n, int out, OutputDerivatives from, TrunkScratch scratch) {
        int step = pieceTiles(out);
        int pieces = sumTiles(out) / step;
        for (int t = 0; t < n; t += step) {
            int count = Math.min(step, n - t);
            from.give(first + t, count, scratch.y);
            ActivationLoops.addAll(scratch.y, scratch.sums[t / step % pieces], count * out);
            Winograd.outputBack(scratch.y, scratch.six, count * out);
            writeProducts(scratch, n * out, t * out, count * out);
        }
    }

    private static void inputValues(TileLayout layout, Floats x, int from, int n, TrunkScratch scratch) {
        int c = layout.channels();
        int step = pieceTiles(c);
        for (int t = 0; t < n; t += step) {
            int length = Math.min(step, n - t) * c;
            for (int row = 0; row < Winograd.POINTS; row++) {
                x.at.get(layout.at(row % 4, from + t + row / 4), scratch.x[row], 0, length);
            }
            Winograd.input(scratch.x, scratch.six, length);
            for (int p = 0; p < Winograd.POINTS; p++) {
                scratch.values.at.put(p * n * c + t * c, scratch.six[p], 0, length);
            }
        }
    }

    private static void writeProducts(TrunkScratch scratch, int matrix, int at, int length) {
        FloatBuffer to = scratch.products.at;
        to.put(at, scratch.y[0], 0, length);
        for (int p = 1; p < Winograd.POINTS - 1; p++) {
            to.put(p * matrix + at, scratch.six[p], 0, length);
        }
        to.put((Winograd.POINTS - 1) * matrix + at, scratch.y[3], 0, length);
    }

    private static void read(FloatBuffer from, int matrix, int at, int length, float[][] to) {
        for (int p = 0; p < to.length; p++) {
            from.get(p * matrix + at, to[p], 0, length);
        }
    }

    private static void inputDerivatives(
            TileLayout layout, Floats relu, int from, int n, Floats dx, TrunkScratch scratch) {
        int c = layout.channels();
        int step = pieceTiles(c);
        for (int t = 0; t < n; t += step) {
            int length = Math.min(step, n - t) * c;
            read(scratch.values.at, n * c, t * c, length, scratch.six);
            Winograd.inputBack(scratch.six, scratch.x, scratch.carried, c, length);
            for (int plane = 0; plane < 4; plane++) {
                int at = layout.at(plane, from + t);
                if (relu != null) {
                    relu.at.get(at, scratch.six[0], 0, length);
                    ActivationLoops.reluBack(scratch.x[plane], scratch.six[0], length);
                }
                dx.at.put(at, scratch.x[plane], 0, length);
            }
        }
    }

    /** c[p] (rows x columns) = a[p] (rows x depth) b[p] at each of the six points. */
    private static void products(int rows, int columns, int depth, Floats a, Floats b, Floats c) {
        int width = width((long) roundTiles(depth, columns) * depth, columns);
        for (int p = 0; p < Winograd.POINTS; p++) {
            for (int j = 0; j < columns; j += width) {
                Floats.multiply(
                        false,
                        rows,
                        Math.min(width, columns - j),
                        depth,
                        a,
                        p * rows * depth,
                        depth,
                        b,
                        p * depth * columns + j,
                        columns,
                        0f,
                        c,
                        p * rows * columns + j,
                        columns);
            }
        }
    }

    private static void kernelDerivatives(int tiles, int in, int out, boolean add, TrunkScratch scratch) {
        int width = width((long) roundTiles(in, out) * in, out);
        for (int p = 0; p < Winograd.POINTS; p++) {
            for (int j = 0; j < out; j += width) {
                Floats.multiply(
                        true,
                        in,
                        Math.min(width, out - j),
                        tiles,
                        scratch.values,
                        p * tiles * in,
                        in,
                        scratch.products,
                        p * tiles * out + j,
                        out,
                        add ? 1f : 0f,
                        scratch.kernel,
                        p * in * out + j,
                        out);
            }
        }
    }

    /** Columns of a full round's product that keep it small, if it can be kept so; the same for fewer rows, which then round alike. */
    private static int width(long perColumn, int columns) {
        int width = columns;
        while (width > THINNEST && width % 2 == 0 && perColumn * width > SMALL) {
            width /= 2;
        }
        return perColumn * width > SMALL ? columns : width;
    }

    private static void addKernel(ConvolutionKernel kernel, TrunkScratch scratch, Floats sum) {
        int all = kernel.inputs * kernel.outputs;
        for (int at = 0; at < all; at += PIECE) {
            int n = Math.min(PIECE, all - at);
            read(scratch.kernel.at, all, at, n, scratch.six);
            for (int k = 0; k < NetworkSpec.KERNEL; k++) {
                sum.at.get(k * all + at, scratch.x[k], 0, n);
            }
            Winograd.kernelBack(scratch.six, scratch.x[0], scratch.x[1], scratch.x[2], n);
            for (int k = 0; k < NetworkSpec.KERNEL; k++) {
                sum.at.put(k * all + at, scratch.x[k], 0, n);
            }
        }
    }
}
