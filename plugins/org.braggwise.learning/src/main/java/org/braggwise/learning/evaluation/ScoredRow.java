// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.Optional;

import org.braggwise.learning.posterior.Categorical;

/**
 * One prediction beside its truth. The predicted class is the most probable one.
 *
 * @param label true class index
 * @param probabilities of all classes, sum 1 within 1e-3
 * @param uncertainty larger is less certain: predictive entropy, or 1 - confidence
 * @param conformalSet class indexes, where the prediction has a set
 * @param abstained whether the predictor declined to answer
 */
public record ScoredRow(
        int label, double[] probabilities, double uncertainty, Optional<int[]> conformalSet, boolean abstained) {

    /** @throws IllegalArgumentException if the label is no class or the probabilities are none */
    public ScoredRow {
        double sum = 0;
        for (double p : probabilities) {
            if (!(p >= 0 && p <= 1 + 1e-9)) {
                throw new IllegalArgumentException("A predicted probability is " + p + "; expected 0 to 1.");
            }
            sum += p;
        }
        if (Math.abs(sum - 1) > 1e-3) {
            throw new IllegalArgumentException("The predicted probabilities sum to " + sum
                    + "; expected 1. Give the column of every class, unrounded, or the logits through a softmax.");
        }
        if (label < 0 || label >= probabilities.length) {
            throw new IllegalArgumentException(
                    "The true class is " + label + "; expected 0 to " + (probabilities.length - 1) + ".");
        }
    }

    /** With the predictive entropy as uncertainty, no set, not abstained. */
    public static ScoredRow of(int label, double[] probabilities) {
        return new ScoredRow(label, probabilities, Categorical.entropy(probabilities), Optional.empty(), false);
    }

    int predicted() {
        return Categorical.argMax(probabilities);
    }

    double confidence() {
        return probabilities[predicted()];
    }

    /** -ln p(true class); of the smallest double instead of 0: one impossible label must not make a mean infinite and hide the others. */
    double negativeLogLikelihood() {
        return -Math.log(Math.max(Double.MIN_NORMAL, probabilities[label]));
    }

    /** Sum over classes of (p - [class is true])^2. */
    double brier() {
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
            double difference = probabilities[c] - (c == label ? 1 : 0);
            sum += difference * difference;
        }
        return sum;
    }
}
