// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

/**
 * When a fit ends.
 *
 * @param mostIterations linearisations at most, at least 1
 * @param tolerance the fit has converged when an accepted step lowers the objective by less than this share of it, above 0
 * @param startingDamping lambda of the first step, as a share of the diagonal; 0.001 trusts the start, 1 does not
 */
public record FitSettings(int mostIterations, double tolerance, double startingDamping) {

    /** 50 iterations, 1e-6, 0.001. */
    public static final FitSettings DEFAULT = new FitSettings(50, 1e-6, 1e-3);

    /** @throws IllegalArgumentException for numbers outside their ranges */
    public FitSettings {
        if (mostIterations < 1 || !(tolerance > 0) || !(startingDamping > 0)) {
            throw new IllegalArgumentException("A fit of " + mostIterations + " iterations with tolerance " + tolerance
                    + " and damping " + startingDamping + ": expected at least one iteration and numbers above 0.");
        }
    }
}
