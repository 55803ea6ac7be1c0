// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

/**
 * Removes the K-alpha-2 part of a scan (W. A. Rachinger, J. Sci. Instrum. 25, 254 (1948), doi:10.1088/0950-7671/25/7/125).
 *
 * <p>I(2theta) = I1(2theta) + r I1(2theta'), where sin theta' = (lambda1 / lambda2) sin theta and r is the intensity of K-alpha-2 over
 * K-alpha-1. As theta' is less than theta, the equation is solved from low to high angles. I1 between points is a cubic through the four
 * solved points around it, a straight line next to the point being solved. Below the first angle the scan counts as flat.
 */
public final class RachingerStripping {

    private RachingerStripping() {}

    /**
     * @param twoThetaDeg strictly increasing angles in degrees, above 0
     * @param intensities as many
     * @param alpha1Angstrom wavelength of K-alpha-1
     * @param alpha2Angstrom wavelength of K-alpha-2, longer
     * @param ratio intensity of K-alpha-2 over K-alpha-1, 0 to 1
     * @return the K-alpha-1 part; noise is amplified by about sqrt(1 + r^2) and may be negative
     * @throws IllegalArgumentException where the wavelengths or the ratio make no sense
     */
    public static double[] strip(
            double[] twoThetaDeg, double[] intensities, double alpha1Angstrom, double alpha2Angstrom, double ratio) {
        if (!(alpha1Angstrom > 0) || !(alpha2Angstrom > alpha1Angstrom) || !(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("K-alpha-2 stripping got wavelengths " + alpha1Angstrom + " and "
                    + alpha2Angstrom + " angstrom and a ratio of " + ratio
                    + "; expected alpha-1 < alpha-2 and a ratio between 0 and 1.");
        }
        int n = intensities.length;
        double[] alpha1 = new double[n];
        int j = 0;
        for (int i = 0; i < n; i++) {
            double source = 2
                    * Math.toDegrees(
                            Math.asin(Math.sin(Math.toRadians(twoThetaDeg[i] / 2)) * alpha1Angstrom / alpha2Angstrom));
            if (i == 0 || source < twoThetaDeg[0]) {
                alpha1[i] = intensities[i] - ratio * intensities[0] / (1 + ratio);
                continue;
            }
            while (j + 1 < i && twoThetaDeg[j + 1] <= source) {
                j++;
            }
            double t = (source - twoThetaDeg[j]) / (twoThetaDeg[j + 1] - twoThetaDeg[j]);
            if (j + 1 == i) {
                alpha1[i] = (intensities[i] - ratio * (1 - t) * alpha1[j]) / (1 + ratio * t);
            } else if (j > 0 && j + 2 < i) {
                alpha1[i] = intensities[i] - ratio * cubic(twoThetaDeg, alpha1, j - 1, source);
            } else {
                alpha1[i] = intensities[i] - ratio * ((1 - t) * alpha1[j] + t * alpha1[j + 1]);
            }
        }
        return alpha1;
    }

    private static double cubic(double[] x, double[] y, int from, double at) {
        double sum = 0;
        for (int a = from; a < from + 4; a++) {
            double weight = 1;
            for (int b = from; b < from + 4; b++) {
                if (b != a) {
                    weight *= (at - x[b]) / (x[a] - x[b]);
                }
            }
            sum += weight * y[a];
        }
        return sum;
    }
}
