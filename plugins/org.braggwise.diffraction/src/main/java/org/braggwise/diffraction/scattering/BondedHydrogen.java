// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

import java.util.Optional;

/**
 * A table with hydrogen as it is in a molecule, where its electron is drawn to the bond: R. F. Stewart, E. R. Davidson and W. T. Simpson
 * (1965), J. Chem. Phys. 42, 3175, doi:10.1063/1.1696397; coefficients of International Tables C (1992), table 6.1.1.4. The other elements
 * are the table's own.
 *
 * @param table whose hydrogen is replaced
 */
record BondedHydrogen(FormFactors table) implements FormFactors {

    private static final double[] A = {0.493002, 0.322912, 0.140191, 0.040810};
    private static final double[] B = {10.5109, 26.1257, 3.14236, 57.7997};
    private static final double C = 0.003038;

    @Override
    public String name() {
        return table.name() + " with bonded hydrogen";
    }

    @Override
    public Optional<FormFactor> find(String element, int charge) {
        boolean hydrogen = (element.equals("H") || element.equals("D")) && charge == 0;
        return hydrogen ? Optional.of(BondedHydrogen::at) : table.find(element, charge);
    }

    private static double at(double s2) {
        double f = C;
        for (int i = 0; i < A.length; i++) {
            f += A[i] * Math.exp(-B[i] * s2);
        }
        return f;
    }
}
