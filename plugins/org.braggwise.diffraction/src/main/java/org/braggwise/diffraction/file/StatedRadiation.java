// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;
import java.util.Locale;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.diffraction.Radiation;

/**
 * Turns the wavelength fields of a file header into a {@link Radiation}.
 *
 * <p>Fields that are absent are 0 or NaN. Values outside 0.05 to 5 angstrom are not X-ray diffraction wavelengths and count as absent.
 */
final class StatedRadiation {

    /** Intensity of K-alpha-2 over K-alpha-1 as a tube emits them, of every anode in use to some per cent. */
    private static final double TUBE_RATIO = 0.5;

    private StatedRadiation() {}

    /**
     * @param anode chemical symbol of the tube's anode, or empty
     * @param alpha1 K-alpha-1 or the only wavelength, angstrom
     * @param alpha2 K-alpha-2, angstrom
     * @param ratio intensity of K-alpha-2 over K-alpha-1
     * @param mean weighted mean, angstrom: gives the ratio where that is absent, or stands alone
     * @return the radiation, or null where nothing usable is stated
     */
    static Radiation of(String anode, double alpha1, double alpha2, double ratio, double mean) {
        String tube = anode == null ? "" : anode.strip();
        if (usable(alpha1)) {
            double r = ratio;
            boolean doublet = usable(alpha2) && alpha2 > alpha1 && alpha2 < 1.01 * alpha1;
            if (doublet && !(r > 0) && usable(mean) && mean > alpha1 && mean < alpha2) {
                r = (mean - alpha1) / (alpha2 - mean);
            }
            if (doublet && r > 0 && r <= 1) {
                return new Radiation(
                        name(tube, " Ka1+Ka2"),
                        List.of(new Radiation.Line(alpha1, 1 / (1 + r)), new Radiation.Line(alpha2, r / (1 + r))));
            }
            return new Radiation(name(tube, " Ka1"), List.of(new Radiation.Line(alpha1, 1)));
        }
        return usable(mean) ? new Radiation(name(tube, " Ka"), List.of(new Radiation.Line(mean, 1))) : null;
    }

    /**
     * Gives a scan the radiation of a header that states both wavelengths, but not their shares. A tube emits both, 2 : 1, and few
     * instruments take K-alpha-2 away: K-alpha-1 alone would shift every angle of the others. The scan's diagnostics say what was taken.
     *
     * @param scan to give it to
     * @param anode chemical symbol of the tube's anode, or empty
     * @param alpha1 K-alpha-1 or the only wavelength, angstrom
     * @param alpha2 K-alpha-2, angstrom
     * @param measured which lines the header says are measured, as "Ka" or "Ka1"; empty where it says nothing of that
     */
    static void withoutShares(ScanBuilder scan, String anode, double alpha1, double alpha2, String measured) {
        String line = measured.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (line.startsWith("kb") || line.matches("ka(lpha)?2") && usable(alpha2)) {
            boolean second = line.startsWith("ka");
            scan.radiation(second ? Radiation.monochromatic(alpha2) : null);
            scan.note(
                    Diagnostic.Severity.WARNING,
                    0,
                    "wavelength",
                    "measured with " + measured,
                    "K-alpha or K-alpha-1",
                    second ? "K-alpha-2 " + alpha2 : "no wavelength");
            return;
        }
        boolean one = line.matches("ka(lpha)?1");
        Radiation radiation = of(anode, alpha1, one ? 0 : alpha2, TUBE_RATIO, 0);
        scan.radiation(radiation);
        if (!usable(alpha2)) {
            return;
        }
        scan.metadata("K-alpha-2 wavelength", Double.toString(alpha2));
        if (radiation != null && radiation.lines().size() == 2) {
            scan.note(
                    Diagnostic.Severity.WARNING,
                    0,
                    "wavelength",
                    "K-alpha-1 " + alpha1 + " and K-alpha-2 " + alpha2 + " without their shares",
                    "an intensity ratio",
                    "2 : 1");
        } else if (alpha1 != alpha2) {
            scan.note(
                    Diagnostic.Severity.INFO,
                    0,
                    "wavelength",
                    one
                            ? "K-alpha-2 " + alpha2 + " beside measured " + measured
                            : "K-alpha-2 " + alpha2 + ", no doublet with " + alpha1,
                    "",
                    "K-alpha-1 only");
        }
    }

    static boolean usable(double wavelengthAngstrom) {
        return wavelengthAngstrom > 0.05 && wavelengthAngstrom < 5;
    }

    private static String name(String tube, String line) {
        return tube.matches("[A-Za-z]{1,2}")
                ? tube.substring(0, 1).toUpperCase(Locale.ROOT)
                        + tube.substring(1).toLowerCase(Locale.ROOT)
                        + line
                : "from file";
    }
}
