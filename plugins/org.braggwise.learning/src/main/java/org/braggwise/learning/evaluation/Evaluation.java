// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What {@link Scorer} found.
 *
 * @param classes names, by index
 * @param confusion counts; accuracy, precision, recall and F1 follow from it
 * @param negativeLogLikelihood mean of -ln p(true class), nats
 * @param brier mean over rows of sum over classes of (p - [class is true])^2, 0 to 2 (Brier 1950)
 * @param equalWidth reliability in bins of equal width; its ECE is the usual one
 * @param equalMass reliability in bins of equal counts
 * @param errorDetection AUROC of the uncertainty as a detector of wrong predictions; empty where all are right or all are wrong
 * @param rejection accuracy against the share of rows kept
 * @param conformal empty where a row has no prediction set
 * @param abstainedShare share of rows on which the predictor abstained
 * @param accuracyWhereAnswered accuracy of the other rows; NaN where it abstained on all
 */
public record Evaluation(
        List<String> classes,
        ConfusionMatrix confusion,
        double negativeLogLikelihood,
        double brier,
        ReliabilityDiagram equalWidth,
        ReliabilityDiagram equalMass,
        OptionalDouble errorDetection,
        RejectionCurve rejection,
        Optional<ConformalReport> conformal,
        double abstainedShare,
        double accuracyWhereAnswered) {

    /** Copies the list. */
    public Evaluation {
        classes = List.copyOf(classes);
    }

    /** ECE of the bins of equal width. */
    public double expectedCalibrationError() {
        return equalWidth.expectedCalibrationError();
    }
}
