// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.calibration.CalibrationSource;
import org.braggwise.learning.calibration.ConformalCalibration;
import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.calibration.EntropySlope;
import org.braggwise.learning.data.LabelledPatterns;
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
import org.braggwise.learning.posterior.Categorical;
import org.braggwise.learning.posterior.Deterministic;
import org.braggwise.learning.posterior.Laplace;
import org.braggwise.learning.posterior.LaplaceFitter;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.posterior.McDropout;
import org.braggwise.learning.posterior.Posterior;
import org.junit.jupiter.api.Test;

class PredictorTest {
    private static final int POINTS = 40;
    private static final Workers WORKERS = new Workers(2);
    private static final NetworkSpec SPEC = new NetworkSpec(POINTS, new int[][] {{3}, {4, 5}}, 6, 3, 0.2, 0.3);

    private static Member member(long seed, Posterior posterior) {
        return new Member(NetworkWeights.initialise(SPEC, seed), posterior, new TrainingHistory(List.of(), 0));
    }

    private static BVggNetModel model(Calibration calibration, Member... members) {
        return new BVggNetModel(
                List.of(members),
                List.of("a", "b", "c"),
                new ModelInput(PatternSpace.of(10, 80, POINTS, 1.54184, "Cu Ka", "MAX_1"), IntensityScale.LINEAR),
                calibration,
                Map.of());
    }

