// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The table of polynomials against the formula, for coefficients as narrow and as broad as the published tables have. */
class GaussianSumTest {

    private static final GaussianSum[] SUMS = {
        new GaussianSum(new double[] {20, 25, 5, 3, 2}, new double[] {3.9, 0.4, 28, 110, 210}, 1.5),
        new GaussianSum(new double[] {0.4, 0.3, 0.2, 0.1}, new double[] {10.5, 26, 3, 57}, 0.003),
        new GaussianSum(new double[] {2, -0.5}, new double[] {0.01, 0.0}, -1),
    };

    @Test
    void agreesWithTheFormula() {
        for (GaussianSum sum : SUMS) {
            for (double s = 0; s < 2; s += 0.00037) {
                assertEquals(sum.formula(s * s), sum.at(s * s), 1e-9, "s = " + s);
            }
        }
    }

    @Test
    void isTheFormulaBeyondTheTable() {
        for (GaussianSum sum : SUMS) {
            for (double s : new double[] {2, 2.5, 6}) {
                assertEquals(sum.formula(s * s), sum.at(s * s));
            }
        }
    }
}
