// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.braggwise.refinement.decision.PositionDecision.Scored;
import org.junit.jupiter.api.Test;

/** Probabilities of two groups against their closed form, odds of exp(0.17 d) for a difference d of the logarithms. */
class PositionDecisionTest {

    private static final PositionDecision DECISION = new PositionDecision(0.8);

    private static double odds(double difference) {
        return 1 / (1 + Math.exp(-0.17 * difference));
    }

    @Test
    void positionsAreHeardLessThanTheirLikelihoodSays() {
        List<Scored> candidates = List.of(
                new Scored("cubic", 221, -40, 30),
                new Scored("tetragonal", 140, -44, 26),
                new Scored("far", 221, -400, -330));
        PositionDecision.Answer answer = DECISION.decide(candidates, 12, Map.of());
        // a group is worth the mean of its candidates: half of the first's
        assertEquals(odds(4 - Math.log(2)), answer.spaceGroups().get(221), 1e-12);
        assertEquals(
                1, answer.spaceGroups().values().stream().mapToDouble(v -> v).sum(), 1e-12);
        assertEquals(Verdict.NOT_SOLVED, answer.verdict());
        assertEquals("cubic", answer.ranked().get(0).name());
        assertTrue(
                answer.reason().startsWith("By the positions of 12 peaks, Pm-3m has a probability of 64 %;"),
                answer.reason());
    }

    @Test
    void networkCountsAsTheLikelihoodDoes() {
        List<Scored> candidates = List.of(new Scored("cubic", 221, -40, 30), new Scored("tetragonal", 140, -44, 26));
        PositionDecision.Answer answer = DECISION.decide(candidates, 12, Map.of(221, 0.0, 140, 1.0));
        assertEquals(
                odds(Math.log(1.0001) - Math.log(1e-4) - 4),
                answer.spaceGroups().get(140),
                1e-9);
        PositionDecision.Answer sure = DECISION.decide(
                List.of(new Scored("cubic", 221, -20, 50), new Scored("tetragonal", 140, -44, 26)), 12, Map.of());
        assertEquals(Verdict.LIKELY, sure.verdict());
    }

    /** A lone candidate has all the probability there is: that says nothing of whether it has the peaks. */
    @Test
    void loneCandidateHasToHaveThePeaks() {
        PositionDecision.Answer wrong = DECISION.decide(List.of(new Scored("rutile", 136, -50, -12)), 12, Map.of());
        assertEquals(Verdict.NOT_SOLVED, wrong.verdict());
        assertTrue(wrong.reason().contains("by chance"), wrong.reason());
        PositionDecision.Answer right = DECISION.decide(List.of(new Scored("cubic", 221, -20, 30)), 12, Map.of());
        assertEquals(Verdict.LIKELY, right.verdict());
    }
}