    private static float[][] patterns(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] patterns = new float[rows][POINTS];
        for (float[] p : patterns) {
            for (int i = 0; i < POINTS; i++) {
                p[i] = (float) (random.nextDouble() * 3);
            }
        }
        return patterns;
    }

    private static List<String> keys(int rows) {
        return IntStream.range(0, rows).mapToObj(r -> "Row" + r).toList();
    }

    private static List<Prediction> predict(BVggNetModel model, PredictionSettings settings, float[][] patterns) {
        try (Predictor predictor = new Predictor(model, settings)) {
            return predictor.predict(patterns, keys(patterns.length));
        }
    }

    private static PredictionSettings settings(int samples, int threads, IntervalKind interval, boolean probit) {
        return new PredictionSettings(
                samples,
                1,
                probit,
                interval,
                0.9,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                threads);
    }

    /** Full passes one mask at a time, and the formulas of the entropies, written out. */
    @Test
    void trunkDropoutIsAveragedOverFullPassesWithTheStatedMasks() {
        McDropout dropout = new McDropout(0.3, 0.2, 25);
        Member member = member(3, dropout);
        float[][] x = patterns(2, 1);
        Prediction p = predict(model(Calibration.NONE, member), settings(0, 1, IntervalKind.NORMAL, false), x)
                .get(1);
        double[] mean = new double[3];
        double[][] each = new double[25][];
        double expected = 0;
        try (TrunkRunner runner = Engine.get().runner(member.weights(), WORKERS)) {
            for (int s = 0; s < 25; s++) {
                int sample = s;
                float[] features = runner.features(new float[][] {x[1]}, row -> new float[][] {
                    dropout.trunkMask(1, "Row1", sample, 0, 20 * 3), dropout.trunkMask(1, "Row1", sample, 1, 10 * 5)
                });
                float[] logits = dropout.logitsOfSample(member.head(), features, 1, List.of("Row1"), 1, s);
                each[s] = Categorical.softmax(logits, 0, 3, 1);
                for (int c = 0; c < 3; c++) {
                    mean[c] += each[s][c] / 25;
                    expected -= each[s][c] * Math.log(each[s][c]) / 25;
                }
            }
        }
        assertArrayEquals(mean, p.probabilities(), 1e-6);
        double entropy = -Arrays.stream(mean).map(v -> v * Math.log(v)).sum();
        assertEquals(entropy, p.predictiveEntropy(), 1e-6);
        assertEquals(expected, p.expectedEntropy(), 1e-6);
        assertEquals(entropy - expected, p.mutualInformation(), 1e-6);
        assertTrue(p.mutualInformation() > 1e-4);
        double variance = Arrays.stream(each)
                        .mapToDouble(e -> Math.pow(e[p.classIndex()] - mean[p.classIndex()], 2))
                        .sum()
                / 24;
        assertEquals(Math.sqrt(variance), p.stdDev(), 1e-6);
        assertEquals(Math.max(0, p.confidence() - 1.960 * p.stdDev()), p.intervalLow(), 1e-9);
        assertEquals(Math.min(1, p.confidence() + 1.960 * p.stdDev()), p.intervalHigh(), 1e-9);
    }

    @Test
    void withoutAPosteriorAllEntropyIsAleatoric() {
        Prediction p = predict(
                        model(Calibration.NONE, member(3, new Deterministic())),
                        PredictionSettings.DEFAULT,
                        patterns(1, 1))
                .get(0);
        assertEquals(0, p.mutualInformation(), 1e-12);
        assertEquals(0, p.stdDev());
        assertEquals(p.confidence(), p.intervalLow());
        assertTrue(Double.isNaN(p.oodScore()));
        assertNull(p.conformalSet());
    }

    @Test
    void anEnsembleAveragesItsMembersAndTheyDisagree() {
        Member one = member(3, new Deterministic());
        Member two = member(4, new Deterministic());
        float[][] x = patterns(3, 1);
        List<Prediction> both = predict(model(Calibration.NONE, one, two), PredictionSettings.DEFAULT, x);
        List<Prediction> first = predict(model(Calibration.NONE, one), PredictionSettings.DEFAULT, x);
        List<Prediction> second = predict(model(Calibration.NONE, two), PredictionSettings.DEFAULT, x);
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                assertEquals(
                        (first.get(r).probabilities()[c] + second.get(r).probabilities()[c]) / 2,
                        both.get(r).probabilities()[c],
                        1e-9);
            }
            assertTrue(both.get(r).mutualInformation() > 0);
        }
    }

    @Test
    void aRowDependsOnItsKeyAndNotOnItsNeighboursNorOnThreads() {
        BVggNetModel model =
                model(Calibration.NONE, member(3, new McDropout(0.3, 0.2, 10)), member(4, new McDropout(0.3, 0, 10)));
        float[][] x = patterns(70, 1);
        List<Prediction> all = predict(model, settings(0, 2, IntervalKind.NORMAL, false), x);
        assertEquals(all, predict(model, settings(0, 1, IntervalKind.NORMAL, false), x));
        try (Predictor predictor = new Predictor(model, settings(0, 1, IntervalKind.NORMAL, false))) {
            double[] alone = predictor
                    .predict(new float[][] {x[50]}, List.of("Row50"))
                    .get(0)
                    .probabilities();
            assertArrayEquals(all.get(50).probabilities(), alone);
            double[] otherKey = predictor
                    .predict(new float[][] {x[50]}, List.of("Other"))
                    .get(0)
                    .probabilities();
            assertFalse(Arrays.equals(alone, otherKey));
        }
    }

    @Test
    void aBadRowGetsItsProblemAndTheOthersGoOn() {
        float[][] x = patterns(5, 1);
        x[0] = null;
        x[1] = new float[7];
        x[2][4] = Float.NaN;
        x[3] = new float[POINTS];
        List<Prediction> p =
                predict(model(Calibration.NONE, member(3, new Deterministic())), PredictionSettings.DEFAULT, x);
        assertTrue(p.get(0).problem().contains("missing"));
        assertTrue(
                p.get(1).problem().contains("7 points") && p.get(1).problem().contains("40"),
                p.get(1).problem());
        assertTrue(
                p.get(2).problem().contains("17.179 deg") && p.get(2).problem().contains("NaN"),
                p.get(2).problem());
        assertTrue(p.get(3).problem().contains("constant"), p.get(3).problem());
        assertTrue(p.get(4).answered());
        assertEquals(-1, p.get(2).classIndex());
    }

    @Test
    void abstainsForEachReason() {
        BVggNetModel model = model(
                new Calibration(
                        1, Optional.of(new ConformalCalibration(ConformalScore.LAC, new float[] {0.999f})), List.of()),
                member(3, new McDropout(0.3, 0, 10)));
        float[][] x = patterns(1, 1);
        PredictionSettings strict = new PredictionSettings(
                0,
                1,
                false,
                IntervalKind.NORMAL,
                0.5,
                OptionalDouble.of(0.9999),
                OptionalDouble.of(0.0001),
                OptionalDouble.empty(),
                OptionalInt.of(1),
                1);
        Prediction p = predict(model, strict, x).get(0);
        assertTrue(
                p.abstainReason().contains("confidence") && p.abstainReason().contains("entropy"), p.abstainReason());
        assertTrue(p.conformalSet().length >= 1 && p.conformalSet()[0] == p.classIndex());
        PredictionSettings mild = strict.abstaining(
                OptionalDouble.of(0.01), OptionalDouble.of(2), OptionalDouble.empty(), OptionalInt.empty());
        assertEquals(
                "3 of 3 classes can't be ruled out, which is no useful answer",
                predict(model, mild, x).get(0).abstainReason());
        BVggNetModel without = model.withCalibration(Calibration.NONE);
        assertNull(predict(without, mild, x).get(0).abstainReason());
        assertArrayEquals(
                IntStream.range(0, 3)
                        .boxed()
                        .sorted((a, b) -> Double.compare(p.probabilities()[b], p.probabilities()[a]))
                        .mapToInt(Integer::intValue)
                        .toArray(),
                p.top(5));
    }

    @Test
    void quantileIntervalHoldsTheMeanAndStaysInside() {
        BVggNetModel model = model(Calibration.NONE, member(3, new McDropout(0.5, 0.3, 200)));
        for (Prediction p : predict(model, settings(0, 1, IntervalKind.QUANTILE, false), patterns(3, 1))) {
            assertTrue(0 <= p.intervalLow()
                    && p.intervalLow() < p.confidence()
                    && p.confidence() < p.intervalHigh()
                    && p.intervalHigh() <= 1);
        }
    }

    @Test
    void probitIsCloseToSampling() {
        Member map = member(3, new Deterministic());
        float[][] x = patterns(60, 5);
        LaplaceFitter fitter = new LaplaceFitter(map.head(), LaplaceSettings.DEFAULT, WORKERS);
        try (TrunkRunner runner = Engine.get().runner(map.weights(), WORKERS)) {
            fitter.add(runner.features(x, null), 60);
        }
        Laplace laplace = fitter.fit();
        BVggNetModel model = model(Calibration.NONE, new Member(map.weights(), laplace, map.history()));
        List<Prediction> sampled = predict(model, settings(2000, 1, IntervalKind.NORMAL, false), patterns(4, 6));
        List<Prediction> probit = predict(model, settings(2000, 1, IntervalKind.NORMAL, true), patterns(4, 6));
        for (int r = 0; r < 4; r++) {
            assertArrayEquals(sampled.get(r).probabilities(), probit.get(r).probabilities(), 0.05);
            assertEquals(
                    probit.get(r).predictiveEntropy(),
                    probit.get(r).expectedEntropy() + probit.get(r).mutualInformation(),
                    1e-9);
        }
    }

    @Test
    void stopsWhenAsked() {
        try (Predictor predictor =
                new Predictor(model(Calibration.NONE, member(3, new Deterministic())), PredictionSettings.DEFAULT)) {
            List<Integer> heard = new ArrayList<>();
            assertThrows(
                    CancellationException.class,
                    () -> predictor.predict(patterns(100, 1), keys(100), (done, total) -> {
                        heard.add(done);
                        return done < 60;
                    }));
            assertEquals(List.of(32, 64), heard);
        }
    }

    /** Labels drawn from the model's own probabilities at temperature 2: calibration finds it, and coverage and distances follow. */
    @Test
    void calibrationFindsTemperatureCoverageAndDistances() {
        Member member = member(3, new McDropout(0.2, 0, 20));
        BVggNetModel model = model(Calibration.NONE, member);
        int rows = 600;
        float[][] x = patterns(rows, 9);
        int[] labels = new int[rows];
        BVggNetModel softened = model(new Calibration(2, Optional.empty(), List.of()), member);
        List<Prediction> soft = predict(softened, PredictionSettings.DEFAULT, x);
        SplittableRandom random = new SplittableRandom(4);
        for (int r = 0; r < rows; r++) {
            double u = random.nextDouble();
            double[] p = soft.get(r).probabilities();
            labels[r] = u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
        }
        LabelledPatterns all = new LabelledPatterns(x, labels, List.of("a", "b", "c"), keys(rows), keys(rows));
        LabelledPatterns training = all.subset(IntStream.range(0, 200).boxed().toList());
        LabelledPatterns validation =
                all.subset(IntStream.range(200, 400).boxed().toList());
        Calibration calibration =
                new ModelCalibrator(ConformalScore.LAC, 1, WORKERS).calibrate(model, training, validation);
        assertEquals(2, calibration.temperature(), 0.5);
        Calibration again = new ModelCalibrator(ConformalScore.LAC, 1, WORKERS)
                .refit(model(calibration, member), validation)
                .calibration();
        assertEquals(calibration.settings(), again.settings());
        assertArrayEquals(
                calibration.conformal().orElseThrow().scores(),
                again.conformal().orElseThrow().scores());
        assertEquals(calibration.features(), again.features(), "no training row was needed for them");
        BVggNetModel calibrated = model(calibration, member);
        List<Prediction> test = predict(calibrated, PredictionSettings.DEFAULT, Arrays.copyOfRange(x, 400, 600));
        int covered = 0;
        double ood = 0;
        for (int r = 0; r < 200; r++) {
            int label = labels[400 + r];
            covered += Arrays.stream(test.get(r).conformalSet()).anyMatch(c -> c == label) ? 1 : 0;
            ood += test.get(r).oodScore() / 200;
        }
        assertEquals(0.9, covered / 200.0, 0.06);
        assertEquals(0.5, ood, 0.1);
        float[] strange = new float[POINTS];
        Arrays.fill(strange, 0, POINTS / 2, 60);
        Prediction far = predict(
                        calibrated,
                        PredictionSettings.DEFAULT.abstaining(
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.of(0.99),
                                OptionalInt.empty()),
                        new float[][] {strange})
                .get(0);
        assertTrue(far.oodScore() > 0.99 && far.abstainReason().contains("out-of-distribution"), far.toString());
    }

    /** The same with a temperature that goes with each row's doubt, as the entropies at the temperature of all say. */
    @Test
    void temperatureGoesWithTheRowsDoubt() {
        Member member = member(3, new McDropout(0.2, 0, 20));
        float[][] x = patterns(30, 9);
        List<Prediction> one =
                predict(model(new Calibration(2, Optional.empty(), List.of()), member), PredictionSettings.DEFAULT, x);
        double pivot = one.stream()
                .mapToDouble(Prediction::predictiveEntropy)
                .average()
                .orElseThrow();
        var slope = new EntropySlope(0.8, pivot);
        List<Prediction> each = predict(
                model(new Calibration(2, Optional.empty(), List.of(), CalibrationSource.REAL, slope), member),
                PredictionSettings.DEFAULT,
                x);
        int surer = 0;
        for (int r = 0; r < x.length; r++) {
            double t = 2 * Math.exp(slope.slope() * (one.get(r).predictiveEntropy() - slope.pivot()));
            double[] expected = predict(
                            model(new Calibration(t, Optional.empty(), List.of()), member),
                            PredictionSettings.DEFAULT,
                            x)
                    .get(r)
                    .probabilities();
            assertArrayEquals(expected, each.get(r).probabilities(), 1e-9);
            surer += each.get(r).confidence() > one.get(r).confidence() ? 1 : 0;
        }
        assertTrue(surer > 0 && surer < x.length, surer + " rows got surer: the pivot is to part them");
    }

    @Test
    void calibrationWithoutValidationRowsHasStatisticsOnly() {
        BVggNetModel model = model(Calibration.NONE, member(3, new Deterministic()));
        LabelledPatterns training =
                new LabelledPatterns(patterns(20, 1), new int[20], List.of("a", "b", "c"), keys(20), keys(20));
        Calibration calibration = new ModelCalibrator(ConformalScore.APS, 1, WORKERS)
                .calibrate(model, training, training.subset(List.of()));
        assertEquals(1, calibration.temperature());
        assertTrue(calibration.conformal().isEmpty());
        assertEquals(1, calibration.features().size());
    }

    /** A softmax makes a certain first class of NaN, and a comparison of distances "in distribution". */
    @Test
    void numbersThatAreNoneAreAnErrorOfTheRow() {
        Member damaged = member(3, new McDropout(0.3, 0, 10));
        damaged.weights().denseBias()[0] = Float.NaN;
        BVggNetModel model = model(Calibration.NONE, damaged);
        List<Prediction> p = predict(model, settings(0, 1, IntervalKind.NORMAL, false), patterns(1, 1));
        assertTrue(p.get(0).problem().contains("not finite"), p.get(0).problem());
        assertEquals(-1, p.get(0).classIndex());
    }

    @Test
    void struckOutClassesHaveNoProbabilityAndTheSetKeepsTheOthers() {
        BVggNetModel model = model(
                new Calibration(
                        1, Optional.of(new ConformalCalibration(ConformalScore.APS, new float[] {0.999f})), List.of()),
                member(3, new McDropout(0.3, 0, 10)));
        float[][] x = patterns(1, 1);
        try (Predictor predictor = new Predictor(model, settings(0, 1, IntervalKind.NORMAL, false))) {
            Prediction all = predictor.predict(x, keys(1)).get(0);
            boolean[] allowed = new boolean[3];
            int second = all.top(3)[1];
            int third = all.top(3)[2];
            allowed[second] = true;
            allowed[third] = true;
            Prediction some = predictor
                    .predict(x, keys(1), List.of(allowed), PredictionListener.NONE)
                    .get(0);
            assertEquals(0, some.probabilities()[all.classIndex()]);
            assertEquals(1, some.probabilities()[second] + some.probabilities()[third], 1e-12);
            assertEquals(some.classIndex(), some.conformalSet()[0]);
            assertTrue(Arrays.stream(some.conformalSet()).allMatch(c -> allowed[c]));
            assertTrue(some.predictiveEntropy() <= Math.log(2) + 1e-12);
            Prediction one = predictor
                    .predict(x, keys(1), List.of(new boolean[] {false, false, true}), PredictionListener.NONE)
                    .get(0);
            assertEquals(1, one.confidence(), 1e-12);
            assertArrayEquals(new int[] {2}, one.conformalSet());
        }
    }

    @Test
    void whatACalibrationDoesNotPromiseIsSaid() {
        Member member = member(3, new McDropout(0.3, 0, 50));
        assertTrue(
                warnings(Calibration.NONE, member, PredictionSettings.DEFAULT).contains("not calibrated"));
        ConformalCalibration few = new ConformalCalibration(ConformalScore.APS, new float[8], new int[8]);
        Calibration virtual = new Calibration(1, Optional.of(few), List.of(), CalibrationSource.VIRTUAL);
        String said = warnings(virtual, member, PredictionSettings.DEFAULT);
        assertTrue(said.contains("virtual structures alone"), said);
        assertTrue(said.contains("0.9 takes 9 validation patterns, and the model had 8"), said);
        ConformalCalibration enough = new ConformalCalibration(ConformalScore.APS, new float[9], new int[9]);
        Calibration real = new Calibration(1, Optional.of(enough), List.of(), CalibrationSource.REAL);
        assertEquals("", warnings(real, member, PredictionSettings.DEFAULT));
        assertEquals("", warnings(real, member, settings(50, 1, IntervalKind.NORMAL, false)));
        String one = warnings(real, member, settings(1, 1, IntervalKind.NORMAL, false));
        assertTrue(one.contains("calibrated with 50 samples a pattern, and predicts with 1"), one);
        String byClass = warnings(real, member, PredictionSettings.DEFAULT.withSetsByClass(true));
        assertTrue(byClass.contains("2 of 3 classes had fewer than the 9"), byClass);
    }

    private static String warnings(Calibration calibration, Member member, PredictionSettings settings) {
        return String.join(" ", TrustWarnings.of(model(calibration, member), settings));
    }
}
