// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much better or worse one model does than another on the same rows. The models meet the same easy and hard rows, so the difference is
 * known far better than either score: its interval is the bootstrap's of the differences row by row (Efron and Tibshirani 1993, chapter 13).
 *
 * <p>With fewer than six rows the intervals are unknown: even if all differences had one sign, that would be chance more often than one time in
 * twenty.
 *
 * @param accuracy of the one minus that of the other
 * @param accuracyInterval 95 %
 * @param loss negative log-likelihood of the one minus that of the other, in nats: below 0 where the one is better
 * @param lossInterval 95 %
 */
public record PairedDifference(double accuracy, Interval accuracyInterval, double loss, Interval lossInterval) {

    private static final int FEWEST = 6;

    /**
     * @param one predictions of a model
     * @param other predictions of another model for the same rows, in the same order
     * @throws IllegalArgumentException if these are not the same rows
     */
    public static PairedDifference of(List<ScoredRow> one, List<ScoredRow> other) {
        int n = one.size();
        if (n == 0 || other.size() != n) {
            throw new IllegalArgumentException(
                    n + " rows against " + other.size() + "; expected the same rows, and at least one.");
        }
        double[] right = new double[n];
        double[] loss = new double[n];
        for (int r = 0; r < n; r++) {
            ScoredRow a = one.get(r);
            ScoredRow b = other.get(r);
            if (a.label() != b.label()) {
                throw new IllegalArgumentException("Row " + r + " is of class " + a.label() + " in one list, of class "
                        + b.label() + " in the other; expected the same rows.");
            }
            right[r] = hit(a) - hit(b);
            loss[r] = a.negativeLogLikelihood() - b.negativeLogLikelihood();
        }
        Bootstrap bootstrap = Bootstrap.of(n);
        boolean enough = n >= FEWEST;
        int[] once = IntStream.generate(() -> 1).limit(n).toArray();
        return new PairedDifference(
                ScoreIntervals.mean(right, once),
                enough ? bootstrap.interval(times -> ScoreIntervals.mean(right, times)) : Interval.UNKNOWN,
                ScoreIntervals.mean(loss, once),
                enough ? bootstrap.interval(times -> ScoreIntervals.mean(loss, times)) : Interval.UNKNOWN);
    }

    private static int hit(ScoredRow row) {
        return row.predicted() == row.label() ? 1 : 0;
    }

    /** @return whether the interval of the loss leaves out 0 */
    public boolean isClear() {
        return lossInterval.low() > 0 || lossInterval.high() < 0;
    }
}
