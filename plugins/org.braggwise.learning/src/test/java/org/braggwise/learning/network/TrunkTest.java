// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trunk against its definition in double precision: values, derivatives of every weight, threads. */
class TrunkTest {

    private static float[][] patterns(int rows, int points, long seed) {
        var random = new SplittableRandom(seed);
        var x = new float[rows][points];
        for (float[] row : x) {
            for (int i = 0; i < points; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return x;
    }

    private static NetworkWeights weights(NetworkSpec spec, long seed) {
        NetworkWeights w = NetworkWeights.initialise(spec, seed);
        var random = new SplittableRandom(seed + 1);
        for (float[] a : w.arrays()) {
            for (int i = 0; i < a.length; i++) {
                a[i] += (float) (0.1 * random.nextGaussian()); // biases too
            }
        }
        return w;
    }

    private static TrunkRunner.Masks masks(NetworkSpec spec, long seed) {
        return row -> {
            var random = new SplittableRandom(seed + row);
            var m = new float[spec.blockChannels().length][];
            for (int b = 0; b < m.length; b++) {
                int[] c = spec.blockChannels()[b];
                m[b] = new float[spec.blockLength(b + 1) * c[c.length - 1]];
                for (int i = 0; i < m[b].length; i++) {
                    m[b][i] = random.nextInt(4) == 0 ? 0f : 4f / 3;
                }
            }
            return m;
        };
    }

    @ParameterizedTest(name = "{0} points, {1} rows, masks {2}")
    @CsvSource({"64, 1, false", "65, 4, false", "67, 7, true", "700, 5, true"})
    void featuresAreThoseOfTheDefinition(int points, int rows, boolean masked) {
        var spec = new NetworkSpec(points, new int[][] {{5, 3}, {4}, {7, 2, 6}}, 3, 2, 0, 0);
        NetworkWeights w = weights(spec, 3);
        float[][] x = patterns(rows, points, 4);
        TrunkRunner.Masks m = masked ? masks(spec, 5) : null;
        try (Workers workers = new Workers(2);
                TrunkRunner runner = Engine.get().runner(w, workers)) {
            float[] features = runner.features(x, m);
            for (int r = 0; r < rows; r++) {
                double[] expected =
                        ReferenceNetwork.trunk(spec, ReferenceNetwork.widen(w), x[r], m == null ? null : m.of(r));
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], features[r * expected.length + i], 2e-5, "row " + r + ", feature " + i);
                }
            }
        }
    }

    /** Ten convolutions with up to 128 channels: Winograd's products round more than the direct sum, yet stay below 1e-5. */
    @ParameterizedTest(name = "{0} points")
    @ValueSource(ints = {700, 3501})
    void featuresOfTheStandardNetworkAreWithin1e5OfTheExactOnes(int points) {
        NetworkSpec spec = NetworkSpec.standard(points, 5);
        NetworkWeights w = NetworkWeights.initialise(spec, 15);
        float[][] x = patterns(1, points, 16);
        double[] expected = ReferenceNetwork.trunk(spec, ReferenceNetwork.widen(w), x[0], null);
        try (Workers workers = new Workers(1);
                TrunkRunner runner = Engine.get().runner(w, workers)) {
            float[] features = runner.features(x, null);
            double largest = Arrays.stream(expected).max().getAsDouble();
            double error = 0;
            for (int i = 0; i < expected.length; i++) {
                error = Math.max(error, Math.abs(expected[i] - features[i]));
            }
            assertTrue(error <= 1e-5 * largest, "largest error " + error / largest + " of the largest feature");
            System.out.printf("%d points: largest error %.1e of the largest feature%n", points, error / largest);
        }
    }

    /** In every place of a group, alone and among others. */
    @ParameterizedTest(name = "{0} points")
    @ValueSource(ints = {64, 131, 700, 3501})
    void aRowsFeaturesAreBitwiseTheSameWhateverComesWithIt(int points) {
        NetworkSpec spec = NetworkSpec.standard(points, 5);
        NetworkWeights w = weights(spec, 6);
        float[][] x = patterns(7, points, 7);
        try (Workers workers = new Workers(2);
                TrunkRunner one = Engine.get().runner(w, new Workers(1));
                TrunkRunner two = Engine.get().runner(w, workers)) {
            float[] all = one.features(x, null);
            int n = spec.features();
            assertArrayEquals(all, two.features(x, null), "two threads");
            for (int shift = 0; shift < x.length; shift++) {
                var moved = new float[x.length - shift / 2][];
                for (int r = 0; r < moved.length; r++) {
                    moved[r] = x[(r + shift) % x.length];
                }
                float[] features = two.features(moved, null);
                for (int r = 0; r < moved.length; r++) {
                    int before = (r + shift) % x.length;
                    assertArrayEquals(
                            Arrays.copyOfRange(all, before * n, (before + 1) * n),
                            Arrays.copyOfRange(features, r * n, (r + 1) * n),
                            "row " + before + " in place " + r);
                }
                assertArrayEquals(
                        Arrays.copyOfRange(all, shift * n, (shift + 1) * n),
                        one.features(new float[][] {x[shift]}, null),
                        "row " + shift + " alone");
            }
        }
    }

    @ParameterizedTest(name = "{0} points, {1} rows, masks {2}")
    @CsvSource({"33, 1, false", "32, 4, false", "35, 6, true", "41, 33, false"})
    void derivativesOfEveryWeightAreThoseOfFiniteDifferences(int points, int rows, boolean masked) {
        var spec = new NetworkSpec(points, new int[][] {{4, 3}, {5, 2}, {3}}, 3, 2, 0, 0);
        NetworkWeights w = weights(spec, 8);
        float[][] x = patterns(rows, points, 9);
        TrunkRunner.Masks m = masked ? masks(spec, 10) : null;
        float[] slopes = patterns(1, rows * spec.features(), 11)[0]; // loss = slopes . features
        float[] sums = derivatives(spec, w, x, m, slopes, 2);
        double[][] wide = ReferenceNetwork.widen(w);
        int at = 0;
        for (int a = 0; a < wide.length - 4; a++) {
            for (int i = 0; i < wide[a].length; i++, at++) {
                double expected = ReferenceNetwork.slope(
                        () -> {
                            double loss = 0;
                            for (int r = 0; r < rows; r++) {
                                double[] f = ReferenceNetwork.trunk(spec, wide, x[r], m == null ? null : m.of(r));
                                for (int j = 0; j < f.length; j++) {
                                    loss += f[j] * slopes[r * f.length + j];
                                }
                            }
                            return loss;
                        },
                        wide[a],
                        i);
                assertEquals(expected, sums[at], 2e-3 * (1 + Math.abs(expected)), "array " + a + ", weight " + i);
            }
        }
        assertEquals(spec.trunkParameterCount(), at);
    }

    private static float[] derivatives(
            NetworkSpec spec, NetworkWeights w, float[][] x, TrunkRunner.Masks m, float[] slopes, int threads) {
        var flat = new float[(int) spec.trunkParameterCount()];
        int at = 0;
        for (float[] a : w.arrays().subList(0, w.arrays().size() - 4)) {
            System.arraycopy(a, 0, flat, at, a.length);
            at += a.length;
        }
        var sums = new float[flat.length];
        try (Workers workers = new Workers(threads);
                TrunkTrainer trainer = Engine.get().trainer(spec, workers)) {
            trainer.update(FloatBuffer.wrap(flat));
            var features = new float[x.length * spec.features()];
            for (int twice = 0; twice < 2; twice++) { // nothing of an earlier batch may stay
                trainer.forward((row, to, p) -> to.put(p, x[row]), x.length, m, FloatBuffer.wrap(features));
                trainer.backward(x.length, FloatBuffer.wrap(slopes), FloatBuffer.wrap(sums));
            }
        }
        return sums;
    }

    @ParameterizedTest(name = "{0} rows")
    @CsvSource({"3", "32", "70"})
    void derivativesAreBitwiseTheSameOnAnyNumberOfThreads(int rows) {
        NetworkSpec spec = NetworkSpec.standard(700, 5);
        NetworkWeights w = weights(spec, 12);
        float[][] x = patterns(rows, 700, 13);
        float[] slopes = patterns(1, rows * spec.features(), 14)[0];
        float[] one = derivatives(spec, w, x, null, slopes, 1);
        for (int threads = 2; threads <= 3; threads++) {
            assertArrayEquals(one, derivatives(spec, w, x, null, slopes, threads), threads + " threads");
        }
    }

    @Test
    void aPatternOfAnotherLengthIsRefusedWithBothLengths() {
        NetworkSpec spec = NetworkSpec.small(64, 2);
        try (TrunkRunner runner = Engine.get().runner(weights(spec, 1), new Workers(1))) {
            var e = assertThrows(IllegalArgumentException.class, () -> runner.features(new float[1][63], null));
            assertTrue(e.getMessage().contains("63") && e.getMessage().contains("64"), e.getMessage());
        }
    }
}
