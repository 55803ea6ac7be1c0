// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class IntensityScaleTest {

    private static final double[] PATTERN = {-2, 0, 0.2, 20, 200};

    @Test
    void linearIsThePatternItself() {
        assertArrayEquals(new float[] {-2, 0, 0.2f, 20, 200}, IntensityScale.LINEAR.input(PATTERN));
    }

    @Test
    void otherScalesCountFromTheHighestPointAndKnowNothingBelowZero() {
        assertArrayEquals(
                new float[] {0, 0, 0.0316228f, 0.316228f, 1}, IntensityScale.SQUARE_ROOT.input(PATTERN), 1e-6f);
        // ln 2 / ln 1001, ln 101 / ln 1001
        assertArrayEquals(
                new float[] {0, 0, 0.100329f, 0.668012f, 1}, IntensityScale.LOGARITHMIC.input(PATTERN), 1e-5f);
    }

    @Test
    void aPatternOfNothingStaysNothing() {
        for (IntensityScale scale : IntensityScale.values()) {
            assertArrayEquals(new float[3], scale.input(new double[3]));
        }
    }
}
