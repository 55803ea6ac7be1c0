// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;

import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.LaplaceSettings.Structure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The probit approximation at a temperature: logits are divided by it, so their variance by its square. For two classes MacKay's formula
 * (Neural Computation 4, 720 (1992)) is the reference, and the integral that it approximates.
 */
class ProbitTemperatureTest {

    private static final Workers WORKERS = new Workers(1);
    private final Head m_head = SmallHead.random(6, 5, 2, 11);
    private final float[] m_row = SmallHead.rows(1, 6, 12);
    private final Laplace m_laplace = laplace();

    private Laplace laplace() {
        LaplaceFitter fitter = new LaplaceFitter(
                m_head, new LaplaceSettings(false, Structure.FULL, 256, OptionalDouble.of(0.5), 50), WORKERS);
        fitter.add(SmallHead.rows(12, 6, 13), 12);
        return fitter.fit();
    }

    /** Difference of the two logits: mean and variance. */
    private double[] difference() {
        double[] z = SmallHead.logits(m_head, m_row, 0, null);
        double[] c = m_laplace.logitCovariances(m_head, m_row, 1);
        return new double[] {z[1] - z[0], c[0] - c[1] - c[2] + c[3]};
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1, 1.7, 3, 8})
    void isMackaysFormulaForTwoClasses(double temperature) {
        double mean = difference()[0] / temperature;
        double variance = difference()[1] / (temperature * temperature);
        double expected = sigmoid(mean / Math.sqrt(1 + Math.PI / 8 * variance));
        double[] found = m_laplace.probitProbabilities(m_head, m_row, 1, temperature)[0];
        assertArrayEquals(new double[] {1 - expected, expected}, found, 1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3})
    void isCloseToTheIntegral(double temperature) {
        double mean = difference()[0] / temperature;
        double sd = Math.sqrt(difference()[1]) / temperature;
        double integral = 0;
        double weights = 0;
        for (double x = -8; x <= 8; x += 0.01) {
            double weight = Math.exp(-0.5 * x * x);
            integral += weight * sigmoid(mean + sd * x);
            weights += weight;
        }
        assertEquals(integral / weights, m_laplace.probitProbabilities(m_head, m_row, 1, temperature)[0][1], 0.02);
    }
}
