// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.Workers;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Against Deeplearning4j's own Adam, weight decay and division by the rows of a batch. */
class ParallelDescentTest {

    private static final int STEPS = 40;
    private static final double RATE = 3e-3;
    private static final NetworkSpec SPEC = new NetworkSpec(50, new int[][] {{4, 24}, {32}}, 70, 3, 0, 0);

    /** Epsilon is so large that derivatives of about nothing, which are rounding, do not make whole steps. */
    private static final Adam SETTINGS = new Adam.Builder()
            .beta1(0.85)
            .beta2(0.995)
            .epsilon(1e-2)
            .learningRateSchedule(new WarmUpCosine(RATE, 5, STEPS))
            .build();

    private static float[] values(INDArray x) {
        var copy = new float[(int) x.length()];
        NativeMemory.buffer(x).get(0, copy);
        return copy;
    }

    /** Batches of seven rows, the last of five. */
    private static void train(MultiLayerNetwork network) {
        var random = new SplittableRandom(4);
        for (int s = 0; s < STEPS; s++) {
            int rows = s == STEPS - 1 ? 5 : 7;
            var x = new float[rows][SPEC.inputLength()];
            var y = new float[rows][SPEC.classes()];
            for (int r = 0; r < rows; r++) {
                for (int i = 0; i < x[r].length; i++) {
                    x[r][i] = (float) random.nextGaussian();
                }
                y[r][r % SPEC.classes()] = 1;
            }
            network.fit(Nd4j.create(x), Nd4j.create(y));
        }
    }

    @ParameterizedTest(name = "{0} threads, weight decay {1}, variational {2}")
    @CsvSource({"1, 0, false", "2, 1, false", "3, 1, true"})
    void trainsAsDeeplearning4j(int threads, double weightDecay, boolean variational) {
        var plan = new NetworkPlan(
                SPEC, SETTINGS, weightDecay, null, variational ? new NetworkPlan.Prior(0.3, 0.1, 50) : null, 17);
        try (var workers = new Workers(threads);
                var ours = new BVggNetwork(plan, workers)) {
            var theirs = new MultiLayerNetwork(
                    ours.network().getLayerWiseConfigurations().clone());
            theirs.init(ours.network().params().dup(), false);
            float[] before = values(ours.network().params());
            assertArrayEquals(before, values(theirs.params()));
            train(ours.network());
            train(theirs);
            float[] expected = values(theirs.params());
            float[] found = values(ours.network().params());
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], found[i], 2e-4 * RATE * STEPS, "weight " + i + " from " + before[i]);
            }
            float[] state = values(theirs.getUpdater().getStateViewArray());
            assertArrayEquals(state, values(ours.network().getUpdater().getStateViewArray()), 1e-3f);
            assertEquals(theirs.score(), ours.network().score(), 1e-4 * theirs.score());
            theirs.close();
        }
    }
}
