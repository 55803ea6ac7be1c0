// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

/**
 * Three numbers that say whether ions of these radii form a perovskite.
 *
 * @param goldschmidt t = (rA + rX) / (sqrt(2) (rB + rX)); perovskites mostly from 0.825 to 1.059 (V. M. Goldschmidt,
 *            Naturwissenschaften 14, 477 (1926); range of Bartel et al.)
 * @param octahedral mu = rB / rX; octahedra from sqrt(2) - 1 = 0.414
 * @param bartel tau = rX / rB - nA (nA - (rA / rB) / ln(rA / rB)), nA the oxidation state of A; perovskites below 4.18
 *            (C. J. Bartel et al., Sci. Adv. 5, eaav0693 (2019), doi:10.1126/sciadv.aav0693)
 */
public record PerovskiteFactors(double goldschmidt, double octahedral, double bartel) {

    /** What is known where a radius is not. */
    public static final PerovskiteFactors UNKNOWN = new PerovskiteFactors(Double.NaN, Double.NaN, Double.NaN);

    /**
     * @param rA radius of A in angstrom
     * @param rB radius of B in angstrom
     * @param rX radius of X in angstrom
     * @param chargeA oxidation state of A
     * @return the three factors; a factor whose radius is NaN is NaN, and tau is infinite where A is not larger than B, for which it is not defined
     */
    public static PerovskiteFactors of(double rA, double rB, double rX, double chargeA) {
        double t = (rA + rX) / (Math.sqrt(2) * (rB + rX));
        double ratio = rA / rB;
        double tau = Double.isNaN(ratio) || Double.isNaN(rX)
                ? Double.NaN
                : ratio <= 1 ? Double.POSITIVE_INFINITY : rX / rB - chargeA * (chargeA - ratio / Math.log(ratio));
        return new PerovskiteFactors(t, rB / rX, tau);
    }
}
