// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from a line of a header that what follows is no powder pattern: a rocking curve, or a spectrum against wavenumbers. */
final class OtherScan {

    private static final Pattern WAVENUMBERS =
            Pattern.compile("(?i)raman[ _-]?shift|wavenumbers?\\b|\\b1/cm\\b|\\bcm\\^?[-\u2212]1\\b|cm\u207b\u00b9");
    private static final Pattern SCAN = Pattern.compile("(?i)scan[-_ ]*(?:axis|type)[-_a-z]*[\"\\s:=,;]+([^\",;]+)");
    private static final Pattern OTHER_AXIS = Pattern.compile(
            "(?i).*(rocking|omega|\\bphi\\b|\\bchi\\b|\\bpsi\\b|[\u03c9\u03c6\u03d5\u03c7\u03c8]).*|(theta|\u03b8)\\s*");

    private OtherScan() {}

    /**
     * @param number of the line, 1-based
     * @throws PatternFileException where the line says so
     */
    static void refuse(String line, int number, String source) {
        if (WAVENUMBERS.matcher(line).find()) {
            throw PatternFileException.atLine(
                    source,
                    number,
                    "a spectrum against wavenumbers: " + PatternFileException.quote(line.strip()),
                    "a diffraction pattern",
                    "A Raman or infrared spectrum is no diffraction pattern.");
        }
        Matcher scan = SCAN.matcher(line);
        if (scan.find()) {
            String axis = scan.group(1).strip();
            boolean coupled = RigakuProfile.isTwoTheta(axis) || axis.matches("(?i).*(coupled|gonio).*");
            if (!coupled && OTHER_AXIS.matcher(axis).matches()) {
                throw PatternFileException.atLine(
                        source,
                        number,
                        "a scan along " + PatternFileException.quote(axis),
                        "two-theta",
                        "Rocking curves and pole figures are no powder patterns.");
            }
        }
    }
}
