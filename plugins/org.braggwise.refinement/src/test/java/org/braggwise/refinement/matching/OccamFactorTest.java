// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OccamFactorTest {

    /** For one parameter, evidence is the integral of exp(-a x^2 / 2) over a normal prior: (1 + a w^2)^(-1/2). */
    @Test
    void oneParameterCostsAsTheIntegralSays() {
        double a = 12;
        double w = 0.7;
        double integral = 0;
        double step = 1e-3;
        for (double x = -10; x < 10; x += step) {
            integral += Math.exp(-a * x * x / 2) * Math.exp(-x * x / (2 * w * w)) / (w * Math.sqrt(2 * Math.PI)) * step;
        }
        assertEquals(-2 * Math.log(integral), OccamFactor.cost(new double[] {3 * a}, 3, new double[] {w}), 1e-6);
    }

    @Test
    void whatThePatternDoesNotDetermineCostsNothing() {
        double[] matrix = {100, 0, 0, 1e-9};
        assertEquals(Math.log(101), OccamFactor.cost(matrix, 1, new double[] {1, 1}), 1e-6);
    }

    /** Two parameters that do the same are one. */
    @Test
    void correlatedParametersCostOnce() {
        double[] matrix = {50, 50, 50, 50};
        assertEquals(Math.log(101), OccamFactor.cost(matrix, 1, new double[] {1, 1}), 1e-9);
    }
}
