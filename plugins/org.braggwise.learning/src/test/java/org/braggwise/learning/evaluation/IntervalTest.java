// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /** Newcombe, Stat. Med. 17, 857 (1998), table I, method 3; 18 of 28 by statsmodels. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "20, 20, 0.8389, 1"
    })
    void sharesHaveThePublishedIntervals(int hits, int n, double low, double high) {
        Interval found = Interval.wilson(hits, n);
        assertEquals(low, found.low(), 6e-5);
        assertEquals(high, found.high(), 6e-5);
    }

    @Test
    void aShareOfNothingIsUnknownAndMoreThanAllIsRefused() {
        assertTrue(Double.isNaN(Interval.wilson(0, 0).low()));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
    }

    /** Of a mean the bootstrap gives what the central limit theorem gives. */
    @Test
    void theBootstrapOfAMeanIsNormal() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = new double[400];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextExponential();
            sum += x[i];
            squares += x[i] * x[i];
        }
        double mean = sum / x.length;
        double error = Math.sqrt((squares / x.length - mean * mean) / x.length);
        Interval found = new Bootstrap(x.length, 4000, 7).interval(times -> {
            double s = 0;
            for (int i = 0; i < x.length; i++) {
                s += times[i] * x[i];
            }
            return s / x.length;
        });
        assertEquals(mean - 1.96 * error, found.low(), 0.15 * error);
        assertEquals(mean + 1.96 * error, found.high(), 0.15 * error);
    }

    @Test
    void scoresLieInTheirIntervalsAndTheSameRowsGiveTheSame() {
        SplittableRandom random = new SplittableRandom(5);
        List<ScoredRow> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double p = 0.4 + 0.6 * random.nextDouble();
            int label = random.nextDouble() < p ? 0 : 1;
            rows.add(ScoredRow.of(label, new double[] {p, 1 - p}));
        }
        Evaluation e = new Scorer(List.of("a", "b"), 10).score(rows);
        ScoreIntervals i = new ScoreIntervals(rows, 10);
        inside(e.confusion().accuracy(), i.accuracy());
        inside(e.confusion().macroF1(), i.macroF1());
        inside(e.confusion().balancedAccuracy(), i.balancedAccuracy());
        inside(e.negativeLogLikelihood(), i.negativeLogLikelihood());
        inside(e.brier(), i.brier());
        inside(e.errorDetection().orElseThrow(), i.errorDetection());
        assertTrue(i.expectedCalibrationError().high() > e.expectedCalibrationError());
        double equalMass = e.equalMass().expectedCalibrationError();
        assertTrue(i.expectedCalibrationErrorOfEqualMass().high() > equalMass);
        assertTrue(i.expectedCalibrationErrorOfEqualMass().low() < equalMass + 0.05, "" + equalMass);
        assertEquals(i.macroF1(), new ScoreIntervals(rows, 10).macroF1());
    }

    private static void inside(double value, Interval interval) {
        assertTrue(interval.low() <= value && value <= interval.high(), value + " in " + interval);
        assertTrue(interval.high() - interval.low() < 0.3, "" + interval);
    }

    /** In one bin the calibration error is |mean confidence - accuracy|, whose interval is that of a mean. */
    @Test
    void theCalibrationErrorOfOneBinIsThatOfAMean() {
        List<ScoredRow> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(ScoredRow.of(i % 2, new double[] {0.9, 0.1}));
        }
        Interval found = new ScoreIntervals(rows, 1).expectedCalibrationErrorOfEqualMass();
        double error = 0.5 / Math.sqrt(rows.size());
        assertEquals(0.4 - 1.96 * error, found.low(), 0.2 * error);
        assertEquals(0.4 + 1.96 * error, found.high(), 0.2 * error);
        assertEquals(found, new ScoreIntervals(rows, 1).expectedCalibrationError());
    }

    @Test
    void withoutAWrongAnswerErrorDetectionIsUnknown() {
        List<ScoredRow> rows =
                List.of(ScoredRow.of(0, new double[] {0.9, 0.1}), ScoredRow.of(1, new double[] {0.2, 0.8}));
        assertTrue(Double.isNaN(new ScoreIntervals(rows, 5).errorDetection().low()));
    }
}
