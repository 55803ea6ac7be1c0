// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/** The memory that one thread needs on its way through the trunk; what it holds between two groups has no meaning. */
final class TrunkScratch {

    /** Each as large as the largest padded activation of a group. */
    final Floats raw;

    final Floats near;
    final Floats far;
    /** The im2col matrix of a short pattern. */
    final Floats columns;
    /** Pieces of activations for elementwise loops. */
    final float[] both;

    final float[] first;
    final float[] second;
    final float[] third;
    final float[] sum;

    TrunkScratch(NetworkSpec spec) {
        int largest = Math.toIntExact(largest(spec));
        raw = new Floats(largest);
        near = new Floats(largest);
        far = new Floats(largest);
        columns = new Floats(Math.toIntExact(columns(spec)));
        int chunk = TrunkWeights.chunkValues(spec);
        both = new float[2 * chunk];
        first = new float[chunk];
        second = new float[chunk];
        third = new float[chunk];
        sum = new float[chunk];
    }

    /** @return values of the largest padded activation of a group */
    private static long largest(NetworkSpec spec) {
        long largest = 0;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            long rows = TrunkPass.rows(spec.blockLength(b));
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                largest = Math.max(largest, rows * Math.max(spec.inputChannels(b, l), spec.blockChannels()[b][l]));
            }
        }
        return largest;
    }

    /** @return values of the largest im2col matrix of one pattern in a block that is short */
    private static long columns(NetworkSpec spec) {
        long columns = 0;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            if (spec.blockLength(b) <= TrunkPass.SHORT) {
                for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                    columns = Math.max(
                            columns, (long) spec.blockLength(b) * NetworkSpec.KERNEL * spec.inputChannels(b, l));
                }
            }
        }
        return columns;
    }

    /** @return floats of native memory that one takes */
    static long values(NetworkSpec spec) {
        return 3 * largest(spec) + columns(spec);
    }

    void close() {
        raw.close();
        near.close();
        far.close();
        columns.close();
    }
}
