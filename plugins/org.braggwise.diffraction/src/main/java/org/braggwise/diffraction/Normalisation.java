// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

/** How the intensities of a pattern are scaled. */
public enum Normalisation {
    /** The highest point is 1. */
    MAXIMUM_1,
    /** The highest point is 100. */
    MAXIMUM_100,
    /** The lowest point is 0 and the highest 1. */
    MIN_MAX,
    /** The sum over the grid times its step is 1 (per degree). */
    AREA_1,
    /** As they are. */
    NONE;

    /**
     * @param intensities finite
     * @param stepDeg of the grid
     * @return scaled copies; a pattern with nothing above 0 comes back as it is, since no factor would make it right
     */
    public double[] apply(double[] intensities, double stepDeg) {
        double[] out = intensities.clone();
        applyInPlace(out, stepDeg);
        return out;
    }

    /** {@link #apply}, to the array itself. */
    public void applyInPlace(double[] intensities, double stepDeg) {
        double offset = this == MIN_MAX ? lowest(intensities) : 0;
        double unit =
                switch (this) {
                    case MAXIMUM_1 -> highest(intensities);
                    case MAXIMUM_100 -> highest(intensities) / 100;
                    case MIN_MAX -> highest(intensities) - offset;
                    case AREA_1 -> sum(intensities) * stepDeg;
                    case NONE -> 1;
                };
        if (unit > 0 && this != NONE) {
            double scale = 1 / unit;
            for (int i = 0; i < intensities.length; i++) {
                intensities[i] = (intensities[i] - offset) * scale;
            }
        }
    }

    private static double lowest(double[] intensities) {
        double lowest = Double.POSITIVE_INFINITY;
        for (double y : intensities) {
            lowest = y < lowest ? y : lowest;
        }
        return lowest;
    }

    private static double highest(double[] intensities) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double y : intensities) {
            highest = Math.max(highest, y);
        }
        return highest;
    }

    private static double sum(double[] intensities) {
        double sum = 0;
        for (double y : intensities) {
            sum += y;
        }
        return sum;
    }
}
