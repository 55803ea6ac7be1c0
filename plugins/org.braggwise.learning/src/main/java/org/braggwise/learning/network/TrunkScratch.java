// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/** The memory that one thread needs on its way through the trunk; what it holds between two convolutions has no meaning. */
final class TrunkScratch {

    /** Each as large as the largest activation of a group. */
    final Floats near;

    final Floats far;
    /** The inputs of some tiles at Winograd's points, and the products there. */
    final Floats values;

    final Floats products;
    /** Derivatives by a kernel's values; null where there is no way back. */
    final Floats kernel;
    /** One pattern. */
    final float[] line;
    /** Pieces of planes for elementwise loops: inputs and outputs of tiles, and their values at the six points. */
    final float[][] x;

    final float[][] y;
    final float[][] six;
    /** What a tile gives to the first two inputs of the tile behind. */
    final float[][] carried;

    /** Of derivatives by biases. */
    final float[][] sums;

    final float[] zeros;

    TrunkScratch(NetworkSpec spec, boolean wayBack) {
        this(spec, wayBack, 2);
    }

    /** @param multiple see {@link TileLayout} */
    TrunkScratch(NetworkSpec spec, boolean wayBack, int multiple) {
        int largest = Math.toIntExact(largest(spec, multiple));
        near = new Floats(largest);
        far = new Floats(largest);
        int round = roundValues(spec);
        values = new Floats(round);
        products = new Floats(round);
        kernel = wayBack ? new Floats(kernelValues(spec)) : null;
        line = new float[spec.inputLength()];
        int channels = widest(spec);
        int piece = longestPiece(spec);
        x = new float[Winograd.POINTS][piece];
        y = new float[Winograd.OUTPUTS][piece];
        six = new float[Winograd.POINTS][piece];
        carried = new float[2][piece + channels];
        sums = new float[2][piece];
        zeros = new float[channels];
    }

    private static int widest(NetworkSpec spec) {
        int widest = 1;
        for (int[] block : spec.blockChannels()) {
            for (int c : block) {
                widest = Math.max(widest, c);
            }
        }
        return widest;
    }

    private static int longestPiece(NetworkSpec spec) {
        int longest = Convolution.PIECE;
        for (int[] block : spec.blockChannels()) {
            for (int c : block) {
                longest = Math.max(longest, Convolution.pieceTiles(c) * c);
            }
        }
        return longest;
    }

    /** @return values of the largest activation of a group */
    private static long largest(NetworkSpec spec, int multiple) {
        long largest = 0;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                largest = Math.max(
                        largest, spec.inputLayout(b, l).stepping(multiple).size());
            }
        }
        return Math.max(
                largest,
                spec.inputLayout(spec.blockChannels().length, 0)
                        .stepping(multiple)
                        .size());
    }

    private static int roundValues(NetworkSpec spec) {
        int most = 0;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                most = Math.max(most, Convolution.roundValues(spec.inputChannels(b, l), spec.blockChannels()[b][l]));
            }
        }
        return most;
    }

    private static int kernelValues(NetworkSpec spec) {
        int most = 0;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                most = Math.max(most, Winograd.POINTS * spec.inputChannels(b, l) * spec.blockChannels()[b][l]);
            }
        }
        return most;
    }

    /** @return floats of native memory that one takes with a way back */
    static long values(NetworkSpec spec) {
        return 2 * largest(spec, 2) + 2L * roundValues(spec) + kernelValues(spec);
    }

    void close() {
        near.close();
        far.close();
        values.close();
        products.close();
        if (kernel != null) {
            kernel.close();
        }
    }
}
