// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.apache.commons.math3.distribution.NormalDistribution;
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

    /** The same of the share that F1 is made of: 2 J / (1 + J). */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"81, 263, 0.40676, 0.53609", "15, 148, 0.11747, 0.27659", "0, 20, 0, 0.27750", "20, 20, 0.91240, 1"})
    void scoresF1HaveThoseOfTheirShare(int both, int either, double low, double high) {
        Interval found = Interval.ofF1(both, either);
        assertEquals(low, found.low(), 1e-4);
        assertEquals(high, found.high(), 1e-4);
        // 15 right, 100 others said to be of the class, 33 of it said to be others
        ConfusionMatrix matrix = new ConfusionMatrix(new int[][] {{15, 33}, {100, 500}});
        assertEquals(Interval.ofF1(15, 148), matrix.f1Interval(0));
        assertEquals(Interval.wilson(15, 115), matrix.precisionInterval(0));
        assertEquals(Interval.wilson(15, 48), matrix.recallInterval(0));
    }

    /** Student's t of 9 degrees of freedom is 2.262157 at 97.5 %. */
    @Test
    void meansHaveStudentsInterval() {
        Interval found = Interval.ofMean(3, 1.5, 10);
        assertEquals(3 - 2.262157 * 1.5 / Math.sqrt(10), found.low(), 1e-6);
        assertEquals(3 + 2.262157 * 1.5 / Math.sqrt(10), found.high(), 1e-6);
        assertEquals(Interval.UNKNOWN, Interval.ofMean(3, Double.NaN, 1));
        assertEquals(Interval.UNKNOWN, Interval.ofMean(3, 0, 10));
    }

    /** With as many of both kinds each end is 1.96 of its own standard errors away, by Hanley and McNeil's formula as they wrote it. */
    @ParameterizedTest
    @CsvSource({"0.5, 10", "0.8, 7", "0.93, 40", "1, 5"})
    void aurocsHaveNewcombesInterval(double auroc, int n) {
        Interval found = Interval.ofAuroc(auroc, n, n);
        assertEquals(auroc - found.low(), 1.959964 * hanleyMcNeil(found.low(), n, n), 1e-6);
        assertEquals(found.high() - auroc, auroc == 1 ? 0 : 1.959964 * hanleyMcNeil(found.high(), n, n), 1e-6);
        assertEquals(found.low(), 1 - Interval.ofAuroc(1 - auroc, n, n).high(), 1e-12);
        assertEquals(Interval.UNKNOWN, Interval.ofAuroc(auroc, n, 0));
    }

    private static double hanleyMcNeil(double a, int positives, int negatives) {
        double q1 = a / (2 - a);
        double q2 = 2 * a * a / (1 + a);
        return Math.sqrt((a * (1 - a) + (positives - 1) * (q1 - a * a) + (negatives - 1) * (q2 - a * a))
                / (positives * negatives));
    }

    /** Three wrong rows of thirty, their uncertainties higher by 1.5 standard deviations: the true AUROC is Phi(1.5 / sqrt 2). */
    @Test
    void intervalOfAnAurocHoldsTheTrueOneAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(11);
        double truth = new NormalDistribution().cumulativeProbability(1.5 / Math.sqrt(2));
        int held = 0;
        for (int t = 0; t < 1000; t++) {
            double[] uncertainty = new double[30];
            boolean[] wrong = new boolean[30];
            for (int i = 0; i < 30; i++) {
                wrong[i] = i < 3;
                uncertainty[i] = random.nextGaussian() + (wrong[i] ? 1.5 : 0);
            }
            Interval found =
                    Interval.ofAuroc(RankStatistic.auroc(uncertainty, wrong).orElseThrow(), 3, 27);
            held += found.low() <= truth && truth <= found.high() ? 1 : 0;
        }
        assertTrue(held >= 920 && held <= 995, held + " of 1000");
    }

    /** Two classes of 20 rows without a wrong one: of each Newcombe's table has 0.8389 to 1. */
    @Test
    void meansOfClassesThatAreAllRightAreNotCertain() {
        List<ScoredRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(ScoredRow.of(i % 2, new double[] {i % 2 == 0 ? 0.9 : 0.1, i % 2 == 0 ? 0.1 : 0.9}));
        }
        ScoreIntervals intervals = new ScoreIntervals(rows, 10);
        assertEquals(1 - Math.sqrt(2) * 0.1611 / 2, intervals.balancedAccuracy().low(), 1e-4);
        assertEquals(1 - Math.sqrt(2) * (1 - 0.91240) / 2, intervals.macroF1().low(), 1e-4);
        assertEquals(1, intervals.balancedAccuracy().high(), 1e-12);
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
    void setsThatAreAllAsLargeDoNotTellTheirSpread() {
        List<ScoredRow> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int[] set = i == 0 ? new int[] {0, 1} : new int[] {0};
            rows.add(new ScoredRow(0, new double[] {0.9, 0.1}, 0.1, Optional.of(set), false));
        }
        assertEquals(Interval.UNKNOWN, new ScoreIntervals(rows.subList(1, 30), 5).conformalSetSize());
        inside(31 / 30.0, new ScoreIntervals(rows, 5).conformalSetSize());
    }

    @Test
    void withoutAWrongAnswerErrorDetectionIsUnknown() {
        List<ScoredRow> rows =
                List.of(ScoredRow.of(0, new double[] {0.9, 0.1}), ScoredRow.of(1, new double[] {0.2, 0.8}));
        assertTrue(Double.isNaN(new ScoreIntervals(rows, 5).errorDetection().low()));
    }
}
