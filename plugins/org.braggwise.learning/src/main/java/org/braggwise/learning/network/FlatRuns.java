// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * Where a pattern is flat, a convolution's outputs are equal whatever its weights, though not to the last bit: products round each by its
 * place. Which of two such values a max-pooling takes must not be left to that.
 */
final class FlatRuns {

    private FlatRuns() {}

    /** @return [block][pooled position]: whether the two values that are pooled there see the same inputs */
    static boolean[][] ties(NetworkSpec spec, float[] pattern) {
        // same[i]: the values at i - 1 and i are equal; before the first and behind the last is a 0
        boolean[] same = new boolean[pattern.length + 1];
        for (int i = 0; i < same.length; i++) {
            float before = i == 0 ? 0f : pattern[i - 1];
            float at = i == pattern.length ? 0f : pattern[i];
            same[i] = before == at;
        }
        int[][] channels = spec.blockChannels();
        boolean[][] ties = new boolean[channels.length][];
        for (int b = 0; b < channels.length; b++) {
            for (int l = 0; l < channels[b].length; l++) {
                same = all(same, 1, same.length);
            }
            ties[b] = new boolean[spec.blockLength(b + 1)];
            for (int p = 0; p < ties[b].length; p++) {
                ties[b][p] = same[2 * p + 1];
            }
            same = all(same, 2, ties[b].length + 1);
        }
        return ties;
    }

    /** Three that meet at each place but the ends: what a kernel of three sees, or two pairs of pooled values. */
    private static boolean[] all(boolean[] same, int step, int length) {
        boolean[] of = new boolean[length];
        for (int i = 1; i < length - 1; i++) {
            of[i] = same[step * i - 1] && same[step * i] && same[step * i + 1];
        }
        return of;
    }
}
