// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

/** The tables of scattering factors that there are to choose from. */
public enum ScatteringTable {
    /** Waasmaier and Kirfel (1995): neutral atoms and 111 ions, good to s = 6 reciprocal angstrom. */
    WAASMAIER_KIRFEL(WaasmaierKirfel.TABLE),
    /** Cromer and Mann as in International Tables C (1992): neutral atoms, good to s = 2; most refinement programs have them. */
    INTERNATIONAL_TABLES(CromerMann.TABLE),
    /** The first with hydrogen as in a molecule. */
    WAASMAIER_KIRFEL_BONDED_H(new BondedHydrogen(WaasmaierKirfel.TABLE)),
    /** The second with hydrogen as in a molecule. */
    INTERNATIONAL_TABLES_BONDED_H(new BondedHydrogen(CromerMann.TABLE));

    private final FormFactors m_factors;

    ScatteringTable(FormFactors factors) {
        m_factors = factors;
    }

    /** @return the factors */
    public FormFactors factors() {
        return m_factors;
    }

    /** @return the same table with hydrogen as in a molecule */
    public ScatteringTable withBondedHydrogen() {
        return this == WAASMAIER_KIRFEL || this == WAASMAIER_KIRFEL_BONDED_H
                ? WAASMAIER_KIRFEL_BONDED_H
                : INTERNATIONAL_TABLES_BONDED_H;
    }
}
