// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

/**
 * Preferred orientation after Dollase (1986), J. Appl. Cryst. 19, 267, doi:10.1107/S0021889886089458: a reflection whose normal is
 * inclined by alpha to the preferred direction is multiplied by (r^2 cos^2 alpha + sin^2 alpha / r)^(-3/2), averaged over the reflection's
 * equivalents. The mean over all directions is 1.
 *
 * @param r 1 for none, below 1 for plates that lie flat, above 1 for needles that do; above 0
 * @param h preferred direction: the normal of the planes (h k l)
 * @param k second index
 * @param l third index
 */
public record MarchDollase(double r, int h, int k, int l) {

    /** @throws IllegalArgumentException for a parameter outside 0.01 to 100, or the direction 0 0 0 */
    public MarchDollase {
        if (!(r >= 0.01 && r <= 100)) {
            throw new IllegalArgumentException(
                    "The March-Dollase parameter is " + r + ": expected 0.01 to 100, 1 for no texture.");
        }
        if (h == 0 && k == 0 && l == 0) {
            throw new IllegalArgumentException(
                    "The preferred direction is 0 0 0: expected three integers that are not all 0.");
        }
    }

    /** @return the factor for a plane whose normal is inclined by an angle of this squared cosine, 0 to 1 */
    double factor(double cosineSquared) {
        double q = r * r * cosineSquared + (1 - cosineSquared) / r;
        return 1 / (q * Math.sqrt(q));
    }
}
