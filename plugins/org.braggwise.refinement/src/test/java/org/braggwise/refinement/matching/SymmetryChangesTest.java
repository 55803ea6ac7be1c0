// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.indexing.Indexer;
import org.braggwise.refinement.indexing.IndexingSettings;
import org.braggwise.refinement.peaks.KnownLineShape;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.peaks.PeakSettings;
import org.junit.jupiter.api.Test;

class SymmetryChangesTest {

    /** A polar distortion of a tenth of an angstrom: the candidate without it is a near-miss, a subgroup explains all. */
    @Test
    void aDistortionIsFoundInASubgroup() {
        SpaceGroup subgroup = new MaximalSubgroups()
                .of(Examples.ORTHORHOMBIC.spaceGroup()).stream()
                        .filter(g -> g.number() == 33)
                        .findFirst()
                        .orElseThrow();
        CrystalStructure polar = new CrystalStructure(
                "polar",
                Examples.ORTHORHOMBIC.cell(),
                subgroup,
                List.of(
                        Site.of("Ca", "Ca", 0.036, 0.25, 0.993),
                        Site.of("Ti", "Ti", 0, 0.012, 0.5),
                        Site.of("O1", "O", 0.484, 0.24, 0.071),
                        Site.of("O2", "O", 0.289, 0.027, 0.711),
                        Site.of("O3", "O", 0.711, 0.953, 0.289)));
        Match match = new StructureMatcher(Examples.library(Examples.ORTHORHOMBIC), MatchSettings.DEFAULT)
                .match(Examples.pattern(polar), ElementChoice.ofFormula("CaTiO3"), "key", () -> false);
        Hypothesis best = match.best().orElseThrow();
        assertTrue(best.residual() < 2e-3, best.route() + " R " + best.residual());
        assertEquals(33, best.spaceGroup().number());
        assertTrue(match.hypotheses().stream().anyMatch(h -> h.route() == Route.LOWERED_SYMMETRY));
    }

    /** Within a tenth of an angstrom the atoms are cubic, and a cubic structure leaves more: the pattern decides, not the tolerance. */
    @Test
    void aSmallDistortionThatThePatternShowsCounts() {
        CrystalStructure slight = Examples.structure(
                "slight",
                new UnitCell(3.994, 3.994, 4.006, 90, 90, 90),
                99,
                "Ba 0 0 0",
                "Ti 0.5 0.5 0.506",
                "O 0.5 0.5 0.994",
                "O 0.5 0 0.496");
        Match match = new StructureMatcher(Examples.library(Examples.TETRAGONAL, Examples.CUBIC), MatchSettings.DEFAULT)
                .match(Examples.pattern(slight), ElementChoice.ofFormula("BaTiO3"), "key", () -> false);
        Hypothesis best = match.best().orElseThrow();
        assertTrue(best.residual() < 2e-4, best.route() + " R " + best.residual());
        assertEquals(99, best.spaceGroup().number());
        assertEquals(221, best.pseudoSymmetry().orElseThrow().number());
        assertEquals(99, best.symmetrised().spaceGroup().number());
    }

    /** The same candidates where the pattern is that of the cubic structure. */
    @Test
    void whatThePatternDoesNotShowIsNoDistortion() {
        Match match = new StructureMatcher(Examples.library(Examples.TETRAGONAL), MatchSettings.DEFAULT)
                .match(Examples.pattern(Examples.CUBIC), ElementChoice.ofFormula("SrTiO3"), "key", () -> false);
        Hypothesis best = match.best().orElseThrow();
        assertEquals(221, best.spaceGroup().number());
        assertTrue(best.pseudoSymmetry().isEmpty());
    }

    @Test
    void onlyStructuresOfOneTypeAreAlike() {
        Template cubic = new Template(Examples.CUBIC, Examples.CONDITIONS.qMax());
        Template larger =
                new Template(Examples.CUBIC.withCell(Examples.CUBIC.cell().scaled(1.1)), Examples.CONDITIONS.qMax());
        Template other = new Template(Examples.RHOMBOHEDRAL, Examples.CONDITIONS.qMax());
        assertTrue(StructureTypes.alike(cubic, larger));
        assertFalse(StructureTypes.alike(cubic, other));
    }

    /** Of the groups on the lattice of a Pnma crystal, those with its extinctions come first: Pnma itself and Pna21. */
    @Test
    void extinctionsPointToTheGroup() {
        PeakList peaks = new PeakFinder(PeakSettings.simulated(
                        new KnownLineShape(Examples.PROFILE, Examples.CONDITIONS.wavelength(), 1e-4)))
                .find(Examples.pattern(Examples.ORTHORHOMBIC));
        List<IndexedCell> cells = new Indexer(IndexingSettings.PRECISE).index(peaks);
        Map<Integer, Double> logs = new ExtinctionLikelihood(Examples.CONDITIONS, peaks).of(cells.get(0));
        double best = logs.values().stream().mapToDouble(v -> v).max().orElseThrow();
        assertEquals(best, logs.get(62), 1e-9);
        assertEquals(best, logs.get(33), 1e-9);
        assertTrue(logs.get(47) < best - 3, "Pmmm has no extinctions");
    }
}
