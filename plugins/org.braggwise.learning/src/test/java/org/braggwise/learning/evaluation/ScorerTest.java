// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private final ScoreFixture m_fixture;
    private final Evaluation m_evaluation;

    ScorerTest() throws IOException {
        m_fixture = new ScoreFixture();
        m_evaluation = new Scorer(NAMES, 10).score(m_fixture.rows());
    }

    @Test
    void classMeasuresAreScikitLearns() {
        ConfusionMatrix confusion = m_evaluation.confusion();
        assertEquals(m_fixture.value("accuracy"), confusion.accuracy(), 1e-12);
        assertEquals(m_fixture.value("macroF1"), confusion.macroF1(), 1e-12);
        assertEquals(m_fixture.value("balancedAccuracy"), confusion.balancedAccuracy(), 1e-12);
        for (int c = 0; c < 4; c++) {
            assertEquals(m_fixture.values("precision")[c], confusion.precision(c), 1e-12);
            assertEquals(m_fixture.values("recall")[c], confusion.recall(c), 1e-12);
            assertEquals(m_fixture.values("f1")[c], confusion.f1(c), 1e-12);
            for (int e = 0; e < 4; e++) {
                assertEquals(m_fixture.values("confusion")[c * 4 + e], confusion.count(c, e));
            }
        }
    }

    @Test
    void probabilityMeasuresAreScikitLearnsAndNumPys() {
        assertEquals(m_fixture.value("nll"), m_evaluation.negativeLogLikelihood(), 1e-12);
        assertEquals(m_fixture.value("brier"), m_evaluation.brier(), 1e-12);
        assertEquals(m_fixture.value("ece"), m_evaluation.expectedCalibrationError(), 1e-12);
        assertEquals(m_fixture.value("eceMass"), m_evaluation.equalMass().expectedCalibrationError(), 1e-12);
        assertEquals(m_fixture.value("auroc"), m_evaluation.errorDetection().orElseThrow(), 1e-12);
        assertEquals(
                m_fixture.value("best50"),
                m_evaluation.rejection().keeping(0.5).orElseThrow().accuracy(),
                1e-12);
    }

    @Test
    void tiedUncertaintiesCountHalf() {
        List<ScoredRow> rows = m_fixture.rows();
        double[] rounded = rows.stream()
                .mapToDouble(r -> Math.rint(r.uncertainty() * 10) / 10)
                .toArray();
        boolean[] wrong = new boolean[rounded.length];
        for (int r = 0; r < wrong.length; r++) {
            wrong[r] = rows.get(r).predicted() != rows.get(r).label();
        }
        assertEquals(
                m_fixture.value("aurocTied"),
                RankStatistic.auroc(rounded, wrong).orElseThrow(),
                1e-12);
        assertEquals(
                0.5,
                RankStatistic.auroc(new double[] {1, 1, 1}, new boolean[] {true, false, true})
                        .orElseThrow());
        assertTrue(RankStatistic.auroc(new double[] {1, 2}, new boolean[] {true, true})
                .isEmpty());
    }

    @Test
    void rejectionEndsAtThePlainAccuracyAndKeepsTiesTogether() {
        assertEquals(
                m_evaluation.confusion().accuracy(),
                m_evaluation.rejection().keeping(1).orElseThrow().accuracy(),
                1e-12);
        RejectionCurve curve =
                RejectionCurve.of(new double[] {0.1, 0.2, 0.2, 0.9}, new boolean[] {true, true, false, false});
        assertEquals(
                List.of(
                        new RejectionCurve.Point(0.25, 0.1, 1, 1),
                        new RejectionCurve.Point(0.75, 0.2, 3, 2),
                        new RejectionCurve.Point(1, 0.9, 4, 2)),
                curve.points());
        assertEquals(0.25 + 0.5 * 2 / 3 + 0.25 * 0.5, curve.area(), 1e-12);
        // two thirds of the rows can't be kept without their tie: three are, and the interval is of three
        assertEquals(Interval.wilson(2, 3), curve.keeping(2 / 3.0).orElseThrow().interval());
    }

    @Test
    void perfectAndHopelessPredictionsHaveTheirClosedForms() {
        Evaluation perfect = new Scorer(NAMES, 15)
                .score(List.of(ScoredRow.of(0, new double[] {1, 0, 0, 0}), ScoredRow.of(2, new double[] {0, 0, 1, 0})));
        assertEquals(1, perfect.confusion().accuracy());
        assertEquals(1, perfect.confusion().macroF1());
        assertEquals(0, perfect.negativeLogLikelihood());
        assertEquals(0, perfect.brier());
        assertEquals(0, perfect.expectedCalibrationError());
        assertTrue(perfect.errorDetection().isEmpty());
        double[] even = {0.25, 0.25, 0.25, 0.25};
        Evaluation ignorant = new Scorer(NAMES, 15)
                .score(List.of(
                        ScoredRow.of(0, even), ScoredRow.of(1, even), ScoredRow.of(2, even), ScoredRow.of(3, even)));
        assertEquals(Math.log(4), ignorant.negativeLogLikelihood(), 1e-12);
        assertEquals(0.75, ignorant.brier(), 1e-12);
        assertEquals(0, ignorant.expectedCalibrationError(), 1e-12);
    }

    /** Mean deviations of binomial shares, summed by SciPy 1.10: (binom.pmf(k, n, p) * abs(k / n - p)).sum(). */
    @Test
    void calibrationErrorByChanceIsTheMeanDeviationOfABinomialShare() {
        assertEquals(0.11206773144000004, byChance(10, 0.7), 1e-12);
        assertEquals(0.08423812188505977, byChance(7, 0.93), 1e-12);
        assertEquals(0.02687208180677213, byChance(200, 0.35), 1e-12);
        assertEquals(0.5, byChance(1, 0.5), 1e-12);
        assertEquals(0, byChance(5, 1), 1e-12);
    }

    private static double byChance(int rows, double confidence) {
        double[] all = new double[rows];
        Arrays.fill(all, confidence);
        return ReliabilityDiagram.equalWidth(all, new boolean[rows], 15).expectedCalibrationErrorByChance();
    }

    @Test
    void conformalSetsAndAbstentionAreCounted() {
        double[] p = {0.6, 0.3, 0.1, 0};
        Evaluation e = new Scorer(NAMES, 15)
                .score(List.of(
                        new ScoredRow(0, p, 0.1, Optional.of(new int[] {0}), false),
                        new ScoredRow(1, p, 0.2, Optional.of(new int[] {0, 1}), true),
                        new ScoredRow(1, p, 0.3, Optional.of(new int[] {}), false)));
        ConformalReport report = e.conformal().orElseThrow();
        assertEquals(2 / 3.0, report.coverage(), 1e-12);
        assertEquals(1, report.meanSize(), 1e-12);
        assertEquals(1 / 3.0, report.emptyShare(), 1e-12);
        assertEquals(0.5, report.coverageByClass()[1], 1e-12);
        assertEquals(1, report.meanSizeByClass()[1], 1e-12);
        assertTrue(Double.isNaN(report.coverageByClass()[2]));
        // 1 of 2 by statsmodels; sets of no and of two classes: 1 +- 12.7, of four classes
        assertEquals(0.0945, report.coverageIntervalByClass().get(1).low(), 5e-5);
        assertEquals(new Interval(0, 4), report.sizeIntervalByClass().get(1));
        assertEquals(Interval.UNKNOWN, report.sizeIntervalByClass().get(0));
        assertEquals(Interval.UNKNOWN, report.coverageIntervalByClass().get(2));
        assertEquals(1 / 3.0, e.abstainedShare(), 1e-12);
        assertEquals(0.5, e.accuracyWhereAnswered(), 1e-12);
    }

    @Test
    void refusesWhatIsNoPrediction() {
        assertThrows(IllegalArgumentException.class, () -> new Scorer(NAMES, 15).score(List.of()));
        assertThrows(IllegalArgumentException.class, () -> ScoredRow.of(0, new double[] {0.5, 0.4}));
        assertThrows(IllegalArgumentException.class, () -> ScoredRow.of(0, new double[] {Double.NaN, 1}));
        assertThrows(IllegalArgumentException.class, () -> ScoredRow.of(2, new double[] {0.5, 0.5}));
        assertThrows(IllegalArgumentException.class, () -> new Scorer(NAMES, 15)
                .score(List.of(ScoredRow.of(1, new double[] {0.5, 0.5}))));
    }
}
