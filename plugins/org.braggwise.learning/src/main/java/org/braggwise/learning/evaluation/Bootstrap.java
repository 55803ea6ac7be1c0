// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import org.braggwise.crystal.KeyedRandom;

/**
 * The percentile bootstrap (Efron and Tibshirani 1993, chapter 13): a statistic of rows drawn again with replacement, many times over; its
 * 2.5 % and 97.5 % quantiles are the interval. Rows count as independent: several patterns of one compound make it too narrow.
 *
 * @param rows how many there are
 * @param replicates how often they are drawn again
 * @param seed of the draws: the same seed gives the same interval
 */
public record Bootstrap(int rows, int replicates, long seed) {

    /** As {@link #DEFAULT_REPLICATES} and seed 1. */
    public static Bootstrap of(int rows) {
        return new Bootstrap(rows, DEFAULT_REPLICATES, 1);
    }

    /** The ends of an interval move by about a twentieth of its width from one seed to another. */
    private static final int DEFAULT_REPLICATES = 1000;

    /** @throws IllegalArgumentException if there are no rows or replicates */
    public Bootstrap {
        if (rows < 1 || replicates < 1) {
            throw new IllegalArgumentException("A bootstrap of " + rows + " rows with " + replicates
                    + " replicates; expected at least 1 of each.");
        }
    }

    /**
     * @param statistic of how often each row was drawn; NaN where it has none: such draws do not count
     * @return the interval; unknown where more than half of the draws have no value
     */
    public Interval interval(ToDoubleFunction<int[]> statistic) {
        double[] values = new double[replicates];
        int[] times = new int[rows];
        int n = 0;
        for (int b = 0; b < replicates; b++) {
            Arrays.fill(times, 0);
            SplittableRandom random = KeyedRandom.of(seed, "bootstrap", "rows", b);
            for (int r = 0; r < rows; r++) {
                times[random.nextInt(rows)]++;
            }
            double value = statistic.applyAsDouble(times);
            if (!Double.isNaN(value)) {
                values[n++] = value;
            }
        }
        if (2 * n < replicates) {
            return Interval.UNKNOWN;
        }
        Arrays.sort(values, 0, n);
        return new Interval(quantile(values, n, 0.025), quantile(values, n, 0.975));
    }

    /** Linear interpolation between order statistics (Hyndman and Fan's type 7). */
    private static double quantile(double[] ascending, int n, double share) {
        double at = share * (n - 1);
        int below = (int) at;
        int above = Math.min(n - 1, below + 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }
}
