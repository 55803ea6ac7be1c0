// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ties that flat runs make, against what a network of random weights gives: equal values up to rounding, and no others. */
class FlatRunsTest {

    private static final int[][] BLOCKS = {{5, 3}, {4}, {7, 6}};

    @ParameterizedTest(name = "{0} points, flat at {1} from {2} to {3}")
    @CsvSource({
        "200, 0, 0, 70",
        "203, 0, 150, 203",
        "251, 0.4, 60, 140",
        "250, 0.4, 61, 141",
        "97, 0.4, 0, 60",
        "96, 0.4, 40, 96",
        "180, 0.4, 50, 55",
        "64, 0, 0, 64"
    })
    void pairsTieThatSeeTheSame(int points, float height, int from, int to) {
        var spec = new NetworkSpec(points, BLOCKS, 3, 2, 0, 0);
        var random = new SplittableRandom(7);
        NetworkWeights weights = NetworkWeights.initialise(spec, 8);
        for (float[] a : weights.arrays()) {
            for (int i = 0; i < a.length; i++) {
                a[i] += (float) (0.1 * random.nextGaussian());
            }
        }
        var pattern = new float[points];
        for (int i = 0; i < points; i++) {
            pattern[i] = i >= from && i < to ? height : (float) random.nextDouble();
        }
        boolean[][] ties = FlatRuns.ties(spec, pattern);
        try (Workers workers = new Workers(1);
                ExplainedTrunk trunk = Engine.get().explained(weights, workers);
                ExplainedTrunk.Workspace workspace = trunk.workspace()) {
            var a = (TiledActivations) trunk.forward(pattern, workspace);
            int found = 0;
            for (int b = 0; b < BLOCKS.length; b++) {
                int c = BLOCKS[b][BLOCKS[b].length - 1];
                float[][] before = a.before[b][BLOCKS[b].length - 1];
                for (int p = 0; p < ties[b].length; p++) {
                    int tile = p / 2 * c;
                    double apart = 0;
                    for (int k = 0; k < c; k++) {
                        apart = Math.max(
                                apart, Math.abs(before[p % 2 * 2][tile + k] - before[p % 2 * 2 + 1][tile + k]));
                    }
                    String where = "block " + b + ", pair " + p + ": " + apart + " apart";
                    assertEquals(apart < 3e-6, ties[b][p], where);
                    for (int k = 0; k < c && ties[b][p]; k++) {
                        assertEquals(1f, a.firstWins[b][p % 2][tile + k], where);
                        found++;
                    }
                }
            }
            assertTrue(to - from < 8 || found > 0);
        }
    }
}
