// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
     * @param accuracy of the kept rows
     */
    public record Point(double kept, double threshold, double accuracy) {}

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
                points.add(new Point((i + 1.0) / order.size(), uncertainty[row], hits / (i + 1.0)));
            }
        }
        return new RejectionCurve(points);
    }

    /** Accuracy of the smallest set of most certain rows that is at least this share of all; NaN where there are no rows. */
    public double accuracyKeeping(double share) {
        for (Point point : points) {
            if (point.kept() >= share - 1e-12) {
                return point.accuracy();
            }
        }
        return Double.NaN;
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
