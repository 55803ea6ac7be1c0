// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * What a network is shown of an intensity. Superstructure reflections, which tell space groups apart, often have less than a hundredth of
 * the strongest reflection's height; a compressing scale keeps them in sight. Each point is scaled by itself, so an attribution of a
 * scaled point is one of that point.
 */
public enum IntensityScale {
    /** As it is. */
    LINEAR(y -> y),
    /** Its square root: proportional to the structure factor's amplitude. */
    SQUARE_ROOT(y -> Math.sqrt(Math.max(0, y))),
    /** ln(1 + 1000 y) / ln(1001): 0 stays 0, 1 stays 1, and a thousandth becomes a tenth. */
    LOGARITHMIC(y -> Math.log1p(1000 * Math.max(0, y)) / Math.log1p(1000));

    private final DoubleUnaryOperator m_scale;

    IntensityScale(DoubleUnaryOperator scale) {
        m_scale = scale;
    }

    /**
     * @param intensities finite
     * @return the network's input of the same length: linear as it is; otherwise with the highest point taken as 1 and what lies below 0,
     *         noise after a background was subtracted, as 0
     */
    public float[] input(double[] intensities) {
        double unit = this == LINEAR ? 1 : Arrays.stream(intensities).max().orElse(0);
        float[] input = new float[intensities.length];
        for (int i = 0; i < input.length && unit > 0; i++) {
            input[i] = (float) m_scale.applyAsDouble(intensities[i] / unit);
        }
        return input;
    }
}
