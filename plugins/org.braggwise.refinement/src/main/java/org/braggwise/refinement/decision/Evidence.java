// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.Map;

/**
 * What is known of a pattern's space group besides refined structures. Maps are by number, 1 to 230.
 *
 * @param network probabilities that a network gives, empty where none was asked
 * @param frequencies how often groups occur among the candidates: what is expected of a pattern before it is seen, where no network was asked
 * @param extinctions log-likelihoods of the observed and missing lines under each group; empty for those
 *     of the match
 */
public record Evidence(
        Map<Integer, Double> network, Map<Integer, Double> frequencies, Map<Integer, Double> extinctions) {

    /** @throws IllegalArgumentException for a number of no space group, or a probability or frequency that is negative or not finite */
    public Evidence {
        network = checked(network, 0);
        frequencies = checked(frequencies, 0);
        extinctions = checked(extinctions, Double.NEGATIVE_INFINITY);
    }

    private static Map<Integer, Double> checked(Map<Integer, Double> map, double least) {
        map.forEach((group, value) -> {
            if (group < 1 || group > 230 || !(value >= least && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Evidence of space group " + group + " is " + value
                        + ": expected groups from 1 to 230, and finite numbers, not negative for probabilities.");
            }
        });
        return Map.copyOf(map);
    }
}
