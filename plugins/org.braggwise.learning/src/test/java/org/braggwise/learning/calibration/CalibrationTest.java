// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.braggwise.learning.evaluation.ScoreFixture;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Categorical;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTest {
    private static final Workers WORKERS = new Workers(2);

    private static List<float[]> logits(ScoreFixture fixture) {
        List<float[]> logits = new ArrayList<>();
        for (int r = 0; r < fixture.labels().length; r++) {
            float[] row = new float[ScoreFixture.CLASSES];
            for (int c = 0; c < row.length; c++) {
                row[c] = (float) fixture.logits(r)[c];
            }
            logits.add(row);
        }
        return logits;
    }

    @Test
    void temperatureIsTheGridSearchsOne() throws IOException {
        ScoreFixture fixture = new ScoreFixture();
        assertEquals(
                fixture.value("temperature"),
                TemperatureScaling.fit(logits(fixture), fixture.labels(), 4, 0, WORKERS),
                2e-4);
        assertEquals(
                fixture.value("nll"),
                TemperatureScaling.negativeLogLikelihood(logits(fixture), fixture.labels(), 4, 1, WORKERS),
                1e-6);
    }

    @Test
    void temperatureComesBackFromScaledLogits() {
        SplittableRandom random = new SplittableRandom(4);
        List<float[]> logits = new ArrayList<>();
        int[] labels = new int[20_000];
        for (int r = 0; r < labels.length; r++) {
            double[] z = {random.nextGaussian() * 2, random.nextGaussian() * 2, random.nextGaussian() * 2};
            double u = random.nextDouble();
            double[] p = Categorical.softmax(z);
            labels[r] = u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
            logits.add(new float[] {(float) (3 * z[0]), (float) (3 * z[1]), (float) (3 * z[2])});
        }
        assertEquals(3, TemperatureScaling.fit(logits, labels, 3, WORKERS), 0.1);
    }

    /** Logits of right rows with a margin, which a likelihood alone would make certain. */
    private static List<float[]> right(int rows, double margin) {
        List<float[]> logits = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            logits.add(new float[] {(float) margin, 0, 0});
        }
        return logits;
    }

    @ParameterizedTest(name = "{0} rows, margin {1}")
    @CsvSource({"1, 2", "5, 4", "60, 6", "60, 12", "2000, 6", "2000, 30"})
    void rowsThatAreAllRightDoNotMakeEveryPredictionCertain(int rows, double margin) {
        List<float[]> logits = right(rows, margin);
        assertEquals(
                0.05,
                TemperatureScaling.fit(logits, new int[rows], 3, 0, WORKERS),
                0.05,
                "the likelihood alone runs to its end");
        double t = TemperatureScaling.fit(logits, new int[rows], 3, WORKERS);
        // where the derivative of n ln(1 + 2 e^(-m/T)) by ln T is that of the prior, -ln T
        double e = 2 * Math.exp(-margin / t);
        assertEquals(-Math.log(t), rows * e / (1 + e) * margin / t, 1e-3);
        assertTrue(t > 0.25 && t <= 1, "temperature " + t);
    }

    /** Its weight is that of one row: with n rows the temperature moves by about 1 / n. */
    @Test
    void manyRowsSpeakForThemselves() {
        SplittableRandom random = new SplittableRandom(11);
        List<float[]> logits = new ArrayList<>();
        int[] labels = new int[4000];
        for (int r = 0; r < labels.length; r++) {
            double[] z = {random.nextGaussian() * 2, random.nextGaussian() * 2, random.nextGaussian() * 2};
            double u = random.nextDouble();
            double[] p = Categorical.softmax(z);
            labels[r] = u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
            logits.add(new float[] {(float) (2 * z[0]), (float) (2 * z[1]), (float) (2 * z[2])});
        }
        double before = 1;
        for (int n : new int[] {40, 400, 4000}) {
            int[] some = java.util.Arrays.copyOf(labels, n);
            double with = TemperatureScaling.fit(logits.subList(0, n), some, 3, WORKERS);
            double without = TemperatureScaling.fit(logits.subList(0, n), some, 3, 0, WORKERS);
            double pull = Math.abs(Math.log(with / without));
            assertTrue(pull < 8.0 / n && pull < before, "pull of " + pull + " with " + n + " rows");
            before = pull;
        }
    }

    @Test
    void samplesAreAveragedAsProbabilities() {
        float[] two = {2, 0, 0, 1}; // two samples of two classes
        double p = (Categorical.softmax(new double[] {2, 0})[0] + Categorical.softmax(new double[] {0, 1})[0]) / 2;
        assertEquals(
                -Math.log(p),
                TemperatureScaling.negativeLogLikelihood(List.of(two), new int[] {0}, 2, 1, WORKERS),
                1e-12);
    }

    @Test
    void quantileCountsTheNewRowItself() {
        ConformalCalibration c =
                new ConformalCalibration(ConformalScore.LAC, new float[] {.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f, .9f});
        assertEquals(0.9f, c.quantile(0.9)); // ceil(10 * 0.9) = 9th
        assertEquals(0.5f, c.quantile(0.5));
        assertEquals(Double.POSITIVE_INFINITY, c.quantile(0.95));
        assertThrows(IllegalArgumentException.class, () -> c.quantile(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ConformalCalibration(ConformalScore.LAC, new float[] {.2f, .1f}));
    }

    @Test
    void scoresAreThePublishedOnes() {
        double[] p = {0.2, 0.5, 0.3};
        assertEquals(0.8, ConformalScore.LAC.of(p, 0), 1e-12);
        assertEquals(1.0, ConformalScore.APS.of(p, 0), 1e-12);
        assertEquals(0.5, ConformalScore.APS.of(p, 1), 1e-12);
        assertEquals(0.8, ConformalScore.APS.of(p, 2), 1e-12);
        ConformalCalibration c = new ConformalCalibration(ConformalScore.APS, new float[] {0.8f});
        assertArrayEquals(new int[] {1, 2}, c.set(p, 0.5));
    }

    /** The guarantee itself: over many calibrations the mean coverage is (k / (n + 1)) for continuous scores. */
    @ParameterizedTest
    @EnumSource(ConformalScore.class)
    void coverageHoldsForAMiscalibratedClassifier(ConformalScore score) {
        SplittableRandom random = new SplittableRandom(9);
        int trials = 300;
        double covered = 0;
        for (int t = 0; t < trials; t++) {
            double[][] p = new double[100][];
            int[] labels = new int[100];
            for (int r = 0; r < 100; r++) {
                double[] z = {random.nextGaussian() * 2, random.nextGaussian() * 2, random.nextGaussian() * 2};
                double[] truth = Categorical.softmax(z);
                double u = random.nextDouble();
                labels[r] = u < truth[0] ? 0 : u < truth[0] + truth[1] ? 1 : 2;
                p[r] = Categorical.softmax(new double[] {4 * z[0], 4 * z[1], 4 * z[2]}); // far too sure
            }
            ConformalCalibration c = ConformalCalibration.fit(
                    score, java.util.Arrays.copyOf(p, 49), java.util.Arrays.copyOf(labels, 49));
            for (int r = 49; r < 100; r++) {
                int label = labels[r];
                covered +=
                        java.util.Arrays.stream(c.set(p[r], 0.8)).anyMatch(k -> k == label) ? 1.0 / (51 * trials) : 0;
            }
        }
        if (score == ConformalScore.LAC) {
            assertEquals(0.8, covered, 0.015);
        } else {
            assertTrue(covered > 0.785, "coverage " + covered); // ties at probability 1 make it conservative
        }
    }

    @Test
    void shrinkageAndDistanceAreScikitLearns() throws IOException {
        ScoreFixture fixture = new ScoreFixture();
        double[] values = fixture.values("features");
        float[] features = new float[values.length];
        double[] mean = new double[6];
        for (int i = 0; i < values.length; i++) {
            features[i] = (float) values[i];
            mean[i % 6] += values[i] / 50;
        }
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i] - mean[i % 6];
        }
        ShrunkCovariance shrunk = ShrunkCovariance.of(centred, 50, 6, WORKERS);
        assertEquals(fixture.value("shrinkage"), shrunk.intensity(), 1e-9);
        assertArrayEquals(fixture.values("covariance"), shrunk.matrix(), 1e-7);
        FeatureStatistics statistics = FeatureStatistics.fit(features, new int[50], 1, 6, new float[0], WORKERS);
        float[] probe = new float[6];
        for (int i = 0; i < 6; i++) {
            probe[i] = (float) fixture.values("probe")[i];
        }
        assertEquals(fixture.value("distance"), statistics.distance(probe, 0), 1e-4 * fixture.value("distance"));
    }

    @Test
    void percentileRanksAmongTheValidationRowsAndKeepsOrderBeyondThem() {
        SplittableRandom random = new SplittableRandom(1);
        float[] training = new float[400 * 3];
        float[] validation = new float[99 * 3];
        for (int i = 0; i < training.length; i++) {
            training[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < validation.length; i++) {
            validation[i] = (float) random.nextGaussian();
        }
        FeatureStatistics s =
                FeatureStatistics.fit(training, new int[400], 2, 3, validation, WORKERS); // class 1 has no rows
        int below = 0;
        for (int r = 0; r < 99; r++) {
            double p = s.percentile((float) s.distance(validation, 3 * r));
            assertTrue(p >= 0 && p < 1);
            below += p < 0.5 ? 1 : 0;
        }
        assertEquals(50, below);
        double far = s.percentile(s.distance(new float[] {20, 20, 20}, 0));
        double further = s.percentile(s.distance(new float[] {40, 40, 40}, 0));
        assertTrue(0.99 < far && far < further && further < 1, far + " " + further);
        assertEquals(0, s.percentile(0));
    }

    @Test
    void comesBackBitForBit() {
        SplittableRandom random = new SplittableRandom(1);
        float[] rows = new float[60];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        FeatureStatistics statistics = FeatureStatistics.fit(rows, new int[20], 1, 3, rows, WORKERS);
        Calibration calibration = new Calibration(
                1.7,
                Optional.of(new ConformalCalibration(ConformalScore.APS, new float[] {0.3f, 0.9f})),
                List.of(statistics, statistics));
        Calibration again = Calibration.of(calibration.settings(), calibration.arrays());
        assertEquals(calibration.settings(), again.settings());
        assertEquals(2, again.features().size());
        assertEquals(statistics.distance(rows, 3), again.features().get(1).distance(rows, 3));
        assertEquals(statistics.percentile(2), again.features().get(1).percentile(2));
        assertArrayEquals(
                new float[] {0.3f, 0.9f}, again.conformal().orElseThrow().scores());
        assertEquals(Calibration.NONE, Calibration.of(Calibration.NONE.settings(), Calibration.NONE.arrays()));
    }

    /** The surest answer of all conforms, too: at a coverage of 0.5 its score lies above the quantile. */
    @Test
    void setsAreNeverEmptyAndHoldTheMostProbableClass() {
        ConformalCalibration c = new ConformalCalibration(ConformalScore.APS, new float[] {0.5f, 0.6f, 0.99f});
        assertArrayEquals(new int[] {2}, c.set(new double[] {0.001, 0.004, 0.995}, 0.5));
        SplittableRandom random = new SplittableRandom(3);
        for (ConformalScore score : ConformalScore.values()) {
            ConformalCalibration low = new ConformalCalibration(score, new float[] {0.01f, 0.02f, 0.03f});
            for (int i = 0; i < 200; i++) {
                double[] p = Categorical.softmax(
                        new double[] {3 * random.nextGaussian(), 3 * random.nextGaussian(), 3 * random.nextGaussian()});
                int[] set = low.set(p, 0.1);
                assertTrue(set.length >= 1, score + " gave an empty set");
                assertEquals(Categorical.argMax(p), set[0]);
            }
        }
    }

    @Test
    void rowsThatACoverageTakes() {
        assertEquals(9, ConformalCalibration.rowsNeeded(0.9));
        assertEquals(19, ConformalCalibration.rowsNeeded(0.95));
        assertEquals(1, ConformalCalibration.rowsNeeded(0.5));
        for (double coverage : new double[] {0.5, 0.8, 0.9, 0.95, 0.99}) {
            int n = ConformalCalibration.rowsNeeded(coverage);
            assertTrue(Double.isFinite(new ConformalCalibration(ConformalScore.LAC, new float[n]).quantile(coverage)));
            assertEquals(
                    Double.POSITIVE_INFINITY,
                    new ConformalCalibration(ConformalScore.LAC, new float[n - 1]).quantile(coverage));
        }
    }

    /** A class whose rows are harder than the others' is covered as often only where it has a quantile of its own. */
    @Test
    void classConditionalSetsCoverEachClass() {
        SplittableRandom random = new SplittableRandom(12);
        int n = 6000;
        double[][] p = new double[n][];
        int[] labels = new int[n];
        for (int r = 0; r < n; r++) {
            labels[r] = random.nextInt(10) == 0 ? 1 : 0;
            double margin = labels[r] == 0 ? 2 + random.nextGaussian() : -0.5 + random.nextGaussian();
            double[] z = new double[3];
            z[labels[r]] = margin;
            p[r] = Categorical.softmax(z);
        }
        int half = n / 2;
        ConformalCalibration c = ConformalCalibration.fit(
                ConformalScore.LAC, java.util.Arrays.copyOf(p, half), java.util.Arrays.copyOf(labels, half));
        double[] covered = new double[2];
        double[] coveredByClass = new double[2];
        int[] rows = new int[2];
        for (int r = half; r < n; r++) {
            int label = labels[r];
            rows[label]++;
            covered[label] += java.util.Arrays.stream(c.set(p[r], 0.9)).anyMatch(k -> k == label) ? 1 : 0;
            coveredByClass[label] +=
                    java.util.Arrays.stream(c.setByClass(p[r], 0.9)).anyMatch(k -> k == label) ? 1 : 0;
        }
        assertTrue(covered[1] / rows[1] < 0.7, "on average: " + covered[1] / rows[1]);
        assertTrue(coveredByClass[0] / rows[0] > 0.88, "class 0: " + coveredByClass[0] / rows[0]);
        assertTrue(coveredByClass[1] / rows[1] > 0.86, "class 1: " + coveredByClass[1] / rows[1]);
        assertEquals(c.quantile(0.9), c.quantile(0.9, 2), "a class without rows takes the quantile of all");
        assertThrows(IllegalStateException.class, () -> new ConformalCalibration(ConformalScore.LAC, c.scores())
                .setByClass(p[0], 0.9));
    }

    @Test
    void labelsOfTheScoresComeBack() {
        ConformalCalibration c = ConformalCalibration.fit(
                ConformalScore.LAC, new double[][] {{0.9, 0.1}, {0.2, 0.8}, {0.7, 0.3}}, new int[] {0, 0, 1});
        Calibration calibration = new Calibration(1, Optional.of(c), List.of(), CalibrationSource.VIRTUAL);
        Calibration again = Calibration.of(calibration.settings(), calibration.arrays());
        assertArrayEquals(new int[] {0, 1, 0}, again.conformal().orElseThrow().labels());
        assertEquals(CalibrationSource.VIRTUAL, again.source());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(doubles = {0, -1, 1e-9, 1e9, Double.NaN})
    void absurdTemperaturesAreRefused(double temperature) {
        assertThrows(IllegalArgumentException.class, () -> new Calibration(temperature, Optional.empty(), List.of()));
    }
}
