// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class McDropoutTest {
    private final Head m_head = SmallHead.random(7, 9, 4, 1);
    private final McDropout m_dropout = new McDropout(0.4, 0, 50);

    @Test
    void fastPathHasTheMeanAndVarianceOfFullPassesWithTheSameMasks() {
        int rows = 3;
        int samples = 200;
        float[] x = SmallHead.rows(rows, 7, 2);
        float[] fast = m_dropout.sampleLogits(m_head, x, rows, SmallHead.keys(rows), 11, samples);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < 4; c++) {
                double[] full = new double[samples];
                double[] quick = new double[samples];
                for (int s = 0; s < samples; s++) {
                    float[] mask = m_dropout.headMask(11, "Row" + r, s, 9);
                    double[] factor = new double[9];
                    for (int j = 0; j < 9; j++) {
                        factor[j] = mask[j];
                    }
                    full[s] = SmallHead.logits(m_head, x, r, factor)[c];
                    quick[s] = fast[(r * samples + s) * 4 + c];
                }
                assertArrayEquals(full, quick, 1e-5);
                assertEquals(variance(full), variance(quick), 1e-5);
            }
        }
    }

    @Test
    void masksKeepTheExpectedShareAndTheMean() {
        float[] mask = m_dropout.headMask(3, "a", 0, 200_000);
        double mean = 0;
        int dropped = 0;
        for (float v : mask) {
            assertTrue(v == 0 || v == (float) (1 / 0.6), () -> "mask value " + v);
            mean += v / mask.length;
            dropped += v == 0 ? 1 : 0;
        }
        assertEquals(0.4, dropped / 200_000.0, 0.005);
        assertEquals(1, mean, 0.01);
    }

    @Test
    void aRowsSamplesDoNotDependOnItsBatchNorOnHowManyAreDrawn() {
        float[] x = SmallHead.rows(5, 7, 4);
        float[] all = m_dropout.sampleLogits(m_head, x, 5, SmallHead.keys(5), 1, 20);
        float[] alone = m_dropout.sampleLogits(m_head, Arrays.copyOfRange(x, 3 * 7, 4 * 7), 1, List.of("Row3"), 1, 8);
        assertArrayEquals(Arrays.copyOfRange(all, 3 * 20 * 4, 3 * 20 * 4 + 8 * 4), alone);
    }

    @Test
    void passesOneByOneEqualTheTiledOnes() {
        float[] x = SmallHead.rows(2, 7, 4);
        float[] tiled = m_dropout.sampleLogits(m_head, x, 2, SmallHead.keys(2), 1, 3);
        for (int s = 0; s < 3; s++) {
            float[] one = m_dropout.logitsOfSample(m_head, x, 2, SmallHead.keys(2), 1, s);
            for (int r = 0; r < 2; r++) {
                assertArrayEquals(
                        Arrays.copyOfRange(tiled, (r * 3 + s) * 4, (r * 3 + s + 1) * 4),
                        Arrays.copyOfRange(one, r * 4, r * 4 + 4),
                        1e-6f);
            }
        }
    }

    @Test
    void aSampledHeadIsTheMaskedNetwork() {
        float[] x = SmallHead.rows(1, 7, 5);
        Head sampled = m_dropout.sampleHead(m_head, 9, 2);
        float[] mask = m_dropout.headMask(9, "posterior sample", 2, 9);
        double[] factor = new double[9];
        for (int j = 0; j < 9; j++) {
            factor[j] = mask[j];
        }
        assertArrayEquals(SmallHead.logits(m_head, x, 0, factor), SmallHead.logits(sampled, x, 0, null), 1e-6);
    }

    @Test
    void comesBackFromItsSettings() {
        assertEquals(m_dropout, Posterior.of(m_dropout.settings(), m_dropout.arrays()));
    }

    @Test
    void refusesRatesThatDropNothingOrEverything() {
        assertThrows(IllegalArgumentException.class, () -> new McDropout(0, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new McDropout(1, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new McDropout(0.5, Double.NaN, 10));
    }

    static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
