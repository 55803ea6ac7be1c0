// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.util.List;

/**
 * How a network was trained.
 *
 * @param epochs in order
 * @param bestEpoch 1-based epoch whose weights were kept
 */
public record TrainingHistory(List<Epoch> epochs, int bestEpoch) {

    /**
     * One pass over the training rows. Losses are means per row in nats; NaN where there is nothing to measure.
     *
     * @param epoch 1-based
     * @param loss what was minimised: nll + klWeight * kl
     * @param nll (expected) negative log-likelihood of the training rows
     * @param kl KL divergence of the variational posterior from the prior, divided by the number of rows; 0 without one
     * @param accuracy of the training rows, with dropout
     * @param validationLoss negative log-likelihood of the validation rows, mean weights
     * @param validationAccuracy of the same
     * @param learningRate at the end of the epoch
     * @param klWeight of that epoch; 1 is the evidence lower bound
     */
    public record Epoch(
            int epoch,
            double loss,
            double nll,
            double kl,
            double accuracy,
            double validationLoss,
            double validationAccuracy,
            double learningRate,
            double klWeight) {}

    /** Copies the list. */
    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }
}
