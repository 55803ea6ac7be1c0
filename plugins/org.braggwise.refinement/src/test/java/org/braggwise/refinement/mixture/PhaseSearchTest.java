// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.decision.OtherAnode;
import org.braggwise.refinement.decision.PhaseDecision;
import org.braggwise.refinement.decision.Verdict;
import org.braggwise.refinement.wholepattern.MeasuredPattern;
import org.braggwise.refinement.wholepattern.SimulatedPatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated mixtures among decoys: rock salts and perovskites of all sizes. */
class PhaseSearchTest {

    private static final PhaseLibrary LIBRARY = library();

    private static PhaseLibrary library() {
        List<PhaseCandidate> candidates = new ArrayList<>();
        // Cells as a calculation gives them: 0.7 % too large.
        candidates.add(new PhaseCandidate("rutile", larger(SimulatedPatterns.rutile())));
        candidates.add(new PhaseCandidate("fluorite", larger(SimulatedPatterns.fluorite())));
        candidates.add(new PhaseCandidate("corundum", larger(SimulatedPatterns.corundum())));
        for (int i = 0; i < 40; i++) {
            double a = 4.1 + 0.06 * i;
            candidates.add(new PhaseCandidate(
                    "rock salt " + i,
                    new CrystalStructure(
                            "",
                            new UnitCell(a, a, a, 90, 90, 90),
                            SpaceGroup.ofNumber(225),
                            List.of(Site.of("Na", "Na", 0, 0, 0), Site.of("Cl", "Cl", 0.5, 0.5, 0.5)))));
            double b = 3.6 + 0.03 * i;
            candidates.add(new PhaseCandidate(
                    "perovskite " + i,
                    new CrystalStructure(
                            "",
                            new UnitCell(b, b, b, 90, 90, 90),
                            SpaceGroup.ofNumber(221),
                            List.of(
                                    Site.of("Sr", "Sr", 0.5, 0.5, 0.5),
                                    Site.of("Ti", "Ti", 0, 0, 0),
                                    Site.of("O", "O", 0.5, 0, 0)))));
        }
        return PhaseLibrary.of(candidates);
    }

    private static CrystalStructure larger(CrystalStructure structure) {
        return structure.withCell(structure.cell().scaled(1.007));
    }

    private static MeasuredPattern pattern() {
        return SimulatedPatterns.of(
                List.of(SimulatedPatterns.corundum(), SimulatedPatterns.fluorite(), SimulatedPatterns.rutile()),
                new double[] {0.6, 0.34, 0.06},
                null,
                10_000);
    }

    private static MeasuredPattern twoPhases(String radiation) {
        return SimulatedPatterns.of(
                Radiation.of(radiation),
                List.of(SimulatedPatterns.corundum(), SimulatedPatterns.fluorite()),
                new double[] {0.7, 0.3},
                null,
                10_000);
    }

    @Test
    void findsThePhases() {
        PhaseSearch search = new PhaseSearch(LIBRARY, PhaseSearchSettings.DEFAULT.withMostPhases(4));
        PhaseSearchResult result = search.search(pattern());
        PhaseHypothesis best = result.hypotheses().get(0);
        assertEquals(
                List.of("corundum", "fluorite", "rutile"),
                best.phases().stream().map(IdentifiedPhase::id).toList());
        double[] weights = {0.6, 0.34, 0.06};
        for (int p = 0; p < weights.length; p++) {
            IdentifiedPhase phase = best.phases().get(p);
            assertEquals(weights[p], phase.refined().weightFraction().value(), 0.01);
            assertTrue(phase.evidence() > 10 && !phase.doubtful(), phase.id());
            assertTrue(phase.refined().reflections().size() > 5);
        }
        assertEquals(LIBRARY.size(), result.candidates());
        assertEquals(5001, best.refinement().calculated().length);
    }

