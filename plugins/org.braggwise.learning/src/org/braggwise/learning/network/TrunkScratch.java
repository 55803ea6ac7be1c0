// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/** The memory that one thread needs on the way back through the trunk; what it holds between two samples has no meaning. */
final class TrunkScratch {

    /** [block][layer] derivative by the convolution's output, with a zero row before and after. */
    final Floats[][] outputGradients;
    /** [block] derivative by the block's input; [blocks] by the trunk's output. Padded likewise. */
    final Floats[] inputGradients;

    TrunkScratch(final NetworkSpec spec) {
        final int[][] channels = spec.blockChannels();
        outputGradients = new Floats[channels.length][];
        inputGradients = new Floats[channels.length + 1];
        for (int b = 0; b < channels.length; b++) {
            final int rows = spec.blockLength(b) + 2;
            outputGradients[b] = new Floats[channels[b].length];
            for (int l = 0; l < channels[b].length; l++) {
                outputGradients[b][l] = new Floats(rows * channels[b][l]);
            }
            if (b > 0) {
                inputGradients[b] = new Floats(rows * spec.inputChannels(b, 0));
            }
        }
        final int last = channels[channels.length - 1][channels[channels.length - 1].length - 1];
        inputGradients[channels.length] = new Floats((spec.blockLength(channels.length) + 2) * last);
    }

    void close() {
        for (Floats[] block : outputGradients) {
            TrunkPass.close(block);
        }
        TrunkPass.close(inputGradients);
    }
}
