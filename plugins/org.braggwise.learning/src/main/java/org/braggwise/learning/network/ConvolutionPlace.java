// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a convolution is in the trunk.
 *
 * @param at where its kernel begins in the flat vector of the trunk's parameters; its biases lie behind
 */
record ConvolutionPlace(int block, int layer, int inputs, int outputs, int at) {

    /** All of a network, from the patterns on. */
    static List<ConvolutionPlace> of(NetworkSpec spec) {
        List<ConvolutionPlace> all = new ArrayList<>();
        int at = 0;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                var place = new ConvolutionPlace(b, l, spec.inputChannels(b, l), spec.blockChannels()[b][l], at);
                all.add(place);
                at += place.weights() + place.outputs;
            }
        }
        return all;
    }

    /** @return values of its kernel */
    int weights() {
        return NetworkSpec.KERNEL * inputs * outputs;
    }
}
