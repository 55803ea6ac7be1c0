// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

/**
 * f = sum of a_i exp(-b_i s^2), i = 1 to 4, plus c, for 0 &lt;= s &lt;= 2 reciprocal angstrom: International Tables C (1992), table 6.1.1.4, after
 * Cromer and Mann (1968), Acta Cryst. A24, 321, doi:10.1107/S0567739468000550. Neutral atoms H to Cf.
 */
public final class CromerMann {

    /** The table. */
    public static final FormFactors TABLE =
            new GaussianFormFactors("International Tables C 1992", "cromer-mann-1992.tsv", 4);

    private CromerMann() {}
}
