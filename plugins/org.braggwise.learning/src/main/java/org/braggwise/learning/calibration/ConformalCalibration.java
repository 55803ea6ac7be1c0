// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Split conformal prediction (Vovk, Gammerman and Shafer 2005; Angelopoulos and Bates 2021): scores of held-out rows with known classes,
 * from which follow sets that hold the true class of a new, exchangeable row with at least the chosen probability, whatever the network.
 */
public final class ConformalCalibration {
    private final ConformalScore m_score;
    private final float[] m_scores;

    /**
     * @param scores of the calibration rows, ascending
     * @throws IllegalArgumentException if they are not ascending
     */
    public ConformalCalibration(ConformalScore score, float[] scores) {
        for (int i = 1; i < scores.length; i++) {
            if (!(scores[i] >= scores[i - 1])) {
                throw new IllegalArgumentException("Conformal scores must ascend; number " + i + " is " + scores[i]
                        + " after " + scores[i - 1] + ".");
            }
        }
        m_score = score;
        m_scores = scores.clone();
    }

    /**
     * Scores the held-out rows.
     *
     * @param probabilities rows x classes, calibrated
     * @param labels true class indexes
     */
    public static ConformalCalibration fit(ConformalScore score, double[][] probabilities, int[] labels) {
        float[] scores = new float[labels.length];
        for (int r = 0; r < labels.length; r++) {
            scores[r] = (float) score.of(probabilities[r], labels[r]);
        }
        Arrays.sort(scores);
        return new ConformalCalibration(score, scores);
    }

    /**
     * The largest score that still belongs to the set: the ceil((n + 1) coverage)-th smallest of n scores, infinite where n is too small to
     * promise the coverage (the set then holds every class).
     *
     * @param coverage above 0 and below 1
     */
    public double quantile(double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "Conformal coverage " + coverage + "; expected between 0 and 1, for example 0.9.");
        }
        // 1e-9: 0.9 * 10 is 9.000000000000002 in doubles, and must count as the 9th
        int rank = (int) Math.ceil((m_scores.length + 1) * coverage - 1e-9);
        return rank > m_scores.length ? Double.POSITIVE_INFINITY : m_scores[Math.max(1, rank) - 1];
    }

    /**
     * The classes that conform, most probable first. It can be empty (LAC on a row unlike the others).
     *
     * @param probabilities of one row
     */
    public int[] set(double[] probabilities, double coverage) {
        double quantile = quantile(coverage);
        // through float, as the calibration scores went, so that a row equal to a calibration row conforms to its own
        // score
        return IntStream.range(0, probabilities.length)
                .filter(c -> (float) m_score.of(probabilities, c) <= quantile)
                .boxed()
                .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Which score the sets use. */
    public ConformalScore score() {
        return m_score;
    }

    /** Scores of the calibration rows, ascending; a copy. */
    public float[] scores() {
        return m_scores.clone();
    }
}
