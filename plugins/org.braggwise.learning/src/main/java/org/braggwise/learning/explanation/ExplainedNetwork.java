// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;
import java.util.stream.IntStream;

import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.Head;
import org.braggwise.learning.posterior.Posterior;

/**
 * One trained network, as an explanation sees it: a trunk without dropout and one or more heads. Attributions are means over the heads.
 *
 * @param spec shape
 * @param weights trunk weights
 * @param heads at least one
 */
public record ExplainedNetwork(NetworkSpec spec, NetworkWeights weights, List<Head> heads) {

    /** @throws IllegalArgumentException if there is no head */
    public ExplainedNetwork {
        heads = List.copyOf(heads);
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("An explained network needs at least one head.");
        }
    }

    /** The mean (or MAP) weights. */
    public static ExplainedNetwork mean(NetworkSpec spec, NetworkWeights weights) {
        return new ExplainedNetwork(spec, weights, List.of(Head.of(spec, weights)));
    }

    /**
     * Heads drawn from the posterior; trunk dropout stays off.
     *
     * @param samples at least 1
     */
    public static ExplainedNetwork sampled(
            NetworkSpec spec, NetworkWeights weights, Posterior posterior, int samples, long seed) {
        Head centre = Head.of(spec, weights);
        return new ExplainedNetwork(
                spec,
                weights,
                IntStream.range(0, samples)
                        .mapToObj(s -> posterior.sampleHead(centre, seed, s))
                        .toList());
    }
}
