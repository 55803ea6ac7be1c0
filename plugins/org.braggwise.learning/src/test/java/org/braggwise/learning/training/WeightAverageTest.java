// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.junit.jupiter.api.Test;

/** The average of weights against its closed forms, and in a training. */
class WeightAverageTest {

    private static final NetworkSpec SPEC = new NetworkSpec(16, new int[][] {{2}, {3}}, 4, 3, 0, 0.3);

    private static NetworkWeights constant(float value) {
        var w = new NetworkWeights(SPEC);
        w.arrays().forEach(a -> Arrays.fill(a, value));
        return w;
    }

    private static void assertEverywhere(double expected, NetworkWeights actual) {
        for (float[] array : actual.arrays()) {
            for (float v : array) {
                assertEquals(expected, v, 1e-6 * Math.max(1, Math.abs(expected)));
            }
        }
    }

    @Test
    void isThePlainMeanUntilTheHorizon() {
        var average = new WeightAverage(constant(0), 10);
        for (int i = 1; i <= 10; i++) {
            average.add(constant(i));
        }
        assertEverywhere(5.5, average.mean());
    }

    /* mean -> (1 - 1/h) mean + 1/h value, from the mean of the first h on: a constant c that follows is approached as (1 - 1/h)^k. */
    @Test
    void forgetsExponentiallyBeyondIt() {
        var average = new WeightAverage(constant(0), 4);
        for (int i = 0; i < 4; i++) {
            average.add(constant(8));
        }
        for (int k = 1; k <= 30; k++) {
            average.add(constant(0));
            assertEverywhere(8 * Math.pow(0.75, k), average.mean());
        }
    }

    @Test
    void aHorizonOfOneIsTheLastStep() {
        var average = new WeightAverage(constant(0), 0.3);
        average.add(constant(3));
        average.add(constant(7));
        assertEverywhere(7, average.mean());
    }

    @Test
    void theMeanThatWasGivenOutStaysAsItWas() {
        var average = new WeightAverage(constant(0), 5);
        average.add(constant(1));
        NetworkWeights mean = average.mean();
        average.add(constant(9));
        assertEverywhere(1, mean);
    }

    private static BVggNetModel train(double averaging, int threads, double rate) {
        return new BVggNetTrainer(ToyRows.settings()
                        .weightAveraging(averaging)
                        .learningRate(rate, 0)
                        .epochs(2, 0)
                        .threads(threads)
                        .build())
                .train(ToyRows.of(300, 1), ToyRows.of(30, 2), null, ToyRows.input(), TrainingListener.NONE);
    }

    private static List<float[]> weights(BVggNetModel model) {
        return model.members().get(0).weights().arrays();
    }

    @Test
    void averagedWeightsAreOthersButTheTrainingIsTheSame() {
        BVggNetModel plain = train(0, 1, 1e-3);
        BVggNetModel averaged = train(0.5, 1, 1e-3);
        assertFalse(Arrays.equals(weights(plain).get(0), weights(averaged).get(0)));
        // the steps themselves do not know of the average: their losses are those of the plain training
        for (int e = 0; e < 2; e++) {
            assertEquals(
                    plain.members().get(0).history().epochs().get(e).nll(),
                    averaged.members().get(0).history().epochs().get(e).nll());
        }
    }

    /** Weights that hardly move are their own average. */
    @Test
    void withoutStepsTheAverageIsTheStart() {
        List<float[]> plain = weights(train(0, 1, 1e-9));
        List<float[]> averaged = weights(train(0.5, 1, 1e-9));
        for (int a = 0; a < plain.size(); a++) {
            assertArrayEquals(plain.get(a), averaged.get(a), 1e-6f);
        }
    }

    @Test
    void threadsDoNotMatter() throws IOException {
        var one = new ByteArrayOutputStream();
        var three = new ByteArrayOutputStream();
        train(0.3, 1, 1e-3).write(one);
        train(0.3, 3, 1e-3).write(three);
        assertArrayEquals(one.toByteArray(), three.toByteArray());
    }

    @Test
    void variationalInferenceRefusesIt() {
        var settings =
                ToyRows.settings().method(TrainingSettings.Method.VARIATIONAL).weightAveraging(0.1);
        assertThrows(IllegalArgumentException.class, settings::build);
    }
}
