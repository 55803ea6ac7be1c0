// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.OptionalDouble;

/**
 * How a Laplace approximation is made.
 *
 * @param dense whether the dense layer is uncertain too (Kronecker-factored); default false: the output layer alone
 * @param structure of the output layer's covariance; default automatic
 * @param denseRank largest number of directions of the dense layer's input that are kept; in the others the prior remains. Default 256
 * @param priorPrecision precision of the weights' prior; empty (the default): chosen by the marginal likelihood
 * @param samples draws of a prediction, at least 1; default 100
 */
public record LaplaceSettings(
        boolean dense, Structure structure, int denseRank, OptionalDouble priorPrecision, int samples) {

    /** Structure of the covariance of the output layer's weights, of which there are classes x (width + 1). */
    public enum Structure {
        /** Full up to 2048 weights: a file of 8 MB and seconds to fit. Kronecker-factored above. */
        AUTOMATIC,
        /** Every covariance; 30 classes and width 128 (3870 weights) need 30 MB. Refused above 8192 weights. */
        FULL,
        /** The product of one factor for the inputs and one for the outputs. */
        KRONECKER
    }

    /** Output layer alone, precision by marginal likelihood, 100 samples. */
    public static final LaplaceSettings DEFAULT =
            new LaplaceSettings(false, Structure.AUTOMATIC, 256, OptionalDouble.empty(), 100);

    private static final int AUTOMATIC_LIMIT = 2048;
    private static final int LIMIT = 8192;
    private static final int CLASS_LIMIT = 2048;

    /** @throws IllegalArgumentException if a number is out of range */
    public LaplaceSettings {
        if (denseRank < 1 || samples < 1) {
            throw new IllegalArgumentException("Laplace with dense rank " + denseRank + " and " + samples
                    + " samples; expected at least 1 of each.");
        }
        if (priorPrecision.isPresent() && !(priorPrecision.getAsDouble() > 0)) {
            throw new IllegalArgumentException(
                    "Laplace prior precision " + priorPrecision.getAsDouble() + "; expected above 0.");
        }
    }

    /**
     * @param width inputs of the output layer
     * @return whether its covariance is full
     * @throws IllegalArgumentException if it shall be full and has too many weights, or if there are too many classes for any
     */
    public boolean full(int width, int classes) {
        if (classes > CLASS_LIMIT) {
            throw new IllegalArgumentException(
                    "A Laplace covariance for " + classes + " classes; expected at most " + CLASS_LIMIT
                            + ", since its memory grows with the square of their number and its time with the cube. Choose another posterior.");
        }
        long weights = (width + 1L) * classes;
        if (structure == Structure.FULL && weights > LIMIT) {
            throw new IllegalArgumentException("A full Laplace covariance of " + weights + " weights (" + classes
                    + " classes, dense width " + width + "); expected at most " + LIMIT
                    + ", since its memory grows with the square. Choose the Kronecker-factored one.");
        }
        return structure == Structure.FULL || structure == Structure.AUTOMATIC && weights <= AUTOMATIC_LIMIT;
    }

    /** The same with another number of samples. */
    public LaplaceSettings withSamples(int other) {
        return new LaplaceSettings(dense, structure, denseRank, priorPrecision, other);
    }
}
