// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.List;
import java.util.Optional;

/** Scores predictions against known classes: how often right, how honest about it, and whether the doubtful ones are the wrong ones. */
public final class Scorer {
    private final List<String> m_classes;
    private final int m_bins;

    /**
     * @param classes names, by index
     * @param bins of the reliability diagrams, at least 1; 15 is usual
     */
    public Scorer(List<String> classes, int bins) {
        if (classes.isEmpty() || bins < 1) {
            throw new IllegalArgumentException("A scorer with " + classes.size() + " classes and " + bins
                    + " reliability bins; expected at least 1 of each.");
        }
        m_classes = List.copyOf(classes);
        m_bins = bins;
    }

    /**
     * Scores all rows.
     *
     * @throws IllegalArgumentException if there is no row or one has another number of classes
     */
    public Evaluation score(List<ScoredRow> rows) {
        int n = rows.size();
        int classes = m_classes.size();
        if (n == 0) {
            throw new IllegalArgumentException("There is no predicted row with a known class to score.");
        }
        int[] labels = new int[n];
        int[] predicted = new int[n];
        double[] confidence = new double[n];
        double[] uncertainty = new double[n];
        boolean[] right = new boolean[n];
        boolean[] wrong = new boolean[n];
        double loss = 0;
        double brier = 0;
        int abstained = 0;
        int rightAnswers = 0;
        for (int r = 0; r < n; r++) {
            ScoredRow row = rows.get(r);
            if (row.probabilities().length != classes) {
                throw new IllegalArgumentException("Row " + r + " has " + row.probabilities().length
                        + " probabilities; expected " + classes + ", one a class.");
            }
            labels[r] = row.label();
            predicted[r] = row.predicted();
            confidence[r] = row.confidence();
            uncertainty[r] = row.uncertainty();
            right[r] = predicted[r] == labels[r];
            wrong[r] = !right[r];
            loss += row.negativeLogLikelihood();
            brier += row.brier();
            if (row.abstained()) {
                abstained++;
            } else if (right[r]) {
                rightAnswers++;
            }
        }
        return new Evaluation(
                m_classes,
                new ConfusionMatrix(labels, predicted, classes),
                loss / n,
                brier / n,
                ReliabilityDiagram.equalWidth(confidence, right, m_bins),
                ReliabilityDiagram.equalMass(confidence, right, m_bins),
                RankStatistic.auroc(uncertainty, wrong),
                RejectionCurve.of(uncertainty, right),
                conformal(rows, labels),
                (double) abstained / n,
                (double) rightAnswers / (n - abstained));
    }

    private Optional<ConformalReport> conformal(List<ScoredRow> rows, int[] labels) {
        int[][] sets = new int[rows.size()][];
        for (int r = 0; r < sets.length; r++) {
            if (rows.get(r).conformalSet().isEmpty()) {
                return Optional.empty();
            }
            sets[r] = rows.get(r).conformalSet().get();
        }
        return Optional.of(ConformalReport.of(labels, sets, m_classes.size()));
    }
}
