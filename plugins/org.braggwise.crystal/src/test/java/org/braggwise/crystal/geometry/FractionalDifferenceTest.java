// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class FractionalDifferenceTest {

    @Test
    void goesToTheNearestImage() {
        assertArrayEquals(
                new double[] {0.1, -0.1, 0.25},
                FractionalDifference.of(new double[] {0.05, 0.95, 3.5}, new double[] {0.95, 0.05, -0.75}),
                1e-12);
    }
}
