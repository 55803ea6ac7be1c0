// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/**
 * A network in the middle of its training: with it, training goes on elsewhere to the same bits.
 *
 * @param parameters all that is trained, in the order of the layers; not copied
 * @param updater the optimiser's state of all of them; not copied
 */
public record NetworkState(float[] parameters, float[] updater) implements Serializable {

    /**
     * The mean of networks that started from the same state and saw different rows, summed in double in their order. The optimiser's state is
     * averaged too: moments of zero would start every round with the wrong step sizes.
     *
     * @param states of one size, at least one
     */
    static NetworkState mean(List<NetworkState> states) {
        return new NetworkState(mean(states, NetworkState::parameters), mean(states, NetworkState::updater));
    }

    private static float[] mean(List<NetworkState> states, Function<NetworkState, float[]> values) {
        var sum = new double[values.apply(states.get(0)).length];
        for (NetworkState state : states) {
            float[] own = values.apply(state);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += own[i];
            }
        }
        var mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / states.size());
        }
        return mean;
    }
}
