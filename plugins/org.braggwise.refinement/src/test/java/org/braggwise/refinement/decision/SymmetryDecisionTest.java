// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.refinement.matching.Hypothesis;
import org.braggwise.refinement.matching.Match;
import org.braggwise.refinement.matching.Route;
import org.junit.jupiter.api.Test;

class SymmetryDecisionTest {

    private static final Evidence NOTHING = new Evidence(Map.of(), Map.of(), Map.of());
    private final SymmetryDecision m_decision = new SymmetryDecision(DecisionSettings.DEFAULT);

    private static Hypothesis hypothesis(int group, double residual) {
        return hypothesis(group, residual, Math.log(Math.max(4e-4, residual)));
    }

    private static Hypothesis hypothesis(int group, double residual, double score) {
        SpaceGroup g = SpaceGroup.ofNumber(group);
        CrystalStructure s = new CrystalStructure(
                "", g.constrained(new UnitCell(4, 4.1, 4.2, 90, 90, 90)), g, List.of(Site.of("Sr", "Sr", 0, 0, 0)));
        return new Hypothesis(
                "", Route.SCREENING, s, g, Optional.empty(), s, false, residual, 5, score, 0, new double[3]);
    }

    private static Match match(double expected, Hypothesis... hypotheses) {
        return new Match(
                List.of(hypotheses), new double[3], expected, hypotheses.length, Map.of(), List.of(), Map.of());
    }

    private static void assertProbabilities(Decision d) {
        assertEquals(1, d.spaceGroups().values().stream().mapToDouble(p -> p).sum(), 1e-9);
        assertEquals(1, d.crystalSystems().values().stream().mapToDouble(p -> p).sum(), 1e-9);
    }

    @Test
    void aPerfectFitIsTheAnswerWhateverTheNetworkSays() {
        Evidence network = new Evidence(Map.of(62, 0.99, 221, 0.01), Map.of(), Map.of());
        Decision d = m_decision.decide(match(0, hypothesis(221, 2e-4), hypothesis(62, 0.2)), network);
        assertEquals(Verdict.SOLVED, d.verdict());
        assertEquals(221, d.spaceGroup());
        assertEquals(CrystalSystem.CUBIC, d.crystalSystem());
        assertTrue(d.probability() > 0.95 && d.probability() < 1);
        assertEquals(221, d.structure().orElseThrow().spaceGroup().number());
        assertProbabilities(d);
    }

    @Test
    void aPoorFitYieldsToTheNetwork() {
        Evidence network = new Evidence(Map.of(62, 0.98, 221, 0.02), Map.of(), Map.of());
        Decision d = m_decision.decide(match(0, hypothesis(221, 0.7)), network);
        assertEquals(62, d.spaceGroup());
        assertEquals(Verdict.LIKELY, d.verdict());
        assertTrue(d.structure().isEmpty());
        assertTrue(d.reason().endsWith("no refined structure has it."), d.reason());
        assertProbabilities(d);
    }

    /** Lines, network and fit say much the same: together they are not as sure as their product. */
    @Test
    void whatNothingExplainsIsNeverSure() {
        Evidence all = new Evidence(Map.of(62, 0.95, 59, 0.05), Map.of(), Map.of(62, -2.0, 59, -4.0));
        Decision d = m_decision.decide(match(0, hypothesis(62, 0.4), hypothesis(59, 0.5)), all);
        assertEquals(62, d.spaceGroup());
        assertEquals(1 / (1 + Math.pow(19 * Math.exp(2) * 0.5 / 0.4, -0.4)), d.probability(), 0.01);
        assertEquals(Verdict.LIKELY, d.verdict());
    }

    @Test
    void extinctionsCount() {
        Evidence e = new Evidence(Map.of(62, 0.5, 59, 0.5), Map.of(), Map.of(62, -10.0, 59, -2.0));
        assertEquals(59, m_decision.decide(match(0), e).spaceGroup());
    }

    @Test
    void noiseIsNotHeldAgainstAStructure() {
        Decision d = m_decision.decide(match(0.05, hypothesis(221, 0.052)), NOTHING);
        assertEquals(Verdict.SOLVED, d.verdict());
        assertEquals(
                Verdict.NOT_SOLVED,
                m_decision
                        .decide(match(0.05, hypothesis(221, 0.2), hypothesis(62, 0.21)), NOTHING)
                        .verdict());
    }

    /** Without noise a right structure leaves nothing: what leaves a little is its pseudo-symmetric neighbour. */
    @Test
    void whatLeavesALittleIsNotSolved() {
        Decision d = m_decision.decide(match(0, hypothesis(160, 5e-4), hypothesis(8, 6e-4)), NOTHING);
        assertEquals(Verdict.NOT_SOLVED, d.verdict());
        assertEquals(160, d.spaceGroup());
        assertTrue(d.reason().endsWith("it may be distorted."), d.reason());
        assertProbabilities(d);
    }

    /** Refined in R3, its atoms within a tenth of an angstrom of itself leaves more: R3, as far as the name goes. */
    @Test
    void whatIsNearlySymmetricIsLikelyOnly() {
        Hypothesis low = hypothesis(146, 1e-5, -10);
        Hypothesis nearly = new Hypothesis(
                "",
                Route.LOWERED_SYMMETRY,
                low.structure(),
                low.spaceGroup(),
                Optional.of(SpaceGroup.ofNumber(148)),
                low.symmetrised(),
                false,
                low.residual(),
                13,
                low.score(),
                0,
                low.calculated());
        Decision d = m_decision.decide(match(0, nearly, hypothesis(148, 2e-3)), NOTHING);
        assertEquals(146, d.spaceGroup());
        assertEquals(Verdict.LIKELY, d.verdict());
        assertTrue(d.reason().endsWith("within 0.1 angstrom of R-3, which explains less."), d.reason());
        assertProbabilities(d);
    }

