// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

/**
 * What all patterns of a table or of a model share.
 *
 * @param startDeg two-theta of the first point, degrees
 * @param endDeg two-theta of the last point, degrees
 * @param points at least 2
 * @param wavelengthAngstrom mean wavelength, angstrom
 * @param radiation its name, such as "Cu Ka"
 * @param normalisation how intensities were scaled, such as "MAX_1"
 * @param scale what a model's network is shown of an intensity; LINEAR for a table
 */
public record PatternDomain(
        double startDeg,
        double endDeg,
        int points,
        double wavelengthAngstrom,
        String radiation,
        String normalisation,
        IntensityScale scale) {

    /** @throws IllegalArgumentException naming what does not fit */
    public PatternDomain {
        if (!(startDeg >= 0 && endDeg > startDeg && endDeg <= 180) || points < 2) {
            throw new IllegalArgumentException("A two-theta grid from " + startDeg + " to " + endDeg + " deg in "
                    + points + " points; expected 0 <= start < end <= 180 deg and at least 2 points.");
        }
        if (!(wavelengthAngstrom > 0 && wavelengthAngstrom < 100)) {
            throw new IllegalArgumentException(
                    "A wavelength of " + wavelengthAngstrom + " A; expected above 0 and below 100.");
        }
        if (radiation == null || normalisation == null) {
            throw new IllegalArgumentException(
                    "Radiation " + radiation + " and normalisation " + normalisation + "; expected the names of both.");
        }
        java.util.Objects.requireNonNull(scale);
    }

    /** The domain of a table. */
    public PatternDomain(
            double startDeg,
            double endDeg,
            int points,
            double wavelengthAngstrom,
            String radiation,
            String normalisation) {
        this(startDeg, endDeg, points, wavelengthAngstrom, radiation, normalisation, IntensityScale.LINEAR);
    }

    /** @return the domain of a model that is shown patterns of this one on a scale */
    public PatternDomain withScale(IntensityScale shown) {
        return new PatternDomain(startDeg, endDeg, points, wavelengthAngstrom, radiation, normalisation, shown);
    }

    /** @return degrees from one point to the next */
    public double stepDeg() {
        return (endDeg - startDeg) / (points - 1);
    }
}
