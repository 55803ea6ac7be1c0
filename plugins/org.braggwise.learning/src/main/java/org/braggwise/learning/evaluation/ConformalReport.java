// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How prediction sets did.
 *
 * @param coverage share of rows whose set holds the true class
 * @param meanSize mean number of classes in a set
 * @param emptyShare share of rows with an empty set
 * @param singleShare share of rows with one class in the set
 * @param coverageByClass by true class; NaN for a class without rows
 * @param meanSizeByClass by true class; NaN for a class without rows
 * @param coverageIntervalByClass Wilson's 95 % interval
 * @param sizeIntervalByClass Student's 95 % interval of the mean; unknown where there are fewer than two rows or all sets are as large
 */
public record ConformalReport(
        double coverage,
        double meanSize,
        double emptyShare,
        double singleShare,
        double[] coverageByClass,
        double[] meanSizeByClass,
        List<Interval> coverageIntervalByClass,
        List<Interval> sizeIntervalByClass) {

    /** @param sets class indexes of each row's set */
    public static ConformalReport of(int[] labels, int[][] sets, int classes) {
        double[] covered = new double[classes];
        double[] size = new double[classes];
        double[] squares = new double[classes];
        int[] rows = new int[classes];
        int empty = 0;
        int single = 0;
        for (int r = 0; r < labels.length; r++) {
            rows[labels[r]]++;
            size[labels[r]] += sets[r].length;
            squares[labels[r]] += (double) sets[r].length * sets[r].length;
            empty += sets[r].length == 0 ? 1 : 0;
            single += sets[r].length == 1 ? 1 : 0;
            for (int c : sets[r]) {
                covered[labels[r]] += c == labels[r] ? 1 : 0;
            }
        }
        List<Interval> coverageIntervals = new ArrayList<>();
        List<Interval> sizeIntervals = new ArrayList<>();
        double allCovered = 0;
        double allSizes = 0;
        for (int c = 0; c < classes; c++) {
            allCovered += covered[c];
            allSizes += size[c];
            coverageIntervals.add(Interval.wilson((long) covered[c], rows[c]));
            covered[c] /= rows[c];
            size[c] /= rows[c];
            double variance = Math.max(0, squares[c] / rows[c] - size[c] * size[c]) * rows[c] / (rows[c] - 1);
            sizeIntervals.add(
                    Interval.ofMean(size[c], Math.sqrt(variance), rows[c]).within(0, classes));
        }
        double n = labels.length;
        return new ConformalReport(
                allCovered / n, allSizes / n, empty / n, single / n, covered, size, coverageIntervals, sizeIntervals);
    }
}
