// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

/**
 * One reflection with all its symmetry equivalents. The indices are those of one of them: the one with the fewest negative indices, among
 * these the greatest by h, then k, then l.
 *
 * @param h first Miller index
 * @param k second
 * @param l third
 * @param dAngstrom spacing of the planes
 * @param twoThetaDeg Bragg angle 2 theta at the radiation's strongest line, without the shifts of an instrument
 * @param multiplicity how many equivalents there are, opposite ones included
 * @param structureFactorSquared |F|^2 of one equivalent, the mean of opposite ones, in electrons squared per unit cell
 * @param intensity multiplicity times |F|^2 times Lorentz-polarisation times texture, the weighted mean over the radiation's lines; the
 *            area under the reflection in a pattern, in electrons squared times degrees before normalisation
 */
public record Reflection(
        int h,
        int k,
        int l,
        double dAngstrom,
        double twoThetaDeg,
        int multiplicity,
        double structureFactorSquared,
        double intensity) {

    /** @throws IllegalArgumentException for a spacing or multiplicity that is not positive, or numbers that are not finite */
    public Reflection {
        if (!(dAngstrom > 0
                        && multiplicity > 0
                        && structureFactorSquared >= 0
                        && structureFactorSquared < Double.POSITIVE_INFINITY)
                || !Double.isFinite(twoThetaDeg)
                || !Double.isFinite(intensity)) {
            throw new IllegalArgumentException(
                    "Reflection " + h + " " + k + " " + l + ": d " + dAngstrom + " angstrom, two-theta " + twoThetaDeg
                            + " deg, multiplicity " + multiplicity + ", |F|^2 " + structureFactorSquared
                            + ", intensity " + intensity
                            + "; expected finite numbers, the first above 0.");
        }
    }

    /** @return "1 0 -2" */
    public String hkl() {
        return h + " " + k + " " + l;
    }

    /** @return the same reflection with another intensity */
    public Reflection withIntensity(double newIntensity) {
        return new Reflection(h, k, l, dAngstrom, twoThetaDeg, multiplicity, structureFactorSquared, newIntensity);
    }
}
