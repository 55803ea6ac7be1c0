// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Accuracy of the most certain rows against the share that is kept. Rows of the same uncertainty are kept or rejected together.
 *
 * @param points by ascending share; the last keeps every row
 */
public record RejectionCurve(List<Point> points) {

    /**
     * @param kept share of the rows, above 0 to 1
     * @param threshold largest uncertainty that is kept
     * @param count how many rows are kept
     * @param right how many of these are right
     */
    public record Point(double kept, double threshold, int count, int right) {

        /** Share of the kept rows that is right. */
        public double accuracy() {
            return (double) right / count;
        }

        /** Wilson's 95 % interval of the accuracy. */
        public Interval interval() {
            return Interval.wilson(right, count);
        }
    }

    /** Copies the list. */
    public RejectionCurve {
        points = List.copyOf(points);
    }

    /** @param uncertainty of each row, larger is less certain */
    public static RejectionCurve of(double[] uncertainty, boolean[] right) {
        List<Integer> order = IntStream.range(0, right.length)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> uncertainty[r]))
                .toList();
        List<Point> points = new ArrayList<>();
        int hits = 0;
        for (int i = 0; i < order.size(); i++) {
            int row = order.get(i);
            hits += right[row] ? 1 : 0;
            if (i + 1 == order.size() || uncertainty[order.get(i + 1)] != uncertainty[row]) {
                points.add(new Point((i + 1.0) / order.size(), uncertainty[row], i + 1, hits));
            }
        }
        return new RejectionCurve(points);
    }

    /** The smallest set of most certain rows that is at least this share of all; empty where there are no rows. */
    public Optional<Point> keeping(double share) {
        return points.stream().filter(p -> p.count() >= share * rows() - 1e-9).findFirst();
    }

    /** Number of rows. */
    private int rows() {
        return points.get(points.size() - 1).count();
    }

    /** Area under the curve: the mean accuracy over all shares, each point holding back to the one before it. */
    public double area() {
        double area = 0;
        double before = 0;
        for (Point point : points) {
            area += (point.kept() - before) * point.accuracy();
            before = point.kept();
        }
        return area;
    }
}
