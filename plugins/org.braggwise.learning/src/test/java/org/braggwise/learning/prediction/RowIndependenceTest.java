// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Deterministic;
import org.braggwise.learning.posterior.LaplaceFitter;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.posterior.McDropout;
import org.braggwise.learning.posterior.Posterior;
import org.braggwise.learning.posterior.Variational;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row is predicted bitwise alike alone, in tables of any size and in any order: on the network that users train, not on a toy. */
class RowIndependenceTest {

    private static final int POINTS = 351;
    private static final int CLASSES = 30;
    private static final NetworkSpec SPEC = NetworkSpec.standard(POINTS, CLASSES);
    private static final NetworkWeights WEIGHTS = NetworkWeights.initialise(SPEC, 3);
    private static final float[][] X = new float[70][POINTS];
    private static final List<String> KEYS =
            IntStream.range(0, X.length).mapToObj(r -> "Row" + r).toList();

    @BeforeAll
    static void patterns() {
        var random = new SplittableRandom(5);
        for (float[] x : X) {
            for (int i = 0; i < POINTS; i++) {
                x[i] = (float) (3 * random.nextDouble());
            }
        }
    }

    static Stream<Posterior> posteriors() {
        return Stream.of(
                new Deterministic(), new McDropout(0.3, 0, 20), new McDropout(0.3, 0.1, 3), variational(), laplace());
    }

    private static float[] rho(int n) {
        var rho = new float[n];
        Arrays.fill(rho, -4);
        return rho;
    }

    private static Posterior variational() {
        return new Variational(
                rho(WEIGHTS.denseWeight().length),
                rho(WEIGHTS.denseBias().length),
                rho(WEIGHTS.outputWeight().length),
                rho(CLASSES),
                0.1,
                20);
    }

    private static Posterior laplace() {
        patterns();
        try (Workers workers = new Workers(2);
                TrunkRunner runner = Engine.get().runner(WEIGHTS, workers)) {
            var fitter = new LaplaceFitter(
                    new Member(WEIGHTS, new Deterministic(), new TrainingHistory(List.of(), 0)).head(),
                    LaplaceSettings.DEFAULT.withSamples(20),
                    workers);
            fitter.add(runner.features(X, null), X.length);
            return fitter.fit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("posteriors")
    void aloneOrAmongOthersItIsTheSame(Posterior posterior) {
        var model = new BVggNetModel(
                List.of(new Member(WEIGHTS, posterior, new TrainingHistory(List.of(), 0))),
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
                new ModelInput(PatternSpace.of(10, 80, POINTS, 1.54184, "Cu Ka", "MAX_1"), IntensityScale.LINEAR),
                Calibration.NONE,
                Map.of());
        var settings = new PredictionSettings(
                0,
                1,
                posterior.method().equals("laplace"),
                IntervalKind.NORMAL,
                0.9,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                2);
        try (Predictor predictor = new Predictor(model, settings)) {
            List<Prediction> all = predictor.predict(X, KEYS);
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, X.length).boxed().toList());
            for (int size : new int[] {1, 7, 33, 70}) {
                Collections.shuffle(order, new Random(size));
                List<Integer> rows = order.subList(0, size);
                List<Prediction> some = predictor.predict(
                        rows.stream().map(r -> X[r]).toArray(float[][]::new),
                        rows.stream().map(KEYS::get).toList());
                for (int i = 0; i < size; i++) {
                    assertEquals(
                            all.get(rows.get(i)), some.get(i), "row " + rows.get(i) + " in place " + i + " of " + size);
                }
            }
        }
    }
}
