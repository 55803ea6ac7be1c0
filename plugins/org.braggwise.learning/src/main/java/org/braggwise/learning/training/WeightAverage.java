// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.List;

import org.braggwise.learning.network.NetworkWeights;

/**
 * A running mean of a network's weights over its last steps: steps go to and fro about a minimum, and their mean is nearer to it than the
 * last one (Polyak and Juditsky 1992, SIAM J. Control Optim. 30, 838; Izmailov et al. 2018, arXiv:1803.05407). Weights fade exponentially,
 * and at the start the mean is that of all weights so far.
 */
final class WeightAverage {

    private final NetworkWeights m_mean;
    private final double m_horizon;
    private long m_seen;

    /**
     * @param like a network of the same size
     * @param horizon in additions: how many the mean goes back
     */
    WeightAverage(NetworkWeights like, double horizon) {
        m_mean = new NetworkWeights(like.spec());
        m_horizon = Math.max(1, horizon);
    }

    /** Takes in the weights of one more step. */
    void add(NetworkWeights weights) {
        m_seen++;
        float share = (float) (1 / Math.min(m_seen, m_horizon));
        List<float[]> own = m_mean.arrays();
        List<float[]> other = weights.arrays();
        for (int a = 0; a < own.size(); a++) {
            float[] mean = own.get(a);
            float[] now = other.get(a);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += share * (now[i] - mean[i]);
            }
        }
    }

    /** @return a copy of the mean */
    NetworkWeights mean() {
        NetworkWeights copy = new NetworkWeights(m_mean.spec());
        for (int a = 0; a < copy.arrays().size(); a++) {
            float[] mean = m_mean.arrays().get(a);
            System.arraycopy(mean, 0, copy.arrays().get(a), 0, mean.length);
        }
        return copy;
    }
}
