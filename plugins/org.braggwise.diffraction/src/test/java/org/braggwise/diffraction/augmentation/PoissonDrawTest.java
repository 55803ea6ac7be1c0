// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonDrawTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 4, 29, 31, 1000})
    void meanAndVarianceAreTheMean(double mean) {
        SplittableRandom random = new SplittableRandom(3);
        int n = 100_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double k = PoissonDraw.of(mean, random);
            sum += k;
            squares += k * k;
        }
        double m = sum / n;
        assertEquals(mean, m, 5 * Math.sqrt(mean / n) + 1e-12);
        assertEquals(mean, squares / n - m * m, 0.03 * mean + 1e-12);
    }
}
