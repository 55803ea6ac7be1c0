// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Split conformal prediction (Vovk, Gammerman and Shafer 2005; Angelopoulos and Bates 2021): scores of held-out rows with known classes,
 * from which follow sets that hold the true class of a new, exchangeable row with at least the chosen probability, whatever the network.
 * The most probable class is always in: an empty set would fall to the surest answers of all, and a set only gains by one more class.
 *
 * <p>The promise is one on average over all classes; {@link #setByClass} gives it for each class (Mondrian or label-conditional
 * conformal prediction, Vovk 2012, PMLR 25, 475), where there are enough rows of it.
 */
public final class ConformalCalibration {
    private final ConformalScore m_score;
    private final float[] m_scores;
    private final int[] m_labels; // of the same rows; empty in models from before they were kept
    private final float[][] m_byClass;

    /**
     * Without the rows' classes: sets can't be class-conditional.
     *
     * @param scores of the calibration rows, ascending
     * @throws IllegalArgumentException if they are not ascending
     */
    public ConformalCalibration(ConformalScore score, float[] scores) {
        this(score, scores, new int[0]);
    }

    /**
     * @param scores of the calibration rows, ascending
     * @param labels class indexes of the same rows; empty where they are not known
     * @throws IllegalArgumentException if the scores are not ascending, or there is another number of labels
     */
    public ConformalCalibration(ConformalScore score, float[] scores, int[] labels) {
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= (i == 0 ? Float.NEGATIVE_INFINITY : scores[i - 1]))) {
                throw new IllegalArgumentException("Conformal scores must ascend; number " + i + " is " + scores[i]
                        + (i == 0 ? "." : " after " + scores[i - 1] + "."));
            }
        }
        if (labels.length != 0 && labels.length != scores.length
                || Arrays.stream(labels).anyMatch(c -> c < 0)) {
            throw new IllegalArgumentException(scores.length + " conformal scores with " + labels.length
                    + " classes; expected one each, 0 or more.");
        }
        m_score = score;
        m_scores = scores.clone();
        m_labels = labels.clone();
        m_byClass = new float[Arrays.stream(labels).max().orElse(-1) + 1][];
        for (int c = 0; c < m_byClass.length; c++) {
            int own = c;
            int[] rows = IntStream.range(0, labels.length)
                    .filter(r -> labels[r] == own)
                    .toArray();
            m_byClass[c] = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                m_byClass[c][i] = scores[rows[i]];
            }
        }
    }

    /**
     * Scores the held-out rows.
     *
     * @param probabilities rows x classes, calibrated
     * @param labels true class indexes
     */
    public static ConformalCalibration fit(ConformalScore score, double[][] probabilities, int[] labels) {
        float[] unordered = new float[labels.length];
        for (int r = 0; r < labels.length; r++) {
            unordered[r] = (float) score.of(probabilities[r], labels[r]);
        }
        int[] order = IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> unordered[r]))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] scores = new float[labels.length];
        int[] ordered = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            scores[i] = unordered[order[i]];
            ordered[i] = labels[order[i]];
        }
        return new ConformalCalibration(score, scores, ordered);
    }

    /**
     * How many rows a coverage takes: with fewer every class conforms.
     *
     * @param coverage above 0 and below 1
     * @return coverage / (1 - coverage), rounded up: 9 for 0.9, 19 for 0.95
     */
    public static int rowsNeeded(double coverage) {
        requireShare(coverage);
        return (int) Math.ceil(coverage / (1 - coverage) - 1e-9);
    }

    private static void requireShare(double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "Conformal coverage " + coverage + "; expected between 0 and 1, for example 0.9.");
        }
    }

    /**
     * The largest score that still belongs to the set: the ceil((n + 1) coverage)-th smallest of n scores, infinite where n is too small to
     * promise the coverage (the set then holds every class).
     *
     * @param coverage above 0 and below 1
     */
    public double quantile(double coverage) {
        return quantile(m_scores, coverage);
    }

    private static double quantile(float[] scores, double coverage) {
        requireShare(coverage);
        // 1e-9: 0.9 * 10 is 9.000000000000002 in doubles, and must count as the 9th
        int rank = (int) Math.ceil((scores.length + 1) * coverage - 1e-9);
        return rank > scores.length ? Double.POSITIVE_INFINITY : scores[Math.max(1, rank) - 1];
    }

    /**
     * The largest score of a class that still belongs to a class-conditional set. A class with too few rows of its own takes the quantile of
     * all rows, as the null cluster of Ding et al. (2023, NeurIPS, "Class-conditional conformal prediction with many classes").
     */
    public double quantile(double coverage, int classIndex) {
        return rowsOf(classIndex) < rowsNeeded(coverage)
                ? quantile(coverage)
                : quantile(m_byClass[classIndex], coverage);
    }

    /**
     * The classes that conform, most probable first; the most probable one is always among them.
     *
     * @param probabilities of one row
     */
    public int[] set(double[] probabilities, double coverage) {
        double quantile = quantile(coverage);
        double[] quantiles = new double[probabilities.length];
        Arrays.fill(quantiles, quantile);
        return within(probabilities, quantiles);
    }

    /**
     * The same, with a quantile for each class.
     *
     * @throws IllegalStateException where the classes of the calibration rows are not known
     */
    public int[] setByClass(double[] probabilities, double coverage) {
        if (!hasClasses()) {
            throw new IllegalStateException("The calibration does not know the classes of its rows.");
        }
        return within(
                probabilities,
                IntStream.range(0, probabilities.length)
                        .mapToDouble(c -> quantile(coverage, c))
                        .toArray());
    }

    private int[] within(double[] probabilities, double[] quantiles) {
        double top = Arrays.stream(probabilities).max().orElse(0);
        // through float, as the calibration scores went, so that a row equal to a calibration row conforms to its own
        // score
        int[] set = IntStream.range(0, probabilities.length)
                .filter(c -> (float) m_score.of(probabilities, c) <= quantiles[c])
                .boxed()
                .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (set.length > 0 && probabilities[set[0]] == top) {
            return set;
        }
        int best = IntStream.range(0, probabilities.length)
                .filter(c -> probabilities[c] == top)
                .findFirst()
                .orElseThrow();
        return IntStream.concat(IntStream.of(best), Arrays.stream(set)).toArray();
    }

    /** Which score the sets use. */
    public ConformalScore score() {
        return m_score;
    }

    /** Number of calibration rows. */
    public int rows() {
        return m_scores.length;
    }

    /** Calibration rows of a class; 0 where their classes are not known. */
    public int rowsOf(int classIndex) {
        return classIndex < m_byClass.length ? m_byClass[classIndex].length : 0;
    }

    /** Whether the classes of the calibration rows are known, so that sets can be class-conditional. */
    public boolean hasClasses() {
        return m_labels.length > 0;
    }

    /** Scores of the calibration rows, ascending; a copy. */
    public float[] scores() {
        return m_scores.clone();
    }

    /** Class indexes of the same rows; a copy, empty where they are not known. */
    public int[] labels() {
        return m_labels.clone();
    }
}
