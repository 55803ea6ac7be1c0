// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

/**
 * Evenly spaced angles. Point i stands for the bin of one step around it; the first and the last bin are as wide as the others.
 *
 * @param startDeg the first angle in degrees two-theta, 0 or more
 * @param endDeg the last angle, below 180
 * @param points how many angles, at least 2
 */
public record TwoThetaGrid(double startDeg, double endDeg, int points) {

    /** 10 to 80 degrees in steps of 0.02. */
    public static final TwoThetaGrid DEFAULT = new TwoThetaGrid(10, 80, 3501);

    /** More points than any diffractometer gives; a guard against mistaken units. */
    private static final int MAX_POINTS = 10_000_000;

    /** @throws IllegalArgumentException unless 0 &lt;= start &lt; end &lt; 180 and there are 2 to ten million points */
    public TwoThetaGrid {
        if (!(startDeg >= 0 && startDeg < endDeg && endDeg < 180)) {
            throw new IllegalArgumentException("The two-theta grid goes from " + startDeg + " to " + endDeg
                    + " deg: expected 0 <= first < last < 180.");
        }
        if (points < 2 || points > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "The two-theta grid has " + points + " points: expected 2 to " + MAX_POINTS + ".");
        }
    }

    /** @return the distance of neighbouring angles in degrees: (end - start) / (points - 1) */
    public double stepDeg() {
        return (endDeg - startDeg) / (points - 1);
    }

    /** @return angle i, 0 to points - 1, in degrees; the last is exactly the end */
    public double at(int i) {
        return startDeg + i * (endDeg - startDeg) / (points - 1);
    }
}
