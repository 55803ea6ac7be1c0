// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What all patterns of a table, or all that a model has learnt, share: only patterns of one space can be compared point by point.
 *
 * @param grid the angles
 * @param radiation the X-rays
 * @param normalisation how the intensities were scaled; empty where they were in several ways, or in one that is not known here
 */
public record PatternSpace(TwoThetaGrid grid, Radiation radiation, Optional<Normalisation> normalisation) {

    /** What columns and files say where there is no one normalisation. */
    private static final String MIXED = "mixed";

    /** Ends of grids and wavelengths differ by less where they were only written with fewer digits. */
    private static final double SAME_DEG = 1e-6;

    private static final double SAME_ANGSTROM = 1e-5;

    /** Checks that nothing is null. */
    public PatternSpace {
        Objects.requireNonNull(grid);
        Objects.requireNonNull(radiation);
        Objects.requireNonNull(normalisation);
    }

    /** Of patterns of one normalisation. */
    public PatternSpace(TwoThetaGrid grid, Radiation radiation, Normalisation normalisation) {
        this(grid, radiation, Optional.of(normalisation));
    }

    /**
     * The space that a column's properties or a model's file describe.
     *
     * @param startDeg two-theta of the first point, degrees
     * @param endDeg two-theta of the last point, degrees
     * @param points at least 2
     * @param wavelengthAngstrom mean wavelength, angstrom
     * @param radiation its name, such as "Cu Ka"
     * @param normalisation name of a {@link Normalisation}; anything else counts as several
     * @throws IllegalArgumentException naming what does not fit
     */
    public static PatternSpace of(
            double startDeg,
            double endDeg,
            int points,
            double wavelengthAngstrom,
            String radiation,
            String normalisation) {
        return new PatternSpace(
                new TwoThetaGrid(startDeg, endDeg, points),
                Radiation.named(radiation, wavelengthAngstrom),
                Arrays.stream(Normalisation.values())
                        .filter(n -> n.name().equals(normalisation))
                        .findAny());
    }

    /** @return the mean wavelength in angstrom */
    public double wavelengthAngstrom() {
        return radiation.wavelengthAngstrom();
    }

    /** @return what columns and files say of the normalisation: its name, or "mixed" */
    public String normalisationText() {
        return normalisation.map(Normalisation::name).orElse(MIXED);
    }

    /** @return the same patterns scaled in another way */
    public PatternSpace withNormalisation(Normalisation other) {
        return new PatternSpace(grid, radiation, other);
    }

    /** @return whether both have the same two-theta grid, up to rounding of its ends */
    public boolean sameGrid(PatternSpace other) {
        return grid.points() == other.grid.points()
                && Math.abs(grid.startDeg() - other.grid.startDeg()) < SAME_DEG
                && Math.abs(grid.endDeg() - other.grid.endDeg()) < SAME_DEG;
    }

    /** @return whether peaks of both are at the same points: the same grid and mean wavelength, whatever the heights */
    public boolean samePositions(PatternSpace other) {
        return sameGrid(other) && Math.abs(wavelengthAngstrom() - other.wavelengthAngstrom()) <= SAME_ANGSTROM;
    }

    /** @return in words, without the normalisation: "10.0 to 80.0 deg in 3501 points, Cu Ka 1.54184 A" */
    @Override
    public String toString() {
        return grid.startDeg() + " to " + grid.endDeg() + " deg in " + grid.points() + " points, " + radiation.name()
                + " " + wavelengthAngstrom() + " A";
    }
}
