// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.braggwise.diffraction.Radiation;
import org.junit.jupiter.api.Test;

class MicroabsorptionTest {

    /** Mass attenuation of Al and O for Cu Ka, 48.6 and 11.5 cm^2/g (International Tables for X-ray Crystallography III), 3.99 g/cm^3. */
    @Test
    void corundum() {
        double expected = (0.529 * 48.6 + 0.471 * 11.5) * 3.99;
        double found = Microabsorption.perCm(SimulatedPatterns.corundum(), Radiation.of("Cu Ka"));
        assertEquals(expected, found, 0.05 * expected);
    }

    @Test
    void strongAbsorbersShowLess() {
        double[] factors = Microabsorption.factors(new double[] {1, 1}, new double[] {100, 1100}, 2);
        assertTrue(factors[0] > 1 && factors[1] < 1);
        // The mean coefficient is that of the corrected volumes.
        double mean = (100 / factors[0] + 1100 / factors[1]) / (1 / factors[0] + 1 / factors[1]);
        assertEquals(Math.exp(-0.73 * (100 - mean) * 2e-4), factors[0], 1e-4);
        assertArrayEquals(
                new double[] {1, 1}, Microabsorption.factors(new double[] {1, 1}, new double[] {100, 1100}, 0));
    }
}
