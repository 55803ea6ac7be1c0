// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;

class StructureMatcherTest {

    private static final CandidateLibrary LIBRARY = Examples.library(
            Examples.CUBIC,
            Examples.ORTHORHOMBIC,
            Examples.TETRAGONAL,
            Examples.RHOMBOHEDRAL,
            Examples.HEXAGONAL,
            Examples.MONOCLINIC);

    /** GdFeO3, which is CaTiO3's type with other elements, cell and positions. */
    private static final CrystalStructure GADOLINIUM = Examples.structure(
            "",
            new UnitCell(5.611, 7.668, 5.349, 90, 90, 90),
            62,
            "Gd 0.0628 0.25 0.9846",
            "Fe 0 0 0.5",
            "O 0.467 0.25 0.1",
            "O 0.304 0.05 0.696");

    private static Match match(CrystalStructure s, ElementChoice elements, MatchSettings settings) {
        return new StructureMatcher(LIBRARY, settings).match(Examples.pattern(s), elements, "key", () -> false);
    }

    @Test
    void anotherCompoundOfATypeIsFoundAndRefined() {
        Match match = match(GADOLINIUM, ElementChoice.ofFormula("GdFeO3"), MatchSettings.DEFAULT);
        Hypothesis best = match.best().orElseThrow();
        assertTrue(best.residual() < 1e-3, "R " + best.residual());
        assertEquals(62, best.spaceGroup().number());
        assertEquals(
                Map.of("Gd", 4.0, "Fe", 4.0, "O", 12.0),
                Map.copyOf(best.structure().composition()));
        assertEquals(GADOLINIUM.cell().volume(), best.symmetrised().cell().volume(), 0.02);
        assertEquals(match.observed().length, best.calculated().length);
    }

    /** The tetragonal and the rhombohedral candidate can become cubic: the answer must be the higher symmetry. */
    @Test
    void symmetryIsRaised() {
        CandidateLibrary low = Examples.library(Examples.RHOMBOHEDRAL, Examples.TETRAGONAL, Examples.MONOCLINIC);
        Match match = new StructureMatcher(low, MatchSettings.DEFAULT)
                .match(Examples.pattern(Examples.CUBIC), ElementChoice.ofFormula("SrTiO3"), "key", () -> false);
        Hypothesis best = match.best().orElseThrow();
        assertEquals(221, best.spaceGroup().number());
        assertEquals(221, best.structure().spaceGroup().number());
        assertEquals(Route.RAISED_SYMMETRY, best.route());
        assertTrue(best.residual() < 1e-3, "R " + best.residual());
    }

    @Test
    void elementsAreIdentified() {
        Match match = match(GADOLINIUM, new ElementChoice.Unknown(), MatchSettings.DEFAULT);
        Hypothesis best = match.best().orElseThrow();
        assertEquals(62, best.spaceGroup().number());
        assertEquals("GdFeO3", best.structure().formula());
        assertEquals(Route.ELEMENTS, best.route());
    }

    @Test
    void onlyAllowedElementsAreIdentified() {
        Match match = match(
                GADOLINIUM, new ElementChoice.Allowed(java.util.Set.of("Gd", "Mn", "O", "La")), MatchSettings.DEFAULT);
        for (Hypothesis h : match.hypotheses()) {
            if (h.route() == Route.ELEMENTS) {
                assertEquals("MnGdO3", h.structure().formula().replace("GdMnO3", "MnGdO3"));
            }
        }
    }

    @Test
    void candidatesAsTheyAreKeepTheirElements() {
        CandidateLibrary library = CandidateLibrary.of(
                List.of(Examples.ORTHORHOMBIC, Examples.CUBIC, Examples.HEXAGONAL),
                Examples.CONDITIONS,
                CandidateLibrary.Use.AS_THEY_ARE);
        CrystalStructure expanded =
                Examples.ORTHORHOMBIC.withCell(Examples.ORTHORHOMBIC.cell().scaled(1.01));
        Match match = new StructureMatcher(library, MatchSettings.DEFAULT)
                .match(Examples.pattern(expanded), new ElementChoice.Unknown(), "key", () -> false);
        Hypothesis best = match.best().orElseThrow();
        assertEquals("orthorhombic", best.candidate());
        assertEquals("CaTiO3", best.structure().formula());
        assertTrue(best.residual() < 1e-3);
    }

    /** Broad lines beyond the grid reach into it by their tails, by more degrees than sharp ones: a right structure leaves nothing all the same. */
    @Test
    void broadLinesAreExplainedToTheEndsOfTheGrid() {
        for (double size : new double[] {12, 25, 40, 200}) {
            PeakProfile profile = PeakProfile.DEFAULT.withDomainSizeNm(size);
            PatternSimulator simulator = new PatternSimulator(SimulationSettings.builder()
                    .grid(Examples.GRID)
                    .profile(profile)
                    .ions(false)
                    .build());
            CandidateLibrary library = CandidateLibrary.of(
                    List.of(Examples.ORTHORHOMBIC, Examples.CUBIC, Examples.HEXAGONAL),
                    MatchConditions.of(Examples.GRID, Examples.CONDITIONS.radiation(), profile),
                    CandidateLibrary.Use.TEMPLATES);
            Hypothesis best = new StructureMatcher(library, MatchSettings.DEFAULT)
                    .match(simulator.pattern(GADOLINIUM, "key"), ElementChoice.ofFormula("GdFeO3"), "key", () -> false)
                    .best()
                    .orElseThrow();
            assertEquals(62, best.spaceGroup().number());
            assertTrue(best.residual() < 2e-5, size + " nm: R " + best.residual());
        }
    }

    @Test
    void sameInputSameBits() {
        MatchSettings settings = MatchSettings.DEFAULT.withRestarts(3);
        Match one = match(Examples.MONOCLINIC, ElementChoice.ofFormula("BiScO3"), settings);
        Match two = match(Examples.MONOCLINIC, ElementChoice.ofFormula("BiScO3"), settings);
        assertEquals(one.hypotheses().size(), two.hypotheses().size());
        for (int i = 0; i < one.hypotheses().size(); i++) {
            assertEquals(
                    one.hypotheses().get(i).residual(), two.hypotheses().get(i).residual());
            assertArrayEquals(
                    one.hypotheses().get(i).calculated(),
                    two.hypotheses().get(i).calculated());
        }
    }

    @Test
    void cancellingEndsIt() {
        AtomicInteger asked = new AtomicInteger();
        StructureMatcher matcher = new StructureMatcher(LIBRARY, MatchSettings.DEFAULT);
        assertThrows(
                CancellationException.class,
                () -> matcher.match(
                        Examples.pattern(GADOLINIUM),
                        new ElementChoice.Unknown(),
                        "key",
                        () -> asked.incrementAndGet() > 3));
    }

    @Test
    void badInputIsNamed() {
        StructureMatcher matcher = new StructureMatcher(LIBRARY, MatchSettings.DEFAULT);
        Pattern other = new Pattern(new TwoThetaGrid(10, 80, 701), Examples.CONDITIONS.radiation(), new double[701]);
        Pattern flat = new Pattern(Examples.GRID, Examples.CONDITIONS.radiation(), new double[1751]);
        ElementChoice any = new ElementChoice.Unknown();
        assertThrows(IllegalArgumentException.class, () -> matcher.match(other, any, "", () -> false));
        assertThrows(IllegalArgumentException.class, () -> matcher.match(flat, any, "", () -> false));
        assertThrows(IllegalArgumentException.class, () -> ElementChoice.ofFormula("sr(TiO3)"));
        assertThrows(IllegalArgumentException.class, () -> Examples.library());
    }
}
