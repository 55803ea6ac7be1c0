// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.SplittableRandom;

/**
 * A range to draw from.
 *
 * @param low the least value
 * @param high the greatest; equal to {@code low} for a fixed value
 */
public record DrawRange(double low, double high) {

    /** @throws IllegalArgumentException unless both are finite and low does not exceed high */
    public DrawRange {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException(
                    "A range from " + low + " to " + high + "; expected finite numbers, the lower one first.");
        }
    }

    /** @return the range of that one value */
    public static DrawRange fixed(double value) {
        return new DrawRange(value, value);
    }

    /** @return the range from -limit to limit */
    public static DrawRange symmetric(double limit) {
        return new DrawRange(-limit, limit);
    }

    double uniform(SplittableRandom random) {
        return low + (high - low) * random.nextDouble();
    }

    /** Uniform in the logarithm: as many draws from 5 to 10 as from 50 to 100. Needs low above 0. */
    double logUniform(SplittableRandom random) {
        return low == high ? low : Math.exp(Math.log(low) + Math.log(high / low) * random.nextDouble());
    }

    /** A whole number between the ends, both included. */
    int whole(SplittableRandom random) {
        int from = (int) Math.ceil(low);
        return from + random.nextInt(Math.max(1, (int) Math.floor(high) - from + 1));
    }
}
