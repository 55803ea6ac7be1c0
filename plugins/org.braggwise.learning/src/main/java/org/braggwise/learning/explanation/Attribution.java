// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/**
 * How much each point of a pattern moved one output of the network away from its value on the background.
 *
 * @param classIndex the class whose output is explained
 * @param values one a point: positive raised the output
 * @param spread standard deviation of each value over posterior samples and ensemble members; empty where there was one network only
 * @param baseValue mean output over the background
 * @param modelOutput output for the pattern; both are means over the explained networks
 * @param additivityResidual modelOutput - baseValue - sum of the values: 0 up to rounding where the method is complete
 * @param backgroundFingerprint identifies the background patterns, see {@link BackgroundPatterns#fingerprint()}
 */
public record Attribution(
        int classIndex,
        double[] values,
        double[] spread,
        double baseValue,
        double modelOutput,
        double additivityResidual,
        String backgroundFingerprint) {

    static Attribution of(
            int classIndex,
            double[] values,
            double[] spread,
            double baseValue,
            double modelOutput,
            String fingerprint) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return new Attribution(
                classIndex, values, spread, baseValue, modelOutput, modelOutput - baseValue - sum, fingerprint);
    }
}
