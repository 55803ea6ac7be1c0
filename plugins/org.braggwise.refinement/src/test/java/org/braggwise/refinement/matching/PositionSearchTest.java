// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.braggwise.crystal.KeyedRandom;
import org.junit.jupiter.api.Test;

class PositionSearchTest {

    private final Observed m_observed =
            new Observed(Examples.pattern(Examples.ORTHORHOMBIC), Examples.CONDITIONS, Double.POSITIVE_INFINITY, 0);
    private final Template m_template = new Template(Examples.ORTHORHOMBIC, Examples.CONDITIONS.qMax());
    private final Amplitudes m_amplitudes = new Amplitudes(Examples.CONDITIONS);
    private final IntegratedIntensities m_data = IntegratedIntensities.of(
                    m_observed,
                    new ProfileIntegral(Examples.PROFILE),
                    m_template,
                    m_template.g(),
                    IntegratedIntensities.SHORT)
            .orElseThrow();

    @Test
    void freeIntensitiesExplainThePattern() {
        assertTrue(m_data.freeResidual(40) < 0.03, "R " + m_data.freeResidual(40));
    }

    @Test
    void randomStartsFindTheAtoms() {
        PositionSearch search = new PositionSearch(
                m_template, Assignment.own(m_template, m_amplitudes), m_template.g(), m_data, m_amplitudes.samples());
        double best = 1;
        for (int i = 0; i < 6 && best > 0.1; i++) {
            best = Math.min(
                    best,
                    search.anneal(1500, KeyedRandom.of(1, "test", "start", i), () -> false)
                            .residual());
        }
        assertTrue(best < 0.1, "R " + best);
    }

    @Test
    void firstModelsGetMostStarts() {
        int[] counts = new int[4];
        for (int start = 0; start < 40; start++) {
            counts[Restarts.which(start, 4)]++;
        }
        assertTrue(counts[0] >= counts[1] && counts[1] >= counts[2] && counts[2] >= counts[3] && counts[3] > 0);
        assertEquals(0, Restarts.which(7, 1));
    }
}
