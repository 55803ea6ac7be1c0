// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.Head;
import org.braggwise.learning.posterior.Posterior;

/**
 * One network of a model.
 *
 * @param weights the mean or MAP weights
 * @param posterior what is known about other plausible weights of the head
 * @param history how it was trained
 */
public record Member(NetworkWeights weights, Posterior posterior, TrainingHistory history) {

    public NetworkSpec spec() {
        return weights.spec();
    }

    /** @return the dense layers, sharing the weights' arrays */
    public Head head() {
        return Head.of(spec(), weights);
    }
}
