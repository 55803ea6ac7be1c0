// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.OptionalDouble;

/**
 * How a Laplace approximation is made.
 *
 * @param dense whether the dense layer is uncertain too (Kronecker-factored); default false: the output layer alone
 * @param fullLimit largest number of output-layer weights, classes x (width + 1), that gets a full covariance; above it the covariance
 *            is Kronecker-factored. Default 2048: a file of 8 MB and seconds to fit; 30 classes and width 128 (3870 weights) need 30 MB
 * @param denseRank largest number of directions of the dense layer's input that are kept; in the others the prior remains. Default 256
 * @param priorPrecision precision of the weights' prior; empty (the default): chosen by the marginal likelihood
 * @param samples draws of a prediction, at least 1; default 100
 */
public record LaplaceSettings(boolean dense, int fullLimit, int denseRank, OptionalDouble priorPrecision, int samples) {

    /** Output layer alone, precision by marginal likelihood, 100 samples. */
    public static final LaplaceSettings DEFAULT = new LaplaceSettings(false, 2048, 256, OptionalDouble.empty(), 100);

    /** @throws IllegalArgumentException if a number is out of range */
    public LaplaceSettings {
        if (fullLimit < 0 || fullLimit > 8192) {
            throw new IllegalArgumentException(
                "Full Laplace covariance up to " + fullLimit + " weights; expected 0 to 8192 (its memory grows with the square).");
        }
        if (denseRank < 1 || samples < 1) {
            throw new IllegalArgumentException(
                "Laplace with dense rank " + denseRank + " and " + samples + " samples; expected at least 1 of each.");
        }
        if (priorPrecision.isPresent() && !(priorPrecision.getAsDouble() > 0)) {
            throw new IllegalArgumentException("Laplace prior precision " + priorPrecision.getAsDouble() + "; expected above 0.");
        }
    }
}
