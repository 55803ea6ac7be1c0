// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The way there of {@link Convolution} by the definition: twelve products a tile of four outputs instead of Winograd's six. For explanations:
 * where a pattern is flat all outputs are the same sum in the same order, so that equal values are equal to the last bit, and what a pooling
 * of them chooses is not left to rounding.
 */
final class DirectConvolution {

    private DirectConvolution() {}

    static void forward(
            ConvolutionKernel kernel,
            TileLayout layout,
            Floats x,
            int tiles,
            TrunkScratch scratch,
            Convolution.Outputs to) {
        int most = Convolution.roundTiles(kernel.inputs, kernel.outputs);
        int step = Convolution.pieceTiles(kernel.outputs);
        for (int from = 0; from < tiles; from += most) {
            int n = Math.min(most, tiles - from);
            for (int m = 0; m < Winograd.OUTPUTS; m++) {
                products(kernel, layout, x, from, n, m, scratch.products);
            }
            for (int t = 0; t < n; t += step) {
                int count = Math.min(step, n - t);
                Convolution.read(
                        scratch.products.at, n * kernel.outputs, t * kernel.outputs, count * kernel.outputs, scratch.y);
                to.take(from + t, count, scratch.y);
            }
        }
    }

    /** Output m of a tile is the sum over its rows m, m + 1 and m + 2, which are whole runs of memory in three of the planes. */
    private static void products(
            ConvolutionKernel kernel, TileLayout layout, Floats x, int from, int n, int m, Floats y) {
        int in = kernel.inputs;
        int out = kernel.outputs;
        int width = Convolution.width((long) Convolution.roundTiles(in, out) * in, out);
        for (int k = 0; k < NetworkSpec.KERNEL; k++) {
            int at = layout.at((m + k) % Winograd.OUTPUTS, from + (m + k) / Winograd.OUTPUTS);
            for (int j = 0; j < out; j += width) {
                Floats.multiply(
                        false,
                        n,
                        Math.min(width, out - j),
                        in,
                        x,
                        at,
                        in,
                        kernel.taps,
                        k * in * out + j,
                        out,
                        k == 0 ? 0f : 1f,
                        y,
                        m * n * out + j,
                        out);
            }
        }
    }
}
