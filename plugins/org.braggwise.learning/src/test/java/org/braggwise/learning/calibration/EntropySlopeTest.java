// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.braggwise.learning.evaluation.ReliabilityDiagram;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Categorical;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The slope of the temperature with the entropy, against labels that were drawn with a known one. */
class EntropySlopeTest {

    private static final Workers WORKERS = new Workers(2);
    private static final int CLASSES = 4;

    /** Rows of one sample, sure ones and doubtful ones, with labels drawn from softmax(logits / T(entropy)). */
    private static final class Drawn {
        final List<float[]> logits = new ArrayList<>();
        final int[] labels;

        Drawn(int rows, double slope, double pivot, long seed) {
            labels = new int[rows];
            var random = new SplittableRandom(seed);
            for (int r = 0; r < rows; r++) {
                double width = 0.3 + 4 * random.nextDouble();
                float[] z = new float[CLASSES];
                for (int c = 0; c < CLASSES; c++) {
                    z[c] = (float) (width * random.nextGaussian());
                }
                double entropy = Categorical.entropy(Categorical.softmax(z, 0, CLASSES, 1));
                double[] p = Categorical.softmax(z, 0, CLASSES, Math.exp(slope * (entropy - pivot)));
                double u = random.nextDouble();
                int label = 0;
                while (label < CLASSES - 1 && u >= p[label]) {
                    u -= p[label++];
                }
                labels[r] = label;
                logits.add(z);
            }
        }

        double meanEntropy() {
            return logits.stream()
                    .mapToDouble(z -> Categorical.entropy(Categorical.softmax(z, 0, CLASSES, 1)))
                    .average()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.4, 0, 0.3, 0.6})
    void comesBackFromLabelsDrawnWithIt(double slope) {
        double pivot = new Drawn(30_000, 0, 0, 1).meanEntropy();
        Drawn drawn = new Drawn(30_000, slope, pivot, 1);
        EntropySlope fit = EntropySlope.fit(drawn.logits, drawn.labels, CLASSES, 1, WORKERS);
        assertEquals(slope, fit.slope(), 0.07);
        assertEquals(pivot, fit.pivot(), 1e-9);
    }

    /** Sure rows too unsure, doubtful rows too sure: one temperature mends neither, the slope both. */
    @Test
    void mendsWhatOneTemperatureCannot() {
        double pivot = new Drawn(8000, 0, 0, 2).meanEntropy();
        Drawn held = new Drawn(8000, 0.8, pivot, 3);
        Drawn test = new Drawn(8000, 0.8, pivot, 4);
        double t = TemperatureScaling.fit(held.logits, held.labels, CLASSES, WORKERS);
        EntropySlope slope = EntropySlope.fit(held.logits, held.labels, CLASSES, t, WORKERS);
        double one = calibrationError(test, t, EntropySlope.NONE);
        double bySlope = calibrationError(test, t, slope);
        assertTrue(bySlope < 0.02 && bySlope < 0.6 * one, one + " with one temperature, " + bySlope + " with " + slope);
    }

    private static double calibrationError(Drawn rows, double temperature, EntropySlope slope) {
        double[] confidence = new double[rows.labels.length];
        boolean[] right = new boolean[confidence.length];
        for (int r = 0; r < right.length; r++) {
            float[] z = rows.logits.get(r);
            double[] p = Categorical.softmax(z, 0, CLASSES, slope.temperature(temperature, z, CLASSES));
            int best = Categorical.argMax(p);
            confidence[r] = p[best];
            right[r] = best == rows.labels[r];
        }
        return ReliabilityDiagram.equalWidth(confidence, right, 15).expectedCalibrationError();
    }

