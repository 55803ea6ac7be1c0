// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

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
}
