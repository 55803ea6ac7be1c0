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
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (double y : out) {
            lowest = Math.min(lowest, y);
            highest = Math.max(highest, y);
            sum += y;
        }
        double offset = this == MIN_MAX ? lowest : 0;
        double unit =
                switch (this) {
                    case MAXIMUM_1 -> highest;
                    case MAXIMUM_100 -> highest / 100;
                    case MIN_MAX -> highest - lowest;
                    case AREA_1 -> sum * stepDeg;
                    case NONE -> 1;
                };
        if (unit > 0 && this != NONE) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (out[i] - offset) / unit;
            }
        }
        return out;
    }
}
