// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A 95 % confidence interval.
 *
 * @param low lower end; NaN where there is nothing to say
 * @param high upper end; NaN where there is nothing to say
 */
public record Interval(double low, double high) {

    /** Of what nothing is known. */
    public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    /** Of the normal distribution at 97.5 %. */
    private static final double TWO_SIDED_95 = 1.959963984540054;

    private static final int BISECTIONS = 60;

    /**
     * Wilson's score interval of a share (J. Am. Stat. Assoc. 22, 209 (1927)): it stays within 0 and 1, and 10 of 10 does not
     * become certainty.
     *
     * @param hits 0 to n
     * @param n trials; 0 gives {@link #UNKNOWN}
     * @throws IllegalArgumentException if hits is not between 0 and n
     */
    public static Interval wilson(long hits, long n) {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException(hits + " of " + n + " is no share; expected 0 to " + n + " hits.");
        }
        if (n == 0) {
            return UNKNOWN;
        }
        double z = TWO_SIDED_95;
        double p = (double) hits / n;
        double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / (1 + z * z / n);
        return new Interval(hits == 0 ? 0 : centre - half, hits == n ? 1 : centre + half);
    }

    /**
     * Of an F1 score, 2 J / (1 + J): Wilson's interval of J, the share of rows that are both of the class and said to be among those that are
     * either, carried over, since F1 rises with J.
     *
     * @param both rows of the class that were said to be of it
     * @param either rows of the class or said to be of it; 0 gives {@link #UNKNOWN}
     * @throws IllegalArgumentException if both is not between 0 and either
     */
    public static Interval ofF1(long both, long either) {
        Interval share = wilson(both, either);
        return new Interval(2 * share.low / (1 + share.low), 2 * share.high / (1 + share.high));
    }

    /**
     * Student's interval of a mean of n values.
     *
     * @param deviation their standard deviation (of n - 1)
     * @return {@link #UNKNOWN} where values are fewer than two or all alike, since their spread is then not known
     */
    public static Interval ofMean(double mean, double deviation, long n) {
        if (n < 2 || !(deviation > 0)) {
            return UNKNOWN;
        }
        double half = new TDistribution(null, n - 1.0).inverseCumulativeProbability(0.975)
                * deviation
                / Math.sqrt((double) n);
        return new Interval(mean - half, mean + half);
    }

    /**
     * Newcombe's pseudo-score interval of Mann and Whitney's statistic (Stat. Med. 25, 559 (2006), method 5): all values that are no further
     * from what was found than 1.96 of their own standard errors by Hanley and McNeil (Radiology 143, 29 (1982)), with the mean of both
     * numbers of rows for each. It stays within 0 and 1, and a perfect order of few rows does not become certainty.
     *
     * @param auroc what was found, 0 to 1
     * @param positives rows that should have the larger score
     * @param negatives the others; none of either gives {@link #UNKNOWN}
     */
    public static Interval ofAuroc(double auroc, long positives, long negatives) {
        if (positives == 0 || negatives == 0) {
            return UNKNOWN;
        }
        return new Interval(
                1 - highestAuroc(1 - auroc, positives, negatives), highestAuroc(auroc, positives, negatives));
    }

    private static double highestAuroc(double found, long positives, long negatives) {
        double low = found;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            double each = (positives + negatives) / 2.0 - 1;
            double variance = middle
                    * (1 - middle)
                    * (1 + each * (1 - middle) / (2 - middle) + each * middle / (1 + middle))
                    / ((double) positives * negatives);
            if (middle - found < TWO_SIDED_95 * Math.sqrt(variance)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** @return what lies between two limits that are sure */
    Interval within(double least, double most) {
        return new Interval(Math.max(least, low), Math.min(most, high));
    }

    /** @return the smallest interval that holds both; the other one where one is unknown */
    Interval and(Interval other) {
        if (Double.isNaN(low)) {
            return other;
        }
        return Double.isNaN(other.low) ? this : new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }
}
