// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

/**
 * A number that is refined.
 *
 * @param name what messages and results call it
 * @param start its value before the fit, between the bounds
 * @param lower its least value; minus infinity for none
 * @param upper its greatest value; infinity for none
 * @param largestStep how far one iteration may move it; infinity for any distance
 * @param priorMean what it is expected to be before the data are seen
 * @param priorSigma standard deviation of that expectation; infinity for none
 */
public record Parameter(
        String name,
        double start,
        double lower,
        double upper,
        double largestStep,
        double priorMean,
        double priorSigma) {

    /** @throws IllegalArgumentException for a start that is not finite or not within the bounds, or a step or sigma that is not above 0 */
    public Parameter {
        if (!Double.isFinite(start) || !(lower <= start && start <= upper)) {
            throw new IllegalArgumentException("Parameter \"" + name + "\" starts at " + start
                    + ": expected a finite number from " + lower + " to " + upper + ".");
        }
        if (!(largestStep > 0) || !(priorSigma > 0) || !Double.isFinite(priorMean)) {
            throw new IllegalArgumentException(
                    "Parameter \"" + name + "\" has a largest step of " + largestStep + ", a prior of " + priorMean
                            + " with standard deviation " + priorSigma + ": expected a step and a deviation above 0.");
        }
    }

    /** A parameter without bounds, step limit or prior. */
    public static Parameter free(String name, double start) {
        return bounded(name, start, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** A parameter between bounds, without step limit or prior. */
    public static Parameter bounded(String name, double start, double lower, double upper) {
        return new Parameter(name, start, lower, upper, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY);
    }

    /** @return the same, moved by at most this in an iteration */
    public Parameter withLargestStep(double step) {
        return new Parameter(name, start, lower, upper, step, priorMean, priorSigma);
    }

    /** @return the same with a Gaussian prior */
    public Parameter withPrior(double mean, double sigma) {
        return new Parameter(name, start, lower, upper, largestStep, mean, sigma);
    }

    /** @return the same, starting elsewhere; what lies outside the bounds is brought to the nearer one */
    public Parameter startingAt(double value) {
        return new Parameter(
                name, Math.max(lower, Math.min(upper, value)), lower, upper, largestStep, priorMean, priorSigma);
    }
}
