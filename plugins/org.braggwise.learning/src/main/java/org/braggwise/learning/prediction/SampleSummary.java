// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.Arrays;

import org.braggwise.learning.posterior.Categorical;

/**
 * Mean probabilities of a row's samples, and how much the samples differ.
 *
 * @param probabilities mean over all samples
 * @param expectedEntropy mean of the samples' entropies, nats
 * @param mutualInformation entropy of the mean less the expected entropy, nats
 * @param stdDev of the winning class's probability (n - 1 below the line)
 * @param low end of its 95 % interval
 * @param high end
 */
record SampleSummary(
        double[] probabilities,
        double expectedEntropy,
        double mutualInformation,
        double stdDev,
        double low,
        double high) {
    /** Of the normal distribution at 97.5 %. The paper's published code has 2.51 and 6.72 here. */
    private static final double TWO_SIDED_95 = 1.960;

    /** @param logits samples x classes */
    static SampleSummary of(float[] logits, int classes, double temperature, IntervalKind interval) {
        int samples = logits.length / classes;
        double[] mean = new double[classes];
        double[][] each = new double[samples][];
        double expectedEntropy = 0;
        for (int s = 0; s < samples; s++) {
            each[s] = Categorical.softmax(logits, s * classes, classes, temperature);
            expectedEntropy += Categorical.entropy(each[s]) / samples;
            for (int c = 0; c < classes; c++) {
                mean[c] += each[s][c] / samples;
            }
        }
        int best = Categorical.argMax(mean);
        double[] winning = new double[samples];
        double squares = 0;
        for (int s = 0; s < samples; s++) {
            winning[s] = each[s][best];
            squares += (winning[s] - mean[best]) * (winning[s] - mean[best]);
        }
        double deviation = samples > 1 ? Math.sqrt(squares / (samples - 1)) : 0;
        double low = Math.max(0, mean[best] - TWO_SIDED_95 * deviation);
        double high = Math.min(1, mean[best] + TWO_SIDED_95 * deviation);
        if (interval == IntervalKind.QUANTILE) {
            Arrays.sort(winning);
            low = quantile(winning, 0.025);
            high = quantile(winning, 0.975);
        }
        // Jensen: not below 0 but for rounding
        double mutual = Math.max(0, Categorical.entropy(mean) - expectedEntropy);
        return new SampleSummary(mean, expectedEntropy, mutual, deviation, low, high);
    }

    /** Linear interpolation between order statistics (Hyndman and Fan's type 7). */
    private static double quantile(double[] ascending, double share) {
        double at = share * (ascending.length - 1);
        int below = (int) at;
        int above = Math.min(ascending.length - 1, below + 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }
}