    /** Programs write down one line of a tube where both were measured, and both where a monochromator let one through. */
    @ParameterizedTest
    @CsvSource({
        "Cu Ka1+Ka2, Cu Ka1+Ka2, Cu Ka1+Ka2",
        "Cu Ka1+Ka2, Cu Ka1, Cu Ka1+Ka2",
        "Cu Ka1+Ka2, Cu Ka, Cu Ka1+Ka2",
        "Cu Ka1, Cu Ka1, Cu Ka1",
        "Cu Ka1, Cu Ka1+Ka2, Cu Ka1"
    })
    void linesOfTheTubeAreSeenInTheScan(String measured, String stated, String counted) {
        MeasuredPattern pattern = twoPhases(measured);
        PhaseHypothesis best = new PhaseSearch(LIBRARY, PhaseSearchSettings.DEFAULT.withMostPhases(4))
                .search(pattern.with(Radiation.of(stated)))
                .hypotheses()
                .get(0);
        assertEquals(counted, best.refinement().pattern().radiation().name());
        assertEquals(
                List.of("corundum", "fluorite"),
                best.phases().stream().map(IdentifiedPhase::id).toList());
        assertEquals(0.7, best.phases().get(0).refined().weightFraction().value(), 0.01);
        assertEquals(4.7591, best.phases().get(0).refined().structure().cell().a(), 3e-4);
    }

    /** Text files say no anode: what it may be is told where nothing explains the scan, and never where something does. */
    @ParameterizedTest
    @CsvSource({
        "Cu Ka1+Ka2, Co Ka, Cu Ka1+Ka2",
        "Co Ka1+Ka2, Cu Ka1+Ka2, Co Ka1+Ka2",
        "Cr Ka1+Ka2, Cu Ka1, Cr Ka1+Ka2",
        "Cu Ka1, Fe Ka1+Ka2, Cu Ka1",
        "Cu Ka1+Ka2, Cu Ka1,",
        "Co Ka1+Ka2, Co Ka1+Ka2,"
    })
    void anotherAnodeIsTold(String measured, String stated, String told) {
        MeasuredPattern pattern = twoPhases(measured).with(Radiation.of(stated));
        var search = new PhaseSearch(LIBRARY, PhaseSearchSettings.DEFAULT.withMostPhases(2));
        Optional<PhaseHypothesis> other = OtherAnode.explaining(
                        search, new PhaseDecision(0.1), pattern, search.search(pattern), () -> false)
                .map(r -> r.hypotheses().get(0));
        assertEquals(
                Optional.ofNullable(told),
                other.map(h -> h.refinement().pattern().radiation().name()));
        other.ifPresent(h -> assertEquals(
                List.of("corundum", "fluorite"),
                h.phases().stream().map(IdentifiedPhase::id).toList()));
    }

    /** A phase that no candidate is, measured with copper as stated: no anode makes it one of them. */
    @Test
    void noOtherAnodeIsTold() {
        MeasuredPattern pattern =
                SimulatedPatterns.of(List.of(SimulatedPatterns.corundum()), new double[] {1}, null, 10_000);
        PhaseLibrary others = LIBRARY.where(c -> !c.id().equals("corundum")).orElseThrow();
        var search = new PhaseSearch(others, PhaseSearchSettings.DEFAULT.withMostPhases(2));
        PhaseSearchResult found = search.search(pattern);
        var decision = new PhaseDecision(0.1);
        assertEquals(Verdict.NOT_SOLVED, decision.decide(found, Map.of()).verdict());
        assertTrue(OtherAnode.explaining(search, decision, pattern, found, () -> false)
                .isEmpty());
    }

