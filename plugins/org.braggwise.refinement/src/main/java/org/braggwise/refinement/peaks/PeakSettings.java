// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.Objects;
import java.util.Optional;

/**
 * How {@link PeakFinder} works.
 *
 * @param shape the line shape where it is known; empty to refine it from the pattern
 * @param background what lies under the peaks
 * @param noise whether the pattern has noise, which is then estimated where no uncertainties are stated
 * @param leastHeight peaks lower than this share of the highest are left out, 0 to below 1
 * @param significance how many standard deviations a peak's curvature and area must stand out of the noise, above 0
 * @param mostPeaks how many peaks at most, counted from the lowest angle, at least 1
 * @param toDeg the angle that the search ends at, in degrees two-theta; 180 for the whole pattern
 */
public record PeakSettings(
        Optional<LineShape> shape,
        Background background,
        boolean noise,
        double leastHeight,
        double significance,
        int mostPeaks,
        double toDeg) {

    /** What lies under the peaks. */
    public enum Background {
        /** Nothing, as in a simulation without background, or where it has been taken off. */
        NONE,
        /** Something smooth, found by peak clipping on the pattern and then on what the fitted peaks leave of it. */
        ESTIMATED
    }

    /** A measured pattern: shape refined, background estimated, peaks from 0.5 % of the highest and 4 standard deviations, 200 at most. */
    public static final PeakSettings MEASURED =
            new PeakSettings(Optional.empty(), Background.ESTIMATED, true, 0.005, 4, 200, 180);

    /** @throws IllegalArgumentException for a number outside its range */
    public PeakSettings {
        Objects.requireNonNull(shape);
        Objects.requireNonNull(background);
        if (!(leastHeight >= 0 && leastHeight < 1 && significance > 0 && mostPeaks >= 1 && toDeg > 0)) {
            throw new IllegalArgumentException(
                    "The peak search got a least height of " + leastHeight + ", a significance of " + significance
                            + ", at most " + mostPeaks + " peaks, up to " + toDeg
                            + " deg: expected a share from 0 to below 1 and positive numbers.");
        }
    }

    /** A simulated pattern without noise and background: peaks from 0.02 % of the highest. */
    public static PeakSettings simulated(LineShape shape) {
        return new PeakSettings(Optional.of(shape), Background.NONE, false, 2e-4, 4, 200, 180);
    }

    /** @return the same with a known line shape */
    public PeakSettings withShape(LineShape known) {
        return new PeakSettings(Optional.of(known), background, noise, leastHeight, significance, mostPeaks, toDeg);
    }

    /** @return the same with another least height */
    public PeakSettings withLeastHeight(double share) {
        return new PeakSettings(shape, background, noise, share, significance, mostPeaks, toDeg);
    }

    /** @return the same with at most so many peaks */
    public PeakSettings withMostPeaks(int peaks) {
        return new PeakSettings(shape, background, noise, leastHeight, significance, peaks, toDeg);
    }
}
