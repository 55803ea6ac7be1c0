// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

/**
 * Intensities on a grid of two-theta, with the radiation that they belong to.
 *
 * @param grid the angles
 * @param radiation the X-rays
 * @param intensities one finite number for each angle; the record keeps the array, which nobody must write to
 */
public record Pattern(TwoThetaGrid grid, Radiation radiation, double[] intensities) {

    /** @throws IllegalArgumentException where the length is not that of the grid, or a number is not finite */
    public Pattern {
        java.util.Objects.requireNonNull(radiation);
        if (intensities.length != grid.points()) {
            throw new IllegalArgumentException("The pattern has " + intensities.length + " intensities: expected "
                    + grid.points() + ", one for each angle of the grid.");
        }
        for (int i = 0; i < intensities.length; i++) {
            if (!Double.isFinite(intensities[i])) {
                throw new IllegalArgumentException("Intensity " + i + " of the pattern, at " + grid.at(i)
                        + " deg two-theta, is " + intensities[i] + ": expected a finite number.");
            }
        }
    }

    /** @return the highest intensity */
    public double maximum() {
        double max = intensities[0];
        for (double y : intensities) {
            max = Math.max(max, y);
        }
        return max;
    }
}
