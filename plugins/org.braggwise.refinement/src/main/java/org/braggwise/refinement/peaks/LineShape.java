// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

/** Width and shape of a single line as smooth functions of the angle: a pseudo-Voigt, eta L + (1 - eta) G of one width. */
public interface LineShape {

    /** @return the full width at half maximum in degrees at an angle in degrees two-theta, above 0 */
    double fwhmDeg(double twoThetaDeg);

    /** @return eta, the Lorentzian's share of the area, 0 to 1, at an angle in degrees two-theta */
    double lorentzianShare(double twoThetaDeg);

    /** @return how many widths from its centre a line is followed, its area being that within */
    default double reach(double twoThetaDeg) {
        return 30;
    }
}
