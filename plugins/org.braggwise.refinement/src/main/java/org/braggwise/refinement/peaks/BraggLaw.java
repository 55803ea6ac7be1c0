// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

/** Bragg's law, lambda = 2 d sin(theta), with Q = 1/d^2. */
public final class BraggLaw {

    private BraggLaw() {}

    /** @return Q in reciprocal square angstrom of an angle in degrees two-theta */
    public static double q(double twoThetaDeg, double wavelengthAngstrom) {
        double s = 2 * Math.sin(Math.toRadians(twoThetaDeg / 2)) / wavelengthAngstrom;
        return s * s;
    }

    /** @return the angle in degrees two-theta; NaN where the wavelength is too long for the spacing */
    public static double twoThetaDeg(double q, double wavelengthAngstrom) {
        return 2 * Math.toDegrees(Math.asin(wavelengthAngstrom * Math.sqrt(q) / 2));
    }

    /** @return dQ / d(two-theta) in reciprocal square angstrom a degree: 2 sin(2 theta) / lambda^2 */
    public static double qPerDegree(double twoThetaDeg, double wavelengthAngstrom) {
        return 2 * Math.sin(Math.toRadians(twoThetaDeg)) / (wavelengthAngstrom * wavelengthAngstrom) * Math.PI / 180;
    }
}
