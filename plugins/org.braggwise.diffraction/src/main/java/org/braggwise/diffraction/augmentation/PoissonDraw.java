// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.SplittableRandom;

/** Numbers of photons: exact by counting arrivals up to a mean of 30, above that the normal approximation, rounded. */
final class PoissonDraw {

    private PoissonDraw() {}

    static double of(double mean, SplittableRandom random) {
        if (mean > 30) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int n = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            n++;
        }
        return n;
    }
}
