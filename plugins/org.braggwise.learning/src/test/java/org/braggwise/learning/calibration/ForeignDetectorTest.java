// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.braggwise.learning.network.Workers;
import org.junit.jupiter.api.Test;

class ForeignDetectorTest {
    private static final Workers WORKERS = new Workers(2);
    private static final int WIDTH = 4;

    /** Normal features; foreign ones are shifted along (1, -1, 0, 0); the last is constant. */
    private static float[] rows(int n, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] rows = new float[n * WIDTH];
        for (int r = 0; r < n; r++) {
            rows[r * WIDTH] = (float) (5 * (random.nextGaussian() + shift));
            rows[r * WIDTH + 1] = (float) (random.nextGaussian() - shift);
            rows[r * WIDTH + 2] = (float) random.nextGaussian();
            rows[r * WIDTH + 3] = 7;
        }
        return rows;
    }

    /** Two normal distributions of one covariance: log odds are linear along their difference, but for the prior's pull on the slope. */
    @Test
    void findsTheDirectionOfGaussians() {
        ForeignDetector d = ForeignDetector.fit(rows(6000, 0, 1), rows(6000, 1.5, 2), WIDTH, WORKERS);
        assertEquals(-1, 5 * d.weights()[0] / d.weights()[1], 0.05);
        assertTrue(d.weights()[1] < -0.8 && d.weights()[1] > -1.5, "slope " + d.weights()[1]);
        assertEquals(0, d.weights()[2], 0.05);
        float[] middle = {3.75f, -0.75f, 0, 7};
        assertEquals(0, d.logOdds(middle, 0), 0.15);
    }

    /** Each kind weighs the same, however few there are of it. */
    @Test
    void fewForeignPatternsWeighAsMuch() {
        ForeignDetector d = ForeignDetector.fit(rows(6000, 0, 1), rows(150, 1.5, 2), WIDTH, WORKERS);
        assertEquals(0, d.logOdds(new float[] {3.75f, -0.75f, 0, 7}, 0), 0.5);
    }

    @Test
    void separableRowsHaveFiniteWeights() {
        ForeignDetector d = ForeignDetector.fit(rows(50, 0, 1), rows(50, 40, 2), WIDTH, WORKERS);
        assertTrue(d.logOdds(rows(1, 40, 3), 0) > 0);
        assertTrue(d.logOdds(rows(1, 0, 3), 0) < 0);
        assertTrue(Float.isFinite(d.weights()[0]) && Math.abs(d.weights()[0]) < 10);
        assertThrows(
                IllegalArgumentException.class, () -> ForeignDetector.fit(rows(5, 0, 1), new float[0], WIDTH, WORKERS));
    }

    @Test
    void theScoreIsThePercentileOfItsOddsAndComesBack() {
        float[] validation = rows(200, 0, 4);
        FeatureStatistics s =
                FeatureStatistics.fit(rows(500, 0, 1), new int[500], 1, WIDTH, validation, rows(300, 1.5, 2), WORKERS);
        FeatureStatistics again = FeatureStatistics.of(s.arrays());
        int above = 0;
        for (int r = 0; r < 200; r++) {
            double p = s.percentile(s.distance(validation, r * WIDTH));
            assertEquals(p, again.percentile(again.distance(validation, r * WIDTH)));
            above += p > 0.9 ? 1 : 0;
        }
        assertEquals(20, above, 2);
        float[] foreign = rows(200, 1.5, 5);
        int found = 0;
        for (int r = 0; r < 200; r++) {
            found += s.percentile(s.distance(foreign, r * WIDTH)) > 0.95 ? 1 : 0;
        }
        assertTrue(found > 100, found + " of 200 foreign rows");
        assertTrue(again.knowsForeign());
        assertFalse(FeatureStatistics.fit(rows(500, 0, 1), new int[500], 1, WIDTH, validation, WORKERS)
                .knowsForeign());
    }
}
