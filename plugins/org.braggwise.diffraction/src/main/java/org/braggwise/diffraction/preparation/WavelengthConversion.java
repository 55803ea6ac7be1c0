// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import java.util.Arrays;

/**
 * Moves a scan to the angles that it would have at another wavelength: sin theta' = (lambda' / lambda) sin theta.
 *
 * <p>Intensities are divided by d(2theta') / d(2theta), so that the area of every reflection stays what it was. Optionally they are also
 * multiplied by the ratio of the Lorentz-polarisation factors (1 + cos^2 2theta) / (sin^2 theta cos theta) at the two angles, which is what
 * a diffractometer at the new wavelength would measure. Scattering factors and absorption are not converted.
 */
public final class WavelengthConversion {

    /** A converted scan: points that have no angle at the new wavelength are left out. */
    public record Result(double[] twoThetaDeg, double[] intensities) {}

    private WavelengthConversion() {}

    /**
     * @param twoThetaDeg strictly increasing angles in degrees
     * @param intensities as many
     * @param fromAngstrom the scan's wavelength
     * @param toAngstrom the new wavelength
     * @param lorentzPolarisation whether to convert the Lorentz-polarisation factor too
     * @return the converted scan; points at or below 0 deg and beyond 180 deg are left out
     * @throws IllegalArgumentException for wavelengths that are not positive, or where fewer than 2 points remain
     */
    public static Result convert(
            double[] twoThetaDeg,
            double[] intensities,
            double fromAngstrom,
            double toAngstrom,
            boolean lorentzPolarisation) {
        if (!(fromAngstrom > 0) || !(toAngstrom > 0)) {
            throw new IllegalArgumentException(
                    "Wavelengths " + fromAngstrom + " and " + toAngstrom + " angstrom, expected above 0.");
        }
        double k = toAngstrom / fromAngstrom;
        double[] x = new double[twoThetaDeg.length];
        double[] y = new double[x.length];
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            double theta = Math.toRadians(twoThetaDeg[i] / 2);
            double sine = k * Math.sin(theta);
            if (!(theta > 0) || sine >= 1) {
                continue;
            }
            double converted = Math.asin(sine);
            x[n] = 2 * Math.toDegrees(converted);
            y[n] = intensities[i] * Math.cos(converted) / (k * Math.cos(theta));
            if (lorentzPolarisation) {
                y[n] *= lorentzPolarisation(converted) / lorentzPolarisation(theta);
            }
            n++;
        }
        if (n < 2) {
            throw new IllegalArgumentException("Converted from " + fromAngstrom + " to " + toAngstrom + " angstrom, "
                    + n + " points have an angle; expected at least 2.");
        }
        return new Result(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
    }

    private static double lorentzPolarisation(double theta) {
        double c = Math.cos(2 * theta);
        double s = Math.sin(theta);
        return (1 + c * c) / (s * s * Math.cos(theta));
    }
}
