// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariationalTest {
    private final Head m_head = SmallHead.random(6, 5, 3, 1);

    private static float[] rho(int n, double value) {
        float[] rho = new float[n];
        Arrays.fill(rho, (float) value);
        return rho;
    }

    private static Variational variational(Head h, double rho) {
        return new Variational(
                rho(h.denseWeight().length, rho),
                rho(h.denseBias().length, rho),
                rho(h.outputWeight().length, rho),
                rho(h.outputBias().length, rho),
                1,
                30);
    }

    @ParameterizedTest(name = "mean {0}, rho {1}, prior scale {2}")
    @CsvSource({"0.7, -1.5, 1.0", "-2.0, 0.3, 0.5", "0.0, -5.0, 1.0", "0.1, 1.0, 3.0"})
    void klDivergenceEqualsTheIntegral(double mean, double rho, double priorScale) {
        double sigma = Math.log(1 + Math.exp((float) rho));
        double sum = 0;
        int steps = 200_000;
        double mu = (float) mean;
        double width = 24 * sigma / steps;
        for (int i = 0; i < steps; i++) {
            double w = mu - 12 * sigma + (i + 0.5) * width;
            double logQ = -0.5 * Math.log(2 * Math.PI * sigma * sigma) - (w - mu) * (w - mu) / (2 * sigma * sigma);
            double logP =
                    -0.5 * Math.log(2 * Math.PI * priorScale * priorScale) - w * w / (2 * priorScale * priorScale);
            sum += Math.exp(logQ) * (logQ - logP) * width;
        }
        assertEquals(
                sum,
                Variational.klDivergence(new float[] {(float) mean}, new float[] {(float) rho}, priorScale),
                1e-6 * Math.abs(sum) + 1e-8);
    }

    @Test
    void klDivergenceOfTheWholeHeadIsTheSumOverItsWeights() {
        Variational prior = variational(
                new Head(6, 5, 3, new float[30], new float[5], new float[15], new float[3]), Math.log(Math.E - 1));
        // sigma = 1 = the prior's scale: only the means are left, sum mu^2 / 2
        double expected = 0;
        for (float[] a :
                List.of(m_head.denseWeight(), m_head.denseBias(), m_head.outputWeight(), m_head.outputBias())) {
            for (float v : a) {
                expected += 0.5 * v * v;
            }
        }
        assertEquals(expected, prior.klDivergence(m_head), 1e-5);
    }

    @Test
    void withoutSpreadItIsTheMeanNetwork() {
        float[] x = SmallHead.rows(2, 6, 3);
        float[] logits = variational(m_head, -40).sampleLogits(m_head, x, 2, SmallHead.keys(2), 1, 4);
        float[] mean = new Deterministic().sampleLogits(m_head, x, 2, SmallHead.keys(2), 1, 4);
        assertArrayEquals(mean, logits, 1e-5f);
    }

    /** Local reparameterisation draws outputs, a sampled head draws weights: for one row both have the same distribution. */
    @Test
    void drawingOutputsHasTheMomentsOfDrawingWeights() {
        Variational posterior = variational(m_head, -1.2);
        float[] x = SmallHead.rows(1, 6, 8);
        int samples = 20_000;
        float[] outputs = posterior.sampleLogits(m_head, x, 1, List.of("a"), 5, samples);
        double[][] byOutput = new double[3][samples];
        double[][] byWeight = new double[3][samples];
        for (int s = 0; s < samples; s++) {
            double[] logits = SmallHead.logits(posterior.sampleHead(m_head, 6, s), x, 0, null);
            for (int c = 0; c < 3; c++) {
                byOutput[c][s] = outputs[s * 3 + c];
                byWeight[c][s] = logits[c];
            }
        }
        for (int c = 0; c < 3; c++) {
            double deviation = Math.sqrt(McDropoutTest.variance(byWeight[c]));
            assertEquals(
                    Arrays.stream(byWeight[c]).average().orElseThrow(),
                    Arrays.stream(byOutput[c]).average().orElseThrow(),
                    5 * deviation * Math.sqrt(2.0 / samples));
            assertEquals(1, Math.sqrt(McDropoutTest.variance(byOutput[c])) / deviation, 0.04);
        }
    }

    @Test
    void aRowsSamplesDoNotDependOnItsBatch() {
        Variational posterior = variational(m_head, -1);
        float[] x = SmallHead.rows(4, 6, 4);
        float[] all = posterior.sampleLogits(m_head, x, 4, SmallHead.keys(4), 1, 6);
        float[] alone = posterior.sampleLogits(m_head, Arrays.copyOfRange(x, 12, 18), 1, List.of("Row2"), 1, 6);
        assertArrayEquals(Arrays.copyOfRange(all, 2 * 18, 3 * 18), alone);
    }

    @Test
    void comesBackBitForBit() {
        SplittableRandom random = new SplittableRandom(3);
        Variational posterior = new Variational(
                SmallHead.gaussian(30, 1, random),
                SmallHead.gaussian(5, 1, random),
                SmallHead.gaussian(15, 1, random),
                SmallHead.gaussian(3, 1, random),
                0.7,
                12);
        Posterior again = Posterior.of(posterior.settings(), posterior.arrays());
        float[] x = SmallHead.rows(2, 6, 4);
        assertEquals(12, again.samples());
        assertArrayEquals(
                posterior.sampleLogits(m_head, x, 2, SmallHead.keys(2), 1, 5),
                again.sampleLogits(m_head, x, 2, SmallHead.keys(2), 1, 5));
        assertEquals(posterior.klDivergence(m_head), ((Variational) again).klDivergence(m_head));
    }
}
