// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.Workers;

/** The two dense layers while they are trained: one way forward and back for a batch. */
interface TrainableHead extends AutoCloseable {

    /**
     * One batch.
     *
     * @param rows in the batch
     * @param nll sum over the rows of weight times cross-entropy
     * @param right rows whose most probable class is the label
     */
    record Step(double nll, int right) {
    }

    /** Tells the optimiser what to change. */
    void register(AdamW optimiser);

    /** Takes over the weights after the optimiser changed them. */
    void update();

    /**
     * Forward and back.
     *
     * @param features rows x features
     * @param targets rows x classes, the distribution to learn
     * @param labels for the accuracy
     * @param rowWeights weight of each row's loss
     * @param step number of the batch since the beginning: the key of its random draws
     * @param klWeight factor of KL / N in the loss
     * @param featureGradients where the derivatives of the mean loss by the features go, rows x features
     */
    Step step(Workers workers, float[] features, int rows, float[] targets, int[] labels, float[] rowWeights, long step, double klWeight,
        float[] featureGradients);

    /** KL divergence of the posterior from the prior in nats, tempered as the loss has it; 0 without one. */
    double klDivergence();

    @Override
    void close();

    /** The weights that the optimiser changes; the mean for a distribution. */
    NetworkWeights weights();
}
