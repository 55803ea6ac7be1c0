// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.Interval;
import org.braggwise.learning.evaluation.ScoreIntervals;
import org.braggwise.learning.evaluation.ScoredRow;

/** The numbers of the scorer's first output with their 95 % intervals, and what they mean. */
final class Measures {

    /**
     * One of them.
     *
     * @param interval unknown where there is none
     */
    record Measure(String name, double value, Interval interval, String meaning) {}

    private static final double KEPT = 0.8;

    private final List<Measure> m_measures = new ArrayList<>();

    private Measures() {}

    /** @param bins of the reliability diagram */
    static List<Measure> of(Evaluation e, List<ScoredRow> rows, int bins) {
        Measures all = new Measures();
        all.addAll(e, new ScoreIntervals(rows, bins), rows.size());
        return List.copyOf(all.m_measures);
    }

    private void addAll(Evaluation e, ScoreIntervals intervals, int n) {
        add("Patterns", n, Interval.UNKNOWN, "Rows that were scored.");
        add("Accuracy", e.confusion().accuracy(), intervals.accuracy(), "Share of right predictions.");
        add(
                "Balanced accuracy",
                e.confusion().balancedAccuracy(),
                intervals.balancedAccuracy(),
                "Mean recall of the classes.");
        add("Macro F1", e.confusion().macroF1(), intervals.macroF1(), "Mean F1 of the classes.");
        add(
                "Negative log-likelihood",
                e.negativeLogLikelihood(),
                intervals.negativeLogLikelihood(),
                "Mean of -ln p(true class), in nats; smaller is better.");
        add(
                "Brier score",
                e.brier(),
                intervals.brier(),
                "Squared error of the probabilities, 0 to 2; smaller is better.");
        add(
                "ECE",
                e.expectedCalibrationError(),
                intervals.expectedCalibrationError(),
                "Expected calibration error, bins of equal width: how far confidence and accuracy lie apart.");
        add(
                "ECE by chance",
                e.equalWidth().expectedCalibrationErrorByChance(),
                Interval.UNKNOWN,
                "The ECE that a perfectly calibrated model would show on as many patterns with these confidences, on average.");
        add(
                "ECE, equal mass",
                e.equalMass().expectedCalibrationError(),
                intervals.expectedCalibrationErrorOfEqualMass(),
                "The same with as many patterns in every bin.");
        e.errorDetection()
                .ifPresent(v -> add(
                        "Error detection AUROC",
                        v,
                        intervals.errorDetection(),
                        "How well the entropy finds the wrong answers: 0.5 chance, 1 perfect."));
        e.rejection()
                .keeping(KEPT)
                .ifPresent(kept -> add(
                        "Accuracy of the 80 % most certain",
                        kept.accuracy(), kept.interval(), "When the fifth with the highest entropy is set aside."));
        addShare("Abstained", e.abstainedShare(), n, "Share of patterns on which the predictor declined to answer.");
        addShare(
                "Accuracy where answered",
                e.accuracyWhereAnswered(),
                Math.round((1 - e.abstainedShare()) * n),
                "Accuracy of the others.");
        e.conformal().ifPresent(c -> {
            addShare(
                    "Conformal coverage",
                    c.coverage(),
                    n,
                    "Share of patterns whose conformal set holds the true class.");
            add(
                    "Conformal set size",
                    c.meanSize(),
                    intervals.conformalSetSize(),
                    "Mean number of classes in a set; smaller says more.");
        });
    }

    private void addShare(String name, double share, long of, String meaning) {
        Interval interval =
                of == 0 || Double.isNaN(share) ? Interval.UNKNOWN : Interval.wilson(Math.round(share * of), of);
        add(name, share, interval, meaning);
    }

    private void add(String name, double value, Interval interval, String meaning) {
        m_measures.add(new Measure(name, value, interval, meaning));
    }
}
