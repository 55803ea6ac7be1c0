// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Area under the ROC curve as Mann and Whitney's statistic. */
public final class RankStatistic {
    private RankStatistic() {}

    /**
     * The probability that a random positive row has a larger score than a random negative one, ties counting half.
     *
     * @return empty where either kind is missing
     */
    public static OptionalDouble auroc(double[] score, boolean[] positive) {
        List<Integer> order = IntStream.range(0, score.length)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> score[r]))
                .toList();
        double positiveRanks = 0;
        long positives = 0;
        for (int from = 0; from < order.size(); ) {
            int to = from;
            while (to < order.size() && score[order.get(to)] == score[order.get(from)]) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0; // mean of the tied ranks from + 1 .. to
            for (int i = from; i < to; i++) {
                if (positive[order.get(i)]) {
                    positiveRanks += rank;
                    positives++;
                }
            }
            from = to;
        }
        long negatives = score.length - positives;
        if (positives == 0 || negatives == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                (positiveRanks - positives * (positives + 1) / 2.0) / ((double) positives * negatives));
    }
}
