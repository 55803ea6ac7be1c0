// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

/**
 * A line shape refined from a pattern: FWHM^2 = u t^2 + v t + w with t = tan(theta), the form of Caglioti, Paoletti and Ricci (1958), Nucl.
 * Instrum. 3, 223, used here for the whole width, and a Lorentzian share linear in two-theta.
 *
 * @param u in square degrees
 * @param v in square degrees
 * @param w in square degrees
 * @param share0 the Lorentzian share at two-theta 0
 * @param sharePerDegree its change with a degree two-theta
 * @param fromDeg below this angle the width is what it is there, in degrees two-theta: where no line was, the formula says nothing
 * @param toDeg and above this one
 * @param leastDeg what the width does not fall below, wherever the formula goes
 * @param mostDeg what it does not exceed
 */
public record SmoothLineShape(
        double u,
        double v,
        double w,
        double share0,
        double sharePerDegree,
        double fromDeg,
        double toDeg,
        double leastDeg,
        double mostDeg)
        implements LineShape {

    /** @return a shape of one width and share at all angles */
    public static SmoothLineShape constant(double fwhmDeg, double lorentzianShare) {
        return new SmoothLineShape(0, 0, fwhmDeg * fwhmDeg, lorentzianShare, 0, 0, 180, fwhmDeg, fwhmDeg);
    }

    @Override
    public double fwhmDeg(double twoThetaDeg) {
        double t = Math.tan(Math.toRadians(Math.max(fromDeg, Math.min(toDeg, twoThetaDeg)) / 2));
        double square = (u * t + v) * t + w;
        return Math.min(mostDeg, square > leastDeg * leastDeg ? Math.sqrt(square) : leastDeg);
    }

    @Override
    public double lorentzianShare(double twoThetaDeg) {
        return Math.max(0, Math.min(1, share0 + sharePerDegree * twoThetaDeg));
    }
}
