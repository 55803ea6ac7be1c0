// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What the model says of one pattern. Entropies are in nats; predictive entropy = expected entropy + mutual information
 * (epistemic). The expected entropy is doubt that the sampled networks share: where they are trained well it is the pattern's own ambiguity,
 * where they are weak it is their weakness.
 *
 * @param classIndex the most probable class; -1 where the row has a problem
 * @param probabilities of every class: the mean over posterior samples and ensemble members; empty where the row has a problem
 * @param confidence the largest of them
 * @param predictiveEntropy entropy of the mean probabilities
 * @param expectedEntropy mean entropy of the samples' probabilities
 * @param mutualInformation between the class and the weights, 0 or more; 0 without a posterior or ensemble
 * @param stdDev standard deviation of the winning class's probability over the samples; 0 where there is one
 * @param intervalLow lower end of that probability's 95 % interval
 * @param intervalHigh upper end
 * @param oodScore share of validation rows closer to the training data, 0 to below 1; NaN where the model has no feature statistics
 * @param conformalSet class indexes, most probable first; null where the model has no conformal calibration
 * @param abstainReason why the answer should not be used, null where it may be
 * @param problem why there is no answer at all (the input), null where there is one
 */
public record Prediction(
        int classIndex,
        double[] probabilities,
        double confidence,
        double predictiveEntropy,
        double expectedEntropy,
        double mutualInformation,
        double stdDev,
        double intervalLow,
        double intervalHigh,
        double oodScore,
        int[] conformalSet,
        String abstainReason,
        String problem) {

    /** A row without an answer. */
    static Prediction failed(String problem) {
        return new Prediction(
                -1,
                new double[0],
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                null,
                null,
                problem);
    }

    /**
     * @param reason why the answer should not be used, besides those that there are already; null for none
     * @return the same prediction, abstaining for this reason too
     */
    public Prediction abstaining(String reason) {
        if (reason == null || !answered()) {
            return this;
        }
        return new Prediction(
                classIndex,
                probabilities,
                confidence,
                predictiveEntropy,
                expectedEntropy,
                mutualInformation,
                stdDev,
                intervalLow,
                intervalHigh,
                oodScore,
                conformalSet,
                abstainReason == null ? reason : abstainReason + "; " + reason,
                problem);
    }

    /** Whether there is an answer, be it a doubtful one. */
    public boolean answered() {
        return problem == null;
    }

    /** The k most probable classes, most probable first; ties by index; fewer where there are fewer classes. */
    public int[] top(int k) {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -probabilities[c])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Prediction p
                && classIndex == p.classIndex
                && Arrays.equals(probabilities, p.probabilities)
                && Double.compare(predictiveEntropy, p.predictiveEntropy) == 0
                && Double.compare(expectedEntropy, p.expectedEntropy) == 0
                && Double.compare(stdDev, p.stdDev) == 0
                && Double.compare(intervalLow, p.intervalLow) == 0
                && Double.compare(intervalHigh, p.intervalHigh) == 0
                && Double.compare(oodScore, p.oodScore) == 0
                && Arrays.equals(conformalSet, p.conformalSet)
                && java.util.Objects.equals(abstainReason, p.abstainReason)
                && java.util.Objects.equals(problem, p.problem);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(probabilities) + Double.hashCode(predictiveEntropy);
    }
}
