// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

/**
 * An expectation of a linear combination of parameters: sum of c_k x_(i_k) = target, give or take sigma. It counts as one more observation.
 *
 * @param indices which parameters; each at most once
 * @param coefficients their factors, as many
 * @param target the expected sum
 * @param sigma its standard deviation, above 0
 */
public record Restraint(int[] indices, double[] coefficients, double target, double sigma) {

    /** @throws IllegalArgumentException for numbers of indices and coefficients that differ, or a sigma that is not above 0 */
    public Restraint {
        if (indices.length != coefficients.length || indices.length == 0 || !(sigma > 0)) {
            throw new IllegalArgumentException("A restraint has " + indices.length + " indices, " + coefficients.length
                    + " coefficients and sigma " + sigma
                    + ": expected as many of both, at least one, and a sigma above 0.");
        }
        indices = indices.clone();
        coefficients = coefficients.clone();
    }

    /** @return (sum - target) / sigma */
    double residual(double[] x) {
        double sum = -target;
        for (int k = 0; k < indices.length; k++) {
            sum += coefficients[k] * x[indices[k]];
        }
        return sum / sigma;
    }
}
