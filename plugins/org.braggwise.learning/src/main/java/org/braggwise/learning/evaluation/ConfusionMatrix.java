// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Counts of rows by true (first index) and predicted (second index) class, and what follows from them. A ratio with nothing below the
 * line counts as 0 (scikit-learn's zero_division = 0).
 */
public final class ConfusionMatrix {
    private final int[][] m_counts;
    private final int m_rows;

    /**
     * @param labels true class indexes
     * @param predicted predicted class indexes
     * @throws IllegalArgumentException if the lengths differ or an index is outside 0 to classes - 1
     */
    public ConfusionMatrix(int[] labels, int[] predicted, int classes) {
        if (labels.length != predicted.length) {
            throw new IllegalArgumentException("A confusion matrix of " + labels.length + " labels and "
                    + predicted.length + " predictions; expected as many of both.");
        }
        m_counts = new int[classes][classes];
        m_rows = labels.length;
        for (int r = 0; r < m_rows; r++) {
            requireClass(labels[r], classes, "label", r);
            requireClass(predicted[r], classes, "prediction", r);
            m_counts[labels[r]][predicted[r]]++;
        }
    }

    /** Of counts by true and predicted class; not copied. */
    ConfusionMatrix(int[][] counts) {
        m_counts = counts;
        m_rows = java.util.Arrays.stream(counts)
                .flatMapToInt(java.util.Arrays::stream)
                .sum();
    }

    private static void requireClass(int index, int classes, String what, int row) {
        if (index < 0 || index >= classes) {
            throw new IllegalArgumentException(
                    "The " + what + " of row " + row + " is class " + index + "; expected 0 to " + (classes - 1) + ".");
        }
    }

    /** Number of classes. */
    public int classes() {
        return m_counts.length;
    }

    /** Number of rows. */
    public int rows() {
        return m_rows;
    }

    /** Rows of true class {@code actual} that were predicted as {@code predicted}. */
    public int count(int actual, int predicted) {
        return m_counts[actual][predicted];
    }

    /** Rows of a true class. */
    public int support(int actual) {
        int sum = 0;
        for (int n : m_counts[actual]) {
            sum += n;
        }
        return sum;
    }

    /** Rows predicted as a class. */
    public int predictedAs(int predicted) {
        int sum = 0;
        for (int[] row : m_counts) {
            sum += row[predicted];
        }
        return sum;
    }

    /** Share of rows on the diagonal; NaN where there are no rows. */
    public double accuracy() {
        int right = 0;
        for (int c = 0; c < m_counts.length; c++) {
            right += m_counts[c][c];
        }
        return (double) right / m_rows;
    }

    /** Of the rows predicted as the class, the share that is of it. */
    public double precision(int c) {
        return ratio(m_counts[c][c], predictedAs(c));
    }

    /** Of the rows of the class, the share that was predicted as it. */
    public double recall(int c) {
        return ratio(m_counts[c][c], support(c));
    }

    /** Harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN). */
    public double f1(int c) {
        return ratio(2 * m_counts[c][c], predictedAs(c) + support(c));
    }

    /** Wilson's 95 % interval of the precision; unknown where nothing was predicted as the class. */
    public Interval precisionInterval(int c) {
        return Interval.wilson(m_counts[c][c], predictedAs(c));
    }

    /** Wilson's 95 % interval of the recall; unknown where no row is of the class. */
    public Interval recallInterval(int c) {
        return Interval.wilson(m_counts[c][c], support(c));
    }

    /** The 95 % interval of F1, see {@link Interval#ofF1}; unknown where the class is neither among labels nor among predictions. */
    public Interval f1Interval(int c) {
        return Interval.ofF1(m_counts[c][c], predictedAs(c) + support(c) - m_counts[c][c]);
    }

    /** Mean F1 of the classes that occur among labels or predictions (as scikit-learn's macro average does); NaN where there are no rows. */
    public double macroF1() {
        double sum = 0;
        int present = 0;
        for (int c = 0; c < m_counts.length; c++) {
            if (support(c) + predictedAs(c) > 0) {
                sum += f1(c);
                present++;
            }
        }
        return sum / present;
    }

    /** Mean recall of the classes that occur among the labels. */
    public double balancedAccuracy() {
        double sum = 0;
        int present = 0;
        for (int c = 0; c < m_counts.length; c++) {
            if (support(c) > 0) {
                sum += recall(c);
                present++;
            }
        }
        return sum / present;
    }

    /** The 95 % interval of {@link #balancedAccuracy()} out of those of the recalls, which are independent. */
    Interval balancedAccuracyInterval() {
        return ofMean(balancedAccuracy(), this::recall, this::recallInterval, classes());
    }

    /** The 95 % interval of {@link #macroF1()} out of those of the classes, as if they were independent. */
    Interval macroF1Interval() {
        return ofMean(macroF1(), this::f1, this::f1Interval, classes());
    }

    /**
     * Of a mean of classes: the squares of what their intervals reach below or above add up (Zou and Donner, Stat. Med. 27, 1693 (2008)).
     * Classes of unknown interval are none of the mean's.
     */
    private static Interval ofMean(
            double mean, IntToDoubleFunction value, IntFunction<Interval> interval, int classes) {
        double below = 0;
        double above = 0;
        int present = 0;
        for (int c = 0; c < classes; c++) {
            Interval own = interval.apply(c);
            if (!Double.isNaN(own.low())) {
                below += Math.pow(value.applyAsDouble(c) - own.low(), 2);
                above += Math.pow(own.high() - value.applyAsDouble(c), 2);
                present++;
            }
        }
        return new Interval(mean - Math.sqrt(below) / present, mean + Math.sqrt(above) / present);
    }

    private static double ratio(int above, int below) {
        return below == 0 ? 0 : (double) above / below;
    }
}
