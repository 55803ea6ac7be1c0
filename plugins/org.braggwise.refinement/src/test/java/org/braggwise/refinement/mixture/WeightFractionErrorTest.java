// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.braggwise.refinement.wholepattern.RefinedValue;
import org.junit.jupiter.api.Test;

class WeightFractionErrorTest {

    /** The change of w = x / (x + y) when the ratio x / y is off by the share, to first order. */
    @Test
    void isThatOfARatioThatIsOff() {
        double w = 0.3;
        double ratio = w / (1 - w) * (1 + 1e-3 * WeightFractionError.SHARE);
        double moved = ratio / (1 + ratio) - w;
        assertEquals(1e3 * moved, WeightFractionError.of(new RefinedValue("weight fraction", w, 0)), 1e-5);
    }

    @Test
    void noiseAddsInQuadratureAndSinglePhasesAreSure() {
        assertEquals(0, WeightFractionError.of(new RefinedValue("weight fraction", 1, 0)), 0);
        assertTrue(WeightFractionError.of(new RefinedValue("weight fraction", 0.5, 0.1)) > 0.1);
    }
}
