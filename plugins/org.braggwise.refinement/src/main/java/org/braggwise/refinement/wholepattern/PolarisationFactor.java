// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * Lorentz-polarisation factor 2 (1 + A cos^2 2theta) / (1 + A) / (sin^2 theta cos theta) of International Tables C, section 6.2, as a function
 * of u = sin^2 theta, with its derivative.
 *
 * @param a 1 for unpolarised rays without monochromator, 0 for rays polarised across the plane of diffraction
 */
record PolarisationFactor(double a) {

    /** @return the factor at u, above 0 and below 1 */
    double at(double u) {
        double c = 1 - 2 * u;
        return 2 * (1 + a * c * c) / (1 + a) / (u * Math.sqrt(1 - u));
    }

    /** @return the derivative of {@link #at} by u */
    double byU(double u) {
        double c = 1 - 2 * u;
        return at(u) * (-4 * a * c / (1 + a * c * c) - 1 / u + 0.5 / (1 - u));
    }
}
