// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How a distance is read as a percentile of n validation rows' distances: k / (n + 1) where k of them are closer, so that n rows never
 * give certainty.
 */
class DistancePercentileTest {

    private static FeatureStatistics of(float... distances) {
        return FeatureStatistics.of(
                Map.of("means", new float[] {0}, "whitening", new float[] {1}, "validationDistances", distances));
    }

    @ParameterizedTest
    @CsvSource({
        "0,    0",
        "0.5,  0",
        "1,    0",
        "1.01, 0.2",
        "2,    0.2",
        "2.5,  0.4",
        "3.99, 0.6",
        "4,    0.6",
        "8,    0.9", // 1 - (4 / 8) / 5
        "40,   0.98"
    })
    void countsCloserRowsOfFour(double distance, double expected) {
        assertEquals(expected, of(1, 2, 3, 4).percentile(distance), 1e-12);
    }

    @Test
    void oneRowIsHalfTheWay() {
        assertEquals(0, of(1).percentile(1));
        assertEquals(0.5, of(1).percentile(1 + 1e-12), 1e-9);
    }

    @Test
    void growsToOneAndNeverReachesIt() {
        FeatureStatistics statistics = of(1, 1, 2, 5);
        double before = -1;
        for (double d = 0; d < 1e4; d = d * 1.1 + 0.1) {
            double p = statistics.percentile(d);
            assertTrue(p >= before && p < 1, d + ": " + p + " after " + before);
            before = p;
        }
        assertTrue(before > 0.999);
    }
}
