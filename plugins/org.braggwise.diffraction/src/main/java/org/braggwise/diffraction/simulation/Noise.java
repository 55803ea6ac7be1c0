// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

/**
 * Noise of mean zero: counting statistics first, then a Gaussian of one width everywhere.
 *
 * @param countsAtMaximum photons counted at the highest point, background included, for Poisson noise; 0 for none
 * @param gaussian standard deviation relative to the highest point; 0 for none
 */
public record Noise(double countsAtMaximum, double gaussian) {

    /** No noise. */
    public static final Noise NONE = new Noise(0, 0);

    /** @throws IllegalArgumentException for negative or infinite numbers */
    public Noise {
        if (!(countsAtMaximum >= 0 && countsAtMaximum <= 1e15)) {
            throw new IllegalArgumentException("Counts at the highest point are " + countsAtMaximum
                    + ": expected 0 to 1e15, 0 for no Poisson noise.");
        }
        if (!(gaussian >= 0 && gaussian < 1e6)) {
            throw new IllegalArgumentException("Gaussian noise is " + gaussian
                    + ": expected a standard deviation relative to the highest point, such as 0.01; 0 for none.");
        }
    }

    /** @return whether there is nothing */
    boolean isNone() {
        return countsAtMaximum == 0 && gaussian == 0;
    }
}
