// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.braggwise.crystal.KeyedRandom;
import org.junit.jupiter.api.Test;

class NoiseEstimateTest {

    private static double[] counts(double mean, double factor) {
        var random = KeyedRandom.of(3, "noise", "counts", 0);
        double[] y = new double[4000];
        for (int i = 0; i < y.length; i++) {
            y[i] = factor * Math.rint(mean + Math.sqrt(mean) * random.nextGaussian());
        }
        return y;
    }

    @Test
    void countsAreCounts() {
        assertEquals(1, NoiseEstimate.factor(counts(400, 1)));
        assertEquals(20, NoiseEstimate.sigmas(counts(400, 1))[7], 3);
    }

    /** Counts of 20 seconds as counts per second, and a maximum brought to 10,000. */
    @Test
    void otherUnits() {
        assertEquals(0.05, NoiseEstimate.factor(counts(400, 0.05)), 0.005);
        assertEquals(25, NoiseEstimate.factor(counts(400, 25)), 2.5);
    }
}
