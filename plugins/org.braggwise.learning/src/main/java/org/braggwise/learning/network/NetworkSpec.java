// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.util.Arrays;

/**
 * The shape of a B-VGGNet: blocks of convolutions of kernel 3 ("same" padding) with ReLU, each block closed by a max-pooling of 2, then
 * a dense layer with ReLU and an output layer (Xing et al. 2025, doi:10.1038/s41524-025-01743-x).
 *
 * @param inputLength points of a pattern
 * @param blockChannels per block, the output channels of each of its convolutions
 * @param denseWidth units of the dense (penultimate) layer
 * @param classes units of the output layer, at least 2
 * @param trunkDropout probability that a value is dropped after each block, 0 to below 1
 * @param headDropout probability that a unit of the dense layer is dropped, 0 to below 1
 */
public record NetworkSpec(
        int inputLength, int[][] blockChannels, int denseWidth, int classes, double trunkDropout, double headDropout) {

    /** Points under a convolution's kernel. */
    public static final int KERNEL = 3;

    /** @throws IllegalArgumentException naming what does not fit */
    public NetworkSpec {
        blockChannels = Arrays.stream(blockChannels).map(int[]::clone).toArray(int[][]::new);
        if (blockChannels.length < 1 || denseWidth < 1 || classes < 2) {
            throw new IllegalArgumentException("A network of " + blockChannels.length + " blocks, dense width "
                    + denseWidth + " and " + classes + " classes; expected at least 1 block, width 1 and 2 classes.");
        }
        for (int[] block : blockChannels) {
            if (block.length < 1 || Arrays.stream(block).anyMatch(c -> c < 1)) {
                throw new IllegalArgumentException("A block with the channels " + Arrays.toString(block)
                        + "; expected at least one convolution and positive channels.");
            }
        }
        if (inputLength >> blockChannels.length < 1) {
            throw new IllegalArgumentException(
                    "Patterns of " + inputLength + " points are too short for " + blockChannels.length
                            + " poolings; expected at least " + (1 << blockChannels.length) + " points.");
        }
        if (!(trunkDropout >= 0 && trunkDropout < 1 && headDropout >= 0 && headDropout < 1)) {
            throw new IllegalArgumentException(
                    "Dropout rates " + trunkDropout + " and " + headDropout + "; expected 0 to below 1.");
        }
    }

    /** The published network: 128,128 / 128,128 / 256x3 / 512x3, dense 1024, dropout 0.5 after every block and the dense layer. */
    public static NetworkSpec paper(int inputLength, int classes) {
        return new NetworkSpec(
                inputLength,
                new int[][] {{128, 128}, {128, 128}, {256, 256, 256}, {512, 512, 512}},
                1024,
                classes,
                0.5,
                0.5);
    }

    /** 16-32-64-128-128 channels, two convolutions a block, dense 128, dropout 0.3 in the head: the most accurate for its time. */
    public static NetworkSpec standard(int inputLength, int classes) {
        return new NetworkSpec(
                inputLength, new int[][] {{16, 16}, {32, 32}, {64, 64}, {128, 128}, {128, 128}}, 128, classes, 0, 0.3);
    }

    /** 8-16-32-64 channels, one convolution a block, dense 64: for quick tries. */
    public static NetworkSpec small(int inputLength, int classes) {
        return new NetworkSpec(inputLength, new int[][] {{8}, {16}, {32}, {64}}, 64, classes, 0, 0.3);
    }

    /** @return positions at the input of a block; of the block behind the last for its output */
    public int blockLength(int block) {
        return inputLength >> block;
    }

    /** @return channels at the input of a convolution */
    public int inputChannels(int block, int layer) {
        if (layer > 0) {
            return blockChannels[block][layer - 1];
        }
        return block == 0 ? 1 : blockChannels[block - 1][blockChannels[block - 1].length - 1];
    }

    /** @return how the input of a convolution lies in memory; of the block behind the last, how the trunk's output does */
    TileLayout inputLayout(int block, int layer) {
        return new TileLayout(blockLength(block), inputChannels(block, layer));
    }

    /** @return length of the flattened trunk output: positions times channels of the last block */
    public int features() {
        int[] last = blockChannels[blockChannels.length - 1];
        return blockLength(blockChannels.length) * last[last.length - 1];
    }

    /** @return weights and biases of the convolutions */
    public long trunkParameterCount() {
        long n = 0;
        for (int b = 0; b < blockChannels.length; b++) {
            for (int l = 0; l < blockChannels[b].length; l++) {
                n += (long) (KERNEL * inputChannels(b, l) + 1) * blockChannels[b][l];
            }
        }
        return n;
    }

    /** @return weights and biases of the whole network */
    public long parameterCount() {
        return trunkParameterCount() + (long) (features() + 1) * denseWidth + (long) (denseWidth + 1) * classes;
    }

    /** @return floating-point operations (a multiplication and an addition are two) of one pattern forward */
    public long forwardFlops() {
        long n = 0;
        for (int b = 0; b < blockChannels.length; b++) {
            for (int l = 0; l < blockChannels[b].length; l++) {
                n += 2L * KERNEL * inputChannels(b, l) * blockChannels[b][l] * blockLength(b);
            }
        }
        return n + 2L * features() * denseWidth + 2L * denseWidth * classes;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof NetworkSpec s
                && inputLength == s.inputLength
                && denseWidth == s.denseWidth
                && classes == s.classes
                && trunkDropout == s.trunkDropout
                && headDropout == s.headDropout
                && Arrays.deepEquals(blockChannels, s.blockChannels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(blockChannels) + inputLength + 7 * denseWidth + 13 * classes;
    }

    @Override
    public String toString() {
        return "NetworkSpec[" + inputLength + " points, blocks " + Arrays.deepToString(blockChannels) + ", dense "
                + denseWidth + ", " + classes + " classes, dropout " + trunkDropout + "/" + headDropout + "]";
    }
}
