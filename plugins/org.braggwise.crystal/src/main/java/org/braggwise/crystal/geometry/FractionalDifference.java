// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

/**
 * Differences of fractional coordinates, each component brought to between -1/2 and 1/2 by a lattice translation. For points that are near
 * each other it is the vector to the nearest image; for others, in an oblique cell, {@link Lattice#distanceSquared} knows better.
 */
public final class FractionalDifference {

    private FractionalDifference() {}

    /** @return x - y, a new array of three numbers */
    public static double[] of(double[] x, double[] y) {
        double[] d = new double[3];
        for (int k = 0; k < 3; k++) {
            d[k] = nearest(x[k] - y[k]);
        }
        return d;
    }

    /** @return a difference, or a coordinate, brought to between -1/2 and 1/2 */
    public static double nearest(double d) {
        return d - Math.rint(d);
    }
}
