// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

/** What least squares make small. */
public final class WeightedSquares {

    private WeightedSquares() {}

    /** @return the sum of w (observed - calculated)^2 over all observations */
    public static double sum(double[] observed, double[] calculated, double[] weights) {
        double sum = 0;
        for (int i = 0; i < observed.length; i++) {
            double r = observed[i] - calculated[i];
            sum += weights[i] * r * r;
        }
        return sum;
    }
}
