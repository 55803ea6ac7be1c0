// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.List;
import java.util.Map;

/**
 * What is known about the weights of a network's head after training. The network's own weights are its centre (the mean, or the MAP
 * estimate); a posterior adds how far from it other weights remain plausible.
 * <p>
 * Every draw is a function of (seed, row key, sample index), so a row's samples are the same whatever batch or thread it is in, and the
 * first T of 2T samples are the T samples asked for alone.
 * <p>
 * A posterior is plain data: {@link #settings()} (JSON-able scalars and strings) and {@link #arrays()} rebuild it through
 * {@link #of(Map, Map)}, bit for bit.
 */
public sealed interface Posterior permits Deterministic, McDropout, Variational, Laplace {

    /** Stable name in files and tables: "none", "mc-dropout", "variational" or "laplace". */
    String method();

    /** Number of samples that a prediction draws unless told otherwise; 1 for {@link Deterministic}. */
    int samples();

    /**
     * Logits under sampled heads.
     *
     * @param centre the network's own head
     * @param trunkFeatures rows x features, the flattened output of the trunk (without trunk dropout)
     * @param rows number of rows
     * @param rowKeys one key a row
     * @param seed of the prediction
     * @param samples how many, at least 1
     * @return rows x samples x classes
     */
    float[] sampleLogits(Head centre, float[] trunkFeatures, int rows, List<String> rowKeys, long seed, int samples);

    /**
     * One head drawn from the posterior, an ordinary network again: what an explanation averaged over the posterior runs through.
     */
    Head sampleHead(Head centre, long seed, int sample);

    /** Method, sample count and scalars: strings, booleans, integers and doubles only. */
    Map<String, Object> settings();

    /** The arrays that belong to the posterior (not the network's own weights), by name; not copied. */
    Map<String, float[]> arrays();

    /**
     * The posterior that {@link #settings()} and {@link #arrays()} describe.
     *
     * @throws IllegalArgumentException if the method is unknown or something is missing or has a wrong size
     */
    static Posterior of(Map<String, ?> settings, Map<String, float[]> arrays) {
        StoredPosterior stored = new StoredPosterior(settings, arrays);
        String method = stored.text("method");
        return switch (method) {
            case Deterministic.METHOD -> new Deterministic();
            case McDropout.METHOD -> McDropout.of(stored);
            case Variational.METHOD -> Variational.of(stored);
            case Laplace.METHOD -> Laplace.of(stored);
            default -> throw new IllegalArgumentException("Unknown posterior method \"" + method + "\"; expected "
                    + Deterministic.METHOD + ", " + McDropout.METHOD + ", " + Variational.METHOD + " or "
                    + Laplace.METHOD
                    + ". The model may come from a newer version.");
        };
    }
}
