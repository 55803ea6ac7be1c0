// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

/**
 * One reflection, or several that could not be told apart, as measured.
 *
 * @param twoThetaDeg where it is, in degrees, for the strongest line of the radiation (K-alpha-1 of a doublet)
 * @param twoThetaSigmaDeg standard uncertainty of the angle in degrees; 0 where it is not known
 * @param area its area above the background over all lines of the radiation, in intensity times degrees
 * @param areaSigma standard uncertainty of the area; 0 where it is not known
 * @param fwhmDeg full width at half maximum of one line of the radiation, in degrees; 0 where it is not known
 * @param q Q = 1/d^2 in reciprocal square angstrom
 */
public record Peak(
        double twoThetaDeg, double twoThetaSigmaDeg, double area, double areaSigma, double fwhmDeg, double q) {

    /** @throws IllegalArgumentException for an angle outside 0 to 180, or numbers that are negative or not finite */
    public Peak {
        if (!(twoThetaDeg > 0 && twoThetaDeg < 180 && q > 0 && q < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Peak at " + twoThetaDeg + " deg two-theta, 1/d^2 " + q
                    + ": expected an angle between 0 and 180 degrees and a positive 1/d^2.");
        }
        if (!(twoThetaSigmaDeg >= 0 && areaSigma >= 0 && fwhmDeg >= 0) || !Double.isFinite(area)) {
            throw new IllegalArgumentException("Peak at " + twoThetaDeg + " deg two-theta: uncertainty "
                    + twoThetaSigmaDeg + " deg, area " + area + " with uncertainty " + areaSigma + ", width " + fwhmDeg
                    + " deg; expected finite numbers, all but the area 0 or more.");
        }
    }

    /** @return d in angstrom */
    public double dAngstrom() {
        return 1 / Math.sqrt(q);
    }

    /** @return the area over the width, which is near the height above the background; 0 where the width is not known */
    public double height() {
        return fwhmDeg > 0 ? area / fwhmDeg : 0;
    }
}
