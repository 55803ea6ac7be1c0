// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Confidence against accuracy in bins (Guo et al. 2017, PMLR 70, 1321), and the calibration errors that summarise it.
 *
 * @param bins those that hold at least one row, by ascending confidence
 */
public record ReliabilityDiagram(List<Bin> bins) {

    /**
     * @param low lower edge of the confidence; the bin holds low < confidence <= high
     * @param high upper edge
     * @param count rows
     * @param confidence their mean confidence
     * @param accuracy share of them that is right
     */
    public record Bin(double low, double high, int count, double confidence, double accuracy) {

        /** Wilson's 95 % interval of the accuracy. */
        public Interval interval() {
            return Interval.wilson(Math.round(accuracy * count), count);
        }
    }

    /** Copies the list. */
    public ReliabilityDiagram {
        bins = List.copyOf(bins);
    }

    /**
     * Bins of equal width in confidence, (i/n, (i+1)/n].
     *
     * @param confidence of each row, 0 to 1
     * @param right whether each row's prediction is right
     * @param n number of bins, at least 1; 15 is usual
     */
    public static ReliabilityDiagram equalWidth(double[] confidence, boolean[] right, int n) {
        List<List<Integer>> members = new ArrayList<>();
        for (int b = 0; b < n; b++) {
            members.add(new ArrayList<>());
        }
        for (int r = 0; r < confidence.length; r++) {
            members.get(bin(confidence[r], n)).add(r);
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < n; b++) {
            if (!members.get(b).isEmpty()) {
                bins.add(bin((double) b / n, (b + 1.0) / n, members.get(b), confidence, right));
            }
        }
        return new ReliabilityDiagram(bins);
    }

    /** Bins with as equal a number of rows as can be (Nixon et al. 2019), rows in order of confidence. */
    public static ReliabilityDiagram equalMass(double[] confidence, boolean[] right, int n) {
        List<Integer> order = IntStream.range(0, confidence.length)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> confidence[r]))
                .toList();
        List<Bin> bins = new ArrayList<>();
        double low = 0;
        for (int b = 0; b < n; b++) {
            List<Integer> members =
                    order.subList((int) ((long) b * order.size() / n), (int) ((b + 1L) * order.size() / n));
            if (!members.isEmpty()) {
                double high = confidence[members.get(members.size() - 1)];
                bins.add(bin(low, high, members, confidence, right));
                low = high;
            }
        }
        return new ReliabilityDiagram(bins);
    }

    /** @return which of n bins of equal width holds a confidence */
    static int bin(double confidence, int n) {
        int bin = Math.max(0, Math.min(n - 1, (int) Math.ceil(confidence * n) - 1));
        // the product may be next to the whole number that it should be: the edges themselves decide
        if (bin > 0 && confidence <= (double) bin / n) {
            return bin - 1;
        }
        return bin < n - 1 && confidence > (bin + 1.0) / n ? bin + 1 : bin;
    }

    private static Bin bin(double low, double high, List<Integer> members, double[] confidence, boolean[] right) {
        double sum = 0;
        int hits = 0;
        for (int r : members) {
            sum += confidence[r];
            hits += right[r] ? 1 : 0;
        }
        return new Bin(low, high, members.size(), sum / members.size(), (double) hits / members.size());
    }

    /** Expected calibration error: mean over rows of |accuracy - confidence| of their bin; NaN where there are no rows. */
    public double expectedCalibrationError() {
        double sum = 0;
        long rows = 0;
        for (Bin bin : bins) {
            sum += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
            rows += bin.count();
        }
        return sum / rows;
    }

    /**
     * What a perfectly calibrated predictor with these confidences would show as its expected calibration error, on average: few rows
     * miss their confidence by chance. From the mean deviation of a binomial count, E|X - n p| = 2 m (1 - p) P(X = m) with m = [n p] + 1
     * (De Moivre 1730; Diaconis and Zabell, Stat. Sci. 6, 284 (1991)), every row of a bin taken at the bin's mean. NaN where there are no
     * rows.
     */
    public double expectedCalibrationErrorByChance() {
        double sum = 0;
        long rows = 0;
        for (Bin bin : bins) {
            double p = Math.min(1, bin.confidence());
            int m = (int) Math.floor(bin.count() * p) + 1;
            sum += m > bin.count()
                    ? 0
                    : 2 * m * (1 - p) * new BinomialDistribution(null, bin.count(), p).probability(m);
            rows += bin.count();
        }
        return sum / rows;
    }

    /** The largest |accuracy - confidence| of a bin; NaN where there are no rows. */
    public double maximumCalibrationError() {
        return bins.stream()
                .mapToDouble(bin -> Math.abs(bin.accuracy() - bin.confidence()))
                .max()
                .orElse(Double.NaN);
    }
}
