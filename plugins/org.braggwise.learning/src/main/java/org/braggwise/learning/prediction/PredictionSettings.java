// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How to predict, and when not to answer.
 *
 * @param samples posterior samples a member; 0 (default): as many as the posterior was made for
 * @param seed of the samples; default 1
 * @param probit whether Laplace members give their mean probabilities by the probit approximation; default false: by sampling
 * @param interval default NORMAL
 * @param coverage of the conformal sets, between 0 and 1; default 0.9
 * @param byClass whether the coverage is to hold for each class, not only on average over them; default false
 * @param minConfidence abstain below; empty (default): never
 * @param maxEntropy abstain above this predictive entropy in nats; empty (default): never
 * @param maxOodScore abstain above, 0 to 1; empty (default): never
 * @param maxSetSize abstain where the conformal set is larger; empty (default): never
 * @param threads 1 or more; results do not depend on it
 */
public record PredictionSettings(
        int samples,
        long seed,
        boolean probit,
        IntervalKind interval,
        double coverage,
        boolean byClass,
        OptionalDouble minConfidence,
        OptionalDouble maxEntropy,
        OptionalDouble maxOodScore,
        OptionalInt maxSetSize,
        int threads) {

    /** All defaults, on all cores. */
    public static final PredictionSettings DEFAULT = new PredictionSettings(
            0,
            1,
            false,
            IntervalKind.NORMAL,
            0.9,
            false,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Runtime.getRuntime().availableProcessors());

    /** With sets whose coverage holds on average. */
    public PredictionSettings(
            int samples,
            long seed,
            boolean probit,
            IntervalKind interval,
            double coverage,
            OptionalDouble minConfidence,
            OptionalDouble maxEntropy,
            OptionalDouble maxOodScore,
            OptionalInt maxSetSize,
            int threads) {
        this(
                samples,
                seed,
                probit,
                interval,
                coverage,
                false,
                minConfidence,
                maxEntropy,
                maxOodScore,
                maxSetSize,
                threads);
    }

    /** @throws IllegalArgumentException naming what is out of range */
    public PredictionSettings {
        if (samples < 0 || threads < 1) {
            throw new IllegalArgumentException("Prediction with " + samples + " samples on " + threads
                    + " threads; expected 0 or more samples and at least 1 thread.");
        }
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "Conformal coverage " + coverage + "; expected between 0 and 1, for example 0.9.");
        }
        if (maxSetSize.isPresent() && maxSetSize.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "Largest conformal set " + maxSetSize.getAsInt() + "; expected at least 1 class.");
        }
    }

    /** The same with class-conditional sets, or without. */
    public PredictionSettings withSetsByClass(boolean wanted) {
        return new PredictionSettings(
                samples,
                seed,
                probit,
                interval,
                coverage,
                wanted,
                minConfidence,
                maxEntropy,
                maxOodScore,
                maxSetSize,
                threads);
    }

    /** The same with other rules for abstaining. */
    public PredictionSettings abstaining(
            OptionalDouble confidence, OptionalDouble entropy, OptionalDouble ood, OptionalInt setSize) {
        return new PredictionSettings(
                samples, seed, probit, interval, coverage, byClass, confidence, entropy, ood, setSize, threads);
    }
}
