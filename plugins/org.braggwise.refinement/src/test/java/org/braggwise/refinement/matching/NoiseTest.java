// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.refinement.decision.Decision;
import org.braggwise.refinement.decision.DecisionSettings;
import org.braggwise.refinement.decision.Evidence;
import org.braggwise.refinement.decision.SymmetryDecision;
import org.braggwise.refinement.decision.Verdict;
import org.junit.jupiter.api.Test;

class NoiseTest {

    private static final double COUNTS = 10_000;
    private static final double SHARE = 0.005;

    /** CsInBr3 after the Materials Project (mp-998323): its atoms are 0.05 angstrom from where they are in Pm-3m. */
    private static final CrystalStructure POLAR = Examples.structure(
            "polar",
            new UnitCell(5.774009, 5.774009, 5.774409, 90, 90, 90),
            99,
            "Cs 0.5 0.5 0.00573",
            "In 0 0 0.514602",
            "Br 0 0 0.014031",
            "Br 0 0.5 0.513664");

    private static final CrystalStructure CUBIC_BROMIDE = Examples.structure(
            "cubic", new UnitCell(5.8, 5.8, 5.8, 90, 90, 90), 221, "Cs 0 0 0", "Pb 0.5 0.5 0.5", "Br 0.5 0.5 0");

    /** A pattern of 10,000 counts with a background of 50, which is taken off. */
    private static Pattern noisy(CrystalStructure structure) {
        Pattern pattern = new PatternSimulator(SimulationSettings.builder()
                        .grid(Examples.GRID)
                        .ions(false)
                        .profile(Examples.PROFILE)
                        .noise(new Noise(COUNTS, 0))
                        .background(new Background(List.of(SHARE), List.of()))
                        .build())
                .pattern(structure, "key");
        return new Pattern(
                pattern.grid(),
                pattern.radiation(),
                Arrays.stream(pattern.intensities())
                        .map(y -> y - SHARE / (1 + SHARE))
                        .toArray());
    }

    private static FastRietveld fit(Pattern pattern) {
        return new FastRietveld(
                new Observed(pattern, Examples.CONDITIONS, COUNTS, SHARE),
                new Amplitudes(Examples.CONDITIONS),
                new ProfileIntegral(Examples.PROFILE));
    }

    private static Refined refined(FastRietveld fit, CrystalStructure structure, int steps) {
        Template template = new Template(structure, Examples.CONDITIONS.qMax());
        Assignment own = Assignment.own(template, new Amplitudes(Examples.CONDITIONS));
        double[] x = new double[template.free().size()];
        Arrays.fill(x, 0.01);
        return fit.refine(template, own, new FastRietveld.Start(template.g(), x, null, 1e-4, steps))
                .orElseThrow();
    }

    /** From the cubic aristotype on, what has no more freedom is passed over: R3m comes from P-43m, which is as free as Pm-3m. */
    @Test
    void subgroupsThatLeaveMoreFreedomAreRefined() {
        FastRietveld fit = fit(noisy(Examples.CUBIC));
        Refined cubic = refined(fit, Examples.CUBIC, 20);
        SymmetryLowering lowering = new SymmetryLowering(Examples.library(Examples.CUBIC), fit, 1, "key", () -> false);
        List<Refined> all = lowering.all(cubic);
        List<Integer> groups = all.stream()
                .map(r -> r.template().structure().spaceGroup().number())
                .sorted()
                .collect(Collectors.toList());
        assertTrue(groups.containsAll(List.of(111, 123, 160, 166)), groups.toString());
        assertTrue(all.stream().allMatch(r -> r.parameters() > cubic.parameters()));
        assertEquals(List.of(), lowering.all(cubic), "each is refined once");
    }

    /** Three small steps in a row end a fit, each of some units of chi^2: carried on, it is where a fit from elsewhere ends, too. */
    @Test
    void fitsAreCarriedOnToTheSameEnd() {
        Pattern pattern = noisy(Examples.ORTHORHOMBIC);
        FastRietveld fit = fit(pattern);
        Refined one = fit.converged(refined(fit, Examples.ORTHORHOMBIC, 3));
        Refined two = fit.converged(refined(fit, Examples.ORTHORHOMBIC, 30));
        double expected = new Observed(pattern, Examples.CONDITIONS, COUNTS, SHARE).expected();
        double points = Examples.GRID.points();
        assertEquals(
                points * Math.pow(one.residual() / expected, 2), points * Math.pow(two.residual() / expected, 2), 0.5);
    }

    /** A polar bromide whose distortion the noise hides, with candidates that say how common that is: Pm-3m was called solved, and is wrong. */
    @Test
    void whatNoiseHidesIsNotSolved() {
        CandidateLibrary library = Examples.library(CUBIC_BROMIDE, POLAR, Examples.TETRAGONAL, Examples.ORTHORHOMBIC);
        Match match = new StructureMatcher(library, MatchSettings.DEFAULT.withNoise(COUNTS, SHARE))
                .match(noisy(POLAR), ElementChoice.ofFormula("CsInBr3"), "key", () -> false);
        Decision decision = new SymmetryDecision(DecisionSettings.DEFAULT)
                .decide(match, new Evidence(Map.of(), library.frequencies(), Map.of()));
        assertEquals(221, decision.spaceGroup());
        assertEquals(Verdict.LIKELY, decision.verdict(), decision.reason());
        assertTrue(decision.probability() < 0.9, decision.reason());
    }

    /** An oxide whose structure type has no distorted candidate is solved, as it was. */
    @Test
    void whatNoiseDoesNotHideIsSolved() {
        CandidateLibrary library = Examples.library(Examples.CUBIC, Examples.RHOMBOHEDRAL, Examples.ORTHORHOMBIC);
        CrystalStructure other =
                Examples.ORTHORHOMBIC.withCell(Examples.ORTHORHOMBIC.cell().scaled(1.01));
        Match match = new StructureMatcher(library, MatchSettings.DEFAULT.withNoise(COUNTS, SHARE))
                .match(noisy(other), ElementChoice.ofFormula("CaTiO3"), "key", () -> false);
        Decision decision = new SymmetryDecision(DecisionSettings.DEFAULT)
                .decide(match, new Evidence(Map.of(), library.frequencies(), Map.of()));
        assertEquals(62, decision.spaceGroup());
        assertEquals(Verdict.SOLVED, decision.verdict(), decision.reason());
    }
}
