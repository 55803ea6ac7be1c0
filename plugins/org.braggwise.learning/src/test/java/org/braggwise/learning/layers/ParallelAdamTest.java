// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.braggwise.learning.network.Dl4jRuntime;
import org.braggwise.learning.network.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** Against Deeplearning4j's own Adam. */
class ParallelAdamTest {

    private static final int WEIGHTS = 10_001;
    private static final int STEPS = 40;

    private static final Adam SETTINGS = new Adam.Builder()
            .beta1(0.85)
            .beta2(0.995)
            .epsilon(1e-7)
            .learningRateSchedule(new WarmUpCosine(3e-3, 5, STEPS))
            .build();

    static {
        Dl4jRuntime.initialise();
    }

    private static float[] steps(Adam settings) {
        var random = new SplittableRandom(4);
        INDArray state = Nd4j.create(1, 2 * WEIGHTS);
        GradientUpdater<?> updater = settings.instantiate(state, true);
        var sums = new float[WEIGHTS];
        for (int t = 0; t < STEPS; t++) {
            var g = new float[1][WEIGHTS];
            for (int i = 0; i < WEIGHTS; i++) {
                g[0][i] = (float) ((i % 7 - 3 + random.nextDouble()) * Math.pow(10, i % 5 - 4));
            }
            INDArray gradient = Nd4j.create(g);
            updater.applyUpdater(gradient, t, 0);
            float[] step = gradient.toFloatVector();
            for (int i = 0; i < WEIGHTS; i++) {
                sums[i] += step[i];
            }
        }
        return sums;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void stepsAreDeeplearning4js(int threads) {
        float[] expected = steps(SETTINGS);
        try (var workers = new Workers(threads)) {
            float[] found = steps(new ParallelAdam(SETTINGS, workers));
            assertArrayEquals(steps(new ParallelAdam(SETTINGS, null)), found);
            for (int i = 0; i < WEIGHTS; i++) {
                assertEquals(expected[i], found[i], 2e-6 * STEPS * 3e-3 + 2e-6 * Math.abs(expected[i]), "weight " + i);
            }
        }
    }

    @Test
    void cloneHasTheSameSettings() {
        var adam = new ParallelAdam(SETTINGS, null);
        assertEquals(adam, adam.clone());
        assertEquals(0.85, adam.clone().getBeta1());
        assertEquals(SETTINGS.getLearningRate(7, 0), adam.clone().getLearningRate(7, 0));
    }
}
