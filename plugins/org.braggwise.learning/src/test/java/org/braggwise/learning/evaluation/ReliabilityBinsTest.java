// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bins of equal width are (i/n, (i+1)/n], as Guo et al. 2017 have them: an edge belongs below. */
class ReliabilityBinsTest {

    @ParameterizedTest
    @CsvSource({
        "0,          5, 0",
        "0.1,        5, 0",
        "0.2,        5, 0",
        "0.20000001, 5, 1",
        "0.4,        5, 1",
        "0.8,        5, 3",
        "0.80000001, 5, 4",
        "1,          5, 4",
        "1,          1, 0",
        "0,          1, 0"
    })
    void edgesBelongBelow(double confidence, int n, int expected) {
        assertEquals(expected, ReliabilityDiagram.bin(confidence, n));
    }

    /** The product of k/n and n is not always k in floating point: 7/25 of 25 bins is the edge of the seventh. */
    @Test
    void everyEdgeOfEveryNumberOfBins() {
        for (int n = 1; n <= 200; n++) {
            for (int k = 1; k <= n; k++) {
                double edge = (double) k / n;
                assertEquals(k - 1, ReliabilityDiagram.bin(edge, n), "edge " + k + " of " + n);
                if (k < n) {
                    assertEquals(k, ReliabilityDiagram.bin(Math.nextUp(edge), n), "above edge " + k + " of " + n);
                }
            }
        }
    }

    /** By hand: at 0.2 of two bins' edge the sure row is right, the other wrong. */
    @Test
    void calibrationErrorByHand() {
        ReliabilityDiagram diagram = ReliabilityDiagram.equalWidth(
                new double[] {0.5, 0.5, 0.75, 1}, new boolean[] {true, false, false, true}, 2);
        assertEquals(2, diagram.bins().size());
        assertEquals(
                List.of(2, 2),
                diagram.bins().stream().map(ReliabilityDiagram.Bin::count).toList());
        // lower bin: right 1/2 at 0.5; upper bin: right 1/2 at 0.875
        assertEquals(0.5 * 0 + 0.5 * 0.375, diagram.expectedCalibrationError(), 1e-12);
        assertEquals(0.375, diagram.maximumCalibrationError(), 1e-12);
    }
}
