// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * Width and shape of a pseudo-Voigt from the widths of its Gaussian and Lorentzian parts (Thompson, Cox and Hastings 1987, J. Appl. Cryst. 20,
 * 79, doi:10.1107/S0021889887087090), with derivatives. Written to by {@link #set}; one instance a thread.
 */
final class ProfileWidths {

    private static final double A4 = 2.69269;
    private static final double A3 = 2.42843;
    private static final double A2 = 4.47163;
    private static final double A1 = 0.07842;

    /** Full width at half maximum in degrees. */
    double fwhm;

    /** Lorentzian share, 0 to 1. */
    double eta;

    /** Derivatives by the Gaussian's squared width. */
    double fwhmByGaussianSquare;

    double etaByGaussianSquare;

    /** Derivatives by the Lorentzian's width. */
    double fwhmByLorentzian;

    double etaByLorentzian;

    /**
     * @param gaussianSquare square of the Gaussian's FWHM in square degrees, above 0
     * @param lorentzian the Lorentzian's FWHM in degrees, 0 or more
     */
    void set(double gaussianSquare, double lorentzian) {
        double g = Math.sqrt(gaussianSquare);
        double l = lorentzian;
        double g2 = gaussianSquare;
        double l2 = l * l;
        double fifth =
                g2 * g2 * g + A4 * g2 * g2 * l + A3 * g2 * g * l2 + A2 * g2 * l2 * l + A1 * g * l2 * l2 + l2 * l2 * l;
        double byG = 5 * g2 * g2 + 4 * A4 * g2 * g * l + 3 * A3 * g2 * l2 + 2 * A2 * g * l2 * l + A1 * l2 * l2;
        double byL = A4 * g2 * g2 + 2 * A3 * g2 * g * l + 3 * A2 * g2 * l2 + 4 * A1 * g * l2 * l + 5 * l2 * l2;
        fwhm = Math.pow(fifth, 0.2);
        double scale = fwhm / (5 * fifth);
        double fwhmByG = byG * scale;
        fwhmByLorentzian = byL * scale;
        double r = l / fwhm;
        eta = r * (1.36603 + r * (-0.47719 + r * 0.11116));
        double etaByR = 1.36603 + r * (-2 * 0.47719 + r * 3 * 0.11116);
        double etaByG = -etaByR * r / fwhm * fwhmByG;
        etaByLorentzian = etaByR * (1 - r * fwhmByLorentzian) / fwhm;
        fwhmByGaussianSquare = fwhmByG / (2 * g);
        etaByGaussianSquare = etaByG / (2 * g);
    }
}
