// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import org.braggwise.learning.network.NetworkSpec;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What {@link BVggNetwork} builds.
 *
 * @param spec the shape
 * @param updater Deeplearning4j's, with its schedule
 * @param weightDecay decoupled, times the learning rate; of weights, not of biases; variational layers have a prior instead
 * @param classWeights of the loss, one a class, or null for all 1
 * @param variational the prior of variational dense layers, or null for ordinary ones with dropout
 * @param seed of starting weights, dropout masks and noise
 */
public record NetworkPlan(
        NetworkSpec spec, IUpdater updater, double weightDecay, float[] classWeights, Prior variational, long seed) {

    /**
     * Of variational dense layers.
     *
     * @param scale standard deviation of every weight
     * @param klWeight factor of KL / N in the loss; 1 is the evidence lower bound
     * @param trainingRows N
     */
    public record Prior(double scale, double klWeight, long trainingRows) {}
}
