// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

/** Cross-entropy of softmax outputs and its derivative by the logits. */
final class SoftmaxLoss {

    private SoftmaxLoss() {
    }

    /**
     * Replaces the logits by the derivatives of sum(weight * cross-entropy) / rows.
     *
     * @param logits rows x classes, overwritten
     * @return sum of the weighted cross-entropies in nats, and the number of right rows
     */
    static TrainableHead.Step differentiate(final float[] logits, final float[] targets, final int[] labels, final float[] rowWeights,
        final int rows, final int classes) {
        double loss = 0;
        int right = 0;
        final var p = new double[classes];
        for (int r = 0; r < rows; r++) {
            final int at = r * classes;
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (logits[at + c] > logits[at + best]) {
                    best = c;
                }
            }
            right += best == labels[r] ? 1 : 0;
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                p[c] = Math.exp((double)logits[at + c] - logits[at + best]);
                sum += p[c];
            }
            final double logSum = Math.log(sum) + logits[at + best];
            double nll = 0;
            double mass = 0;
            for (int c = 0; c < classes; c++) {
                nll += targets[at + c] * (logSum - logits[at + c]);
                mass += targets[at + c];
            }
            for (int c = 0; c < classes; c++) {
                logits[at + c] = (float)(rowWeights[r] * (mass * p[c] / sum - targets[at + c]) / rows);
            }
            loss += rowWeights[r] * nll;
        }
        return new TrainableHead.Step(loss, right);
    }
}
