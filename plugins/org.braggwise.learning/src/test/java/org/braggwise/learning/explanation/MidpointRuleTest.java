// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where integrated gradients take the gradient: in the middle of each step, against finite differences of the output there. */
class MidpointRuleTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void gradientsAreTakenInTheMiddleOfEachStep(int steps) throws IOException {
        ShapFixture fixture = new ShapFixture(1);
        float[] x = fixture.values("x");
        float[] from = fixture.background().patterns().get(0);
        IntegratedGradients gradients = new IntegratedGradients(
                List.of(fixture.network()),
                ExplainedOutput.PROBABILITY,
                1,
                new BackgroundPatterns(List.of(from), List.of("Row0")),
                steps);
        double[] values = gradients.explain(x, 0).values();
        double largest = 0;
        for (double v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        int equal = 0;
        for (int i = 0; i < x.length; i++) {
            double expected = 0;
            for (int s = 0; s < steps; s++) {
                expected += slope(gradients, from, x, (s + 0.5f) / steps, i) * (x[i] - from[i]) / steps;
            }
            equal += Math.abs(expected - values[i]) < 0.02 * largest ? 1 : 0;
        }
        // where a rectifier or a maximum switches within the difference, there is no slope to compare with
        assertTrue(equal >= 0.9 * x.length, equal + " of " + x.length + " points");
    }

    /** Derivative of the output by one point, at a share of the way. */
    private static double slope(IntegratedGradients gradients, float[] from, float[] to, float share, int point) {
        float h = 2e-3f;
        double[] output = new double[2];
        for (int side = 0; side < 2; side++) {
            float[] at = new float[to.length];
            for (int i = 0; i < at.length; i++) {
                at[i] = from[i] + share * (to[i] - from[i]);
            }
            at[point] += side == 0 ? -h : h;
            output[side] = gradients.outputs(at)[0];
        }
        return (output[1] - output[0]) / (2 * h);
    }
}