    /** Among slopes on a grid none has a greater posterior density. */
    @Test
    void isTheGridSearchsOne() {
        Drawn drawn = new Drawn(300, 0.5, 0.6, 5);
        EntropySlope fit = EntropySlope.fit(drawn.logits, drawn.labels, CLASSES, 1.3, WORKERS);
        double best = Double.NEGATIVE_INFINITY;
        double bestSlope = Double.NaN;
        for (double slope = -1; slope <= 1; slope += 0.001) {
            var s = new EntropySlope(slope, fit.pivot());
            double density = -8 * slope * slope;
            for (int r = 0; r < drawn.labels.length; r++) {
                float[] z = drawn.logits.get(r);
                density +=
                        Math.log(Categorical.softmax(z, 0, CLASSES, s.temperature(1.3, z, CLASSES))[drawn.labels[r]]);
            }
            if (density > best) {
                best = density;
                bestSlope = slope;
            }
        }
        assertEquals(bestSlope, fit.slope(), 2e-3);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.1", "3, 0.3"})
    void fewRowsHardlyMoveIt(int rows, double most) {
        Drawn drawn = new Drawn(rows, 0, 0, 6);
        EntropySlope fit = EntropySlope.fit(drawn.logits, drawn.labels, CLASSES, 1, WORKERS);
        assertTrue(Math.abs(fit.slope()) < most, fit.toString());
    }

    /** The entropy is that of the samples' mean, and a row at the pivot keeps the temperature of all. */
    @Test
    void temperatureOfARowOfSamples() {
        float[] samples = {2, 0, 0, 1}; // two samples of two classes
        double p =
                (Categorical.softmax(new double[] {2 / 1.5, 0})[0] + Categorical.softmax(new double[] {0, 1 / 1.5})[0])
                        / 2;
        double entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
        assertEquals(
                1.5 * Math.exp(0.7 * (entropy - 0.2)), new EntropySlope(0.7, 0.2).temperature(1.5, samples, 2), 1e-12);
        assertEquals(1.5, new EntropySlope(0.7, entropy).temperature(1.5, samples, 2), 1e-12);
        assertEquals(1.5, EntropySlope.NONE.temperature(1.5, samples, 2));
    }

    @Test
    void comesBackFromStoredSettings() {
        var slope = new EntropySlope(0.123456789, 1.25);
        var calibration = new Calibration(1.7, Optional.empty(), List.of(), CalibrationSource.REAL, slope);
        assertEquals(
                slope,
                Calibration.of(calibration.settings(), calibration.arrays()).slope());
        var plain = new Calibration(1.7, Optional.empty(), List.of(), CalibrationSource.REAL);
        assertFalse(plain.settings().containsKey("entropySlope"), "files without a slope are as they were");
        assertEquals(
                EntropySlope.NONE,
                Calibration.of(plain.settings(), plain.arrays()).slope());
    }

    @Test
    void threadsDoNotMatter() {
        Drawn drawn = new Drawn(500, 0.3, 0.5, 7);
        EntropySlope[] fits = {null, null};
        for (int t = 0; t < 2; t++) {
            try (Workers workers = new Workers(1 + 2 * t)) {
                fits[t] = EntropySlope.fit(drawn.logits, drawn.labels, CLASSES, 1, workers);
            }
        }
        assertEquals(fits[0], fits[1]);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1", "NaN, 1", "0.1, -1", "0.1, NaN", "0.1, Infinity"})
    void absurdOnesAreRefused(double slope, double pivot) {
        assertThrows(IllegalArgumentException.class, () -> new EntropySlope(slope, pivot));
    }

    @Test
    void noRowsAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> EntropySlope.fit(List.of(), new int[0], CLASSES, 1, WORKERS));
    }

    /** Dividing a sample's logits by any temperature leaves its order: so do the probabilities of a row of one sample. */
    @Test
    void orderOfTheClassesStays() {
        for (float[] z : new Drawn(200, 0, 0, 8).logits) {
            double t = new EntropySlope(0.9, 0.7).temperature(1, z, CLASSES);
            assertArrayEquals(
                    order(Categorical.softmax(z, 0, CLASSES, 1)), order(Categorical.softmax(z, 0, CLASSES, t)));
        }
    }

    private static int[] order(double[] p) {
        return java.util.stream.IntStream.range(0, p.length)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(c -> -p[c]))
                .mapToInt(c -> c)
                .toArray();
    }
}
