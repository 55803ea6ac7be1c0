// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import org.braggwise.refinement.wholepattern.RefinedValue;

/**
 * How far a weight fraction may be from the truth. The standard uncertainty of a fit counts noise alone; microabsorption, preferred orientation and
 * disorder change what a phase seems to have by far more. The ratio of two phases is taken to have a relative error of {@link #SHARE}, so that a
 * fraction w has one of SHARE w (1 - w) besides that of the fit.
 */
public final class WeightFractionError {

    /** The root mean square of (found - weighed) / (w (1 - w)) over the phases of the weighed mixtures of benchmarks/mixtures, rounded. */
    public static final double SHARE = 0.2;

    private WeightFractionError() {}

    /** @return the standard uncertainty of a refined weight fraction, with what the fit can't know in it */
    public static double of(RefinedValue fraction) {
        double w = fraction.value();
        return Math.hypot(fraction.uncertainty(), SHARE * w * (1 - w));
    }
}
