// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

/**
 * Width and shape of one reflection: the pseudo-Voigt eta L + (1 - eta) G of one width.
 *
 * @param fwhmDeg full width at half maximum in degrees two-theta
 * @param lorentzianShare eta, the Lorentzian's share of the area, 0 to 1
 */
public record ReflectionWidth(double fwhmDeg, double lorentzianShare) {

    private static final double SQRT_LN2 = Math.sqrt(Math.log(2));
    private static final double GAUSSIAN_HEIGHT = 2 * SQRT_LN2 / Math.sqrt(Math.PI);

    /**
     * Equations (2) and (3) of Thompson, Cox and Hastings (1987), J. Appl. Cryst. 20, 79, doi:10.1107/S0021889887087090.
     *
     * @param g the Gaussian's FWHM in degrees, 0 or more
     * @param l the Lorentzian's FWHM in degrees, 0 or more
     * @return the pseudo-Voigt that is near the convolution of both
     */
    public static ReflectionWidth thompsonCoxHastings(double g, double l) {
        double fwhm = Math.pow(
                Math.pow(g, 5)
                        + 2.69269 * Math.pow(g, 4) * l
                        + 2.42843 * Math.pow(g, 3) * l * l
                        + 4.47163 * g * g * Math.pow(l, 3)
                        + 0.07842 * g * Math.pow(l, 4)
                        + Math.pow(l, 5),
                0.2);
        double q = fwhm == 0 ? 0 : l / fwhm;
        return new ReflectionWidth(fwhm, Math.max(0, Math.min(1, q * (1.36603 - q * (0.47719 - 0.11116 * q)))));
    }

    /**
     * @param threshold a share of the height, above 0
     * @return how far from its centre the profile has fallen to that share, in degrees
     */
    public double reachDeg(double threshold) {
        return reachDeg(threshold, gaussianReach(threshold));
    }

    /** @return how far from its centre a Gaussian of FWHM 1 has fallen to a share of its height */
    static double gaussianReach(double threshold) {
        return Math.sqrt(Math.log(1 / threshold)) / (2 * SQRT_LN2);
    }

    /** {@link #reachDeg(double)}, for those who know the Gaussian's reach at that threshold. */
    double reachDeg(double threshold, double gaussianReach) {
        double eta = lorentzianShare;
        if (eta == 0) {
            return gaussianReach * fwhmDeg;
        }
        // Height and tail of a profile of area and FWHM 1; the Gaussian has gone where the Lorentzian's tail counts.
        double height = eta * 2 / Math.PI + (1 - eta) * GAUSSIAN_HEIGHT;
        double lorentzian = Math.sqrt(Math.max(0, eta / (2 * Math.PI * threshold * height) - 0.25));
        return Math.max(lorentzian, eta == 1 ? 0 : gaussianReach) * fwhmDeg;
    }
}