    /** With a higher limit, too: a group that no structure was refined in is not solved. */
    @Test
    void whatLeavesALittleIsSolvedInTheGroupThatWasRefinedOnly() {
        var lenient = new SymmetryDecision(new DecisionSettings(1e-3, 0.97, 0.8, 0.4, 0.4, 0.4));
        Hypothesis refined = hypothesis(148, 5e-4);
        assertEquals(Verdict.SOLVED, lenient.decide(match(0, refined), NOTHING).verdict());
        Hypothesis seen = new Hypothesis(
                "",
                Route.SCREENING,
                hypothesis(146, 5e-4).structure(),
                refined.spaceGroup(),
                Optional.empty(),
                refined.symmetrised(),
                false,
                refined.residual(),
                13,
                refined.score(),
                0,
                refined.calculated());
        assertNotEquals(Verdict.SOLVED, lenient.decide(match(0, seen), NOTHING).verdict());
    }

    /** Scores are -2 ln of the evidence: 2 apart is a ratio of e, less the temperature, 20 apart one of 790. */
    @Test
    void whatNoiseHidesIsNotSolved() {
        Decision near = m_decision.decide(match(0.05, hypothesis(148, 0.05, 100), hypothesis(146, 0.05, 102)), NOTHING);
        assertEquals(148, near.spaceGroup());
        assertEquals(1 / (1 + Math.exp(-1 / 1.5)), near.probability(), 0.02);
        assertEquals(Verdict.NOT_SOLVED, near.verdict());
        assertTrue(near.reason().contains("a structure in R3 is nearly as good"), near.reason());
        Decision far = m_decision.decide(match(0.05, hypothesis(148, 0.05, 100), hypothesis(146, 0.05, 120)), NOTHING);
        assertEquals(Verdict.SOLVED, far.verdict());
        assertProbabilities(near);
    }

    /**
     * Scores of a validation pattern (mp-998323, CsInBr3), which is P4mm: the best structure of another group is far behind, and Pm-3m was
     * called solved. Of the bromides that are nearly Pm-3m about half are distorted, as this one.
     */
    @Test
    void whereCandidatesAreOftenDistortedNothingIsSolved() {
        Hypothesis[] hypotheses = {
            hypothesis(221, 0.104426, 1757.43726),
            hypothesis(99, 0.104549, 1785.08537),
            hypothesis(38, 0.104515, 1792.17615)
        };
        Decision plain = m_decision.decide(match(0.105090, hypotheses), NOTHING);
        assertEquals(Verdict.SOLVED, plain.verdict());
        Match match =
                new Match(List.of(hypotheses), new double[3], 0.105090, 3, Map.of(221, 0.52), List.of(), Map.of());
        Decision d = m_decision.decide(match, NOTHING);
        assertEquals(221, d.spaceGroup());
        assertEquals(Verdict.LIKELY, d.verdict());
        assertEquals(1 - 0.52 / 3, d.probability(), 1e-9);
        assertProbabilities(d);
        assertTrue(d.reason().contains("52 % are distorted"), d.reason());
    }

    /** How often groups occur among the candidates is expected before the pattern is seen; what a network says is not better. */
    @Test
    void withNoiseFrequenciesAreHeardBeforeTheNetwork() {
        Hypothesis[] near = {hypothesis(148, 0.05, 100), hypothesis(146, 0.05, 102)};
        Evidence both = new Evidence(Map.of(146, 0.99, 148, 0.01), Map.of(146, 4.0, 148, 82.0), Map.of());
        assertEquals(148, m_decision.decide(match(0.05, near), both).spaceGroup());
    }

    @Test
    void withNoiseTheNetworkIsHeard() {
        Evidence network = new Evidence(Map.of(146, 0.9, 148, 0.1), Map.of(), Map.of());
        Decision d = m_decision.decide(match(0.05, hypothesis(148, 0.05, 100), hypothesis(146, 0.05, 102)), network);
        assertEquals(146, d.spaceGroup());
    }

    /** What a network is sure of is no reason to call a pattern solved that does not say so itself. */
    @Test
    void aSureNetworkSolvesNothing() {
        Evidence network = new Evidence(Map.of(146, 1e-4, 148, 0.9999), Map.of(), Map.of());
        Decision d = m_decision.decide(match(0.05, hypothesis(148, 0.05, 100), hypothesis(146, 0.05, 103)), network);
        assertEquals(148, d.spaceGroup());
        assertEquals(Verdict.LIKELY, d.verdict());
    }

    @Test
    void nothingKnownIsNoAnswer() {
        Decision d = m_decision.decide(match(0), NOTHING);
        assertEquals(Verdict.NOT_SOLVED, d.verdict());
        assertEquals(230, d.spaceGroups().size());
        assertProbabilities(d);
    }

    @Test
    void badEvidenceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Evidence(Map.of(0, 0.5), Map.of(), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new Evidence(Map.of(1, -0.5), Map.of(), Map.of()));
    }
}
