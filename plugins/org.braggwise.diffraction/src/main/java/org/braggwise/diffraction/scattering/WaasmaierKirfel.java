// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

/**
 * f = sum of a_i exp(-b_i s^2), i = 1 to 5, plus c, for 0 &lt;= s &lt;= 6 reciprocal angstrom: Waasmaier and Kirfel (1995), Acta Cryst. A51, 416,
 * doi:10.1107/S0108767394013292. The neutral atoms H to Cf and 111 ions.
 */
public final class WaasmaierKirfel {

    /** The table. */
    public static final FormFactors TABLE =
            new GaussianFormFactors("Waasmaier & Kirfel 1995", "waasmaier-kirfel-1995.tsv", 5);

    private WaasmaierKirfel() {}
}
