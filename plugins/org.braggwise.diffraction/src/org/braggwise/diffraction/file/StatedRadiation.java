// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;

import org.braggwise.diffraction.Radiation;

/**
 * Turns the wavelength fields of a file header into a {@link Radiation}.
 *
 * <p>Fields that are absent are 0 or NaN. Values outside 0.05 to 5 angstrom are not X-ray diffraction wavelengths and count as absent.
 */
final class StatedRadiation {

    private StatedRadiation() {
    }

    /**
     * @param anode chemical symbol of the tube's anode, or empty
     * @param alpha1 K-alpha-1 or the only wavelength, angstrom
     * @param alpha2 K-alpha-2, angstrom
     * @param ratio intensity of K-alpha-2 over K-alpha-1
     * @param mean weighted mean, angstrom: gives the ratio where that is absent, or stands alone
     * @return the radiation, or null where nothing usable is stated
     */
    static Radiation of(final String anode, final double alpha1, final double alpha2, final double ratio, final double mean) {
        final String tube = anode == null ? "" : anode.strip();
        if (usable(alpha1)) {
            double r = ratio;
            final boolean doublet = usable(alpha2) && alpha2 > alpha1 && alpha2 < 1.01 * alpha1;
            if (doublet && !(r > 0) && usable(mean) && mean > alpha1 && mean < alpha2) {
                r = (mean - alpha1) / (alpha2 - mean);
            }
            if (doublet && r > 0 && r <= 1) {
                return new Radiation(name(tube, " Ka1+Ka2"), List.of(new Radiation.Line(alpha1, 1 / (1 + r)),
                    new Radiation.Line(alpha2, r / (1 + r))));
            }
            return new Radiation(name(tube, " Ka1"), List.of(new Radiation.Line(alpha1, 1)));
        }
        return usable(mean) ? new Radiation(name(tube, " Ka"), List.of(new Radiation.Line(mean, 1))) : null;
    }

    static boolean usable(final double wavelengthAngstrom) {
        return wavelengthAngstrom > 0.05 && wavelengthAngstrom < 5;
    }

    private static String name(final String tube, final String line) {
        return tube.matches("[A-Za-z]{1,2}") ? tube.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
            + tube.substring(1).toLowerCase(java.util.Locale.ROOT) + line : "from file";
    }
}