    /** Further entries of a phase take no places from its rivals. */
    @Test
    void entriesOfOnePhaseAreOneHypothesis() {
        List<PhaseCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            candidates.add(new PhaseCandidate(
                    "corundum " + i,
                    SimulatedPatterns.corundum()
                            .withCell(SimulatedPatterns.corundum().cell().scaled(1 + 0.001 * i))));
        }
        candidates.add(new PhaseCandidate("fluorite", SimulatedPatterns.fluorite()));
        PhaseSearchResult result =
                new PhaseSearch(PhaseLibrary.of(candidates), PhaseSearchSettings.DEFAULT).search(pattern());
        assertEquals(
                List.of("corundum", "fluorite"),
                result.hypotheses().stream()
                        .map(h -> h.phases().get(0).id().split(" ")[0])
                        .toList());
    }

    /** A stretch that was not measured moves no line. */
    @Test
    void aScanWithAGap() {
        MeasuredPattern whole = pattern();
        MeasuredPattern cut = SimulatedPatterns.without(whole, 36, 51);
        PhaseHypothesis best = new PhaseSearch(LIBRARY, PhaseSearchSettings.DEFAULT.withMostPhases(4))
                .search(cut)
                .hypotheses()
                .get(0);
        assertEquals(
                List.of("corundum", "fluorite", "rutile"),
                best.phases().stream().map(IdentifiedPhase::id).toList());
    }

    /** By default one phase is asked for: the one that explains most. */
    @Test
    void onePhase() {
        PhaseSearchResult result = new PhaseSearch(LIBRARY, PhaseSearchSettings.DEFAULT).search(pattern());
        assertTrue(result.hypotheses().stream().allMatch(h -> h.phases().size() == 1));
        assertTrue(List.of("fluorite", "corundum")
                .contains(result.hypotheses().get(0).phases().get(0).id()));
    }

    @Test
    void sameBitsOnAnyThread() {
        PhaseSearch search = new PhaseSearch(LIBRARY, PhaseSearchSettings.DEFAULT.withMostPhases(2));
        MeasuredPattern pattern = pattern();
        List<PhaseSearchResult> results = IntStream.range(0, 3)
                .parallel()
                .mapToObj(i -> search.search(pattern))
                .toList();
        for (PhaseSearchResult result : results) {
            assertEquals(
                    results.get(0).hypotheses().get(0).criterion(),
                    result.hypotheses().get(0).criterion());
            assertArrayEquals(
                    results.get(0).hypotheses().get(0).refinement().calculated(),
                    result.hypotheses().get(0).refinement().calculated());
        }
    }

    @Test
    void cancels() {
        PhaseSearch search = new PhaseSearch(LIBRARY, PhaseSearchSettings.DEFAULT);
        AtomicInteger asked = new AtomicInteger();
        MeasuredPattern pattern = pattern();
        assertThrows(CancellationException.class, () -> search.search(pattern, () -> asked.incrementAndGet() > 30));
        assertEquals(31, asked.get());
    }

    @Test
    void partOfALibrary() {
        PhaseLibrary part = LIBRARY.where(c -> !c.id().startsWith("perovskite")).orElseThrow();
        assertEquals(43, part.size());
        assertEquals("rutile", part.candidate(0).id());
        assertTrue(LIBRARY.where(c -> false).isEmpty());
        List<PhaseCandidate> one = List.of(LIBRARY.candidate(0));
        assertThrows(CancellationException.class, () -> PhaseLibrary.of(one, () -> true));
    }

    @Test
    void refusesBadLibraries() {
        assertThrows(IllegalArgumentException.class, () -> PhaseLibrary.of(List.of()));
        PhaseCandidate one = new PhaseCandidate("a", SimulatedPatterns.rutile());
        assertThrows(IllegalArgumentException.class, () -> PhaseLibrary.of(List.of(one, one)));
    }

    @Test
    void leavesOutWhatCanNotScatterAndSaysSo() {
        PhaseCandidate good = new PhaseCandidate("rutile", SimulatedPatterns.rutile());
        PhaseCandidate bad = new PhaseCandidate(
                "fermium",
                new CrystalStructure(
                        "",
                        new UnitCell(4, 4, 4, 90, 90, 90),
                        SpaceGroup.ofNumber(221),
                        List.of(Site.of("Fm", "Fm", 0, 0, 0))));
        PhaseLibrary library = PhaseLibrary.of(List.of(bad, good));
        assertEquals(1, library.size());
        assertEquals("rutile", library.candidate(0).id());
        assertEquals(1, library.problems().size());
        assertTrue(
                library.problems().get(0).contains("fermium"),
                library.problems().toString());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> PhaseLibrary.of(List.of(bad)))
                .getMessage()
                .contains("Fm"));
    }
}
