// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.synthesis.LedgerEntry.Kind;
import org.braggwise.diffraction.synthesis.SynthesisSettings.Amount;
import org.braggwise.diffraction.synthesis.SynthesisSettings.WithoutReal;
import org.braggwise.diffraction.synthesis.SynthesisSettings.WithoutVirtual;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynthesizerTest {

    /** Classes a (40 rows), b (20) and c (2) of compounds with three rows each; virtual rows of the same and of other compounds. */
    private static List<SourceRow> real() {
        List<SourceRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new SourceRow("ra" + i, "a", "Compound" + i / 3));
        }
        for (int i = 0; i < 20; i++) {
            rows.add(new SourceRow("rb" + i, "b", "Compound" + (10 + i / 3)));
        }
        rows.add(new SourceRow("rc0", "c", "SrTiO3"));
        rows.add(new SourceRow("rc1", "c", "Ti Sr O3"));
        rows.add(new SourceRow("rd0", "d", "KF"));
        return rows;
    }

    private static List<SourceRow> virtual() {
        List<SourceRow> rows = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            rows.add(new SourceRow("v" + i, "abe".substring(i % 3, i % 3 + 1), "Compound" + i % 30));
        }
        rows.add(new SourceRow("vc0", "c", "BaTiO3"));
        rows.add(new SourceRow("vc1", "c", "O3TiSr"));
        return rows;
    }

    private static final SynthesisSettings SETTINGS =
            SynthesisSettings.defaults().withCount(Amount.PER_REAL_ROW, 5);

    private static Set<String> groups(List<LedgerEntry> entries, List<SourceRow> real, List<SourceRow> virtual) {
        Set<String> groups = new HashSet<>();
        for (LedgerEntry e : entries) {
            if (e.realIndex() >= 0) {
                groups.add(CompoundGroup.of(real.get(e.realIndex()).group()));
            }
            if (e.virtualIndex() >= 0) {
                groups.add(CompoundGroup.of(virtual.get(e.virtualIndex()).group()));
            }
        }
        return groups;
    }

    @Test
    void nothingOfAHeldOutCompoundReachesTraining() {
        for (long seed = 0; seed < 50; seed++) {
            SynthesisPlan p = new Synthesizer(SETTINGS.withSeed(seed)
                            .withPure(true, true)
                            .withUnpaired(WithoutReal.KEEP_VIRTUAL, WithoutVirtual.KEEP_REAL))
                    .plan(real(), virtual());
            Set<String> training = groups(p.training(), real(), virtual());
            Set<String> held = groups(p.test(), real(), virtual());
            assertTrue(Collections.disjoint(held, groups(p.validation(), real(), virtual())));
            held.addAll(groups(p.validation(), real(), virtual()));
            assertTrue(Collections.disjoint(training, held), "seed " + seed);
            assertTrue(!p.test().isEmpty() && !p.validation().isEmpty());
            assertTrue(p.virtualExcluded().stream()
                    .allMatch(
                            i -> held.contains(CompoundGroup.of(virtual().get(i).group()))));
        }
    }

    @Test
    void theShareHeldOutIsThatAskedForAsFarAsWholeCompoundsGo() {
        SynthesisPlan p = new Synthesizer(SETTINGS.withHeldOut(0.25, 0.1)).plan(real(), virtual());
        Map<String, SynthesisPlan.ClassReport> classes =
                p.classes().stream().collect(Collectors.toMap(c -> c.label(), c -> c));
        assertEquals(10, classes.get("a").testRows(), 3);
        assertEquals(5, classes.get("b").testRows(), 3);
        assertEquals(0, classes.get("c").testRows(), "the only compound of a class is not held out");
        assertTrue(classes.get("c").untested());
        assertEquals(
                "real rows only; not tested: too few compounds",
                classes.get("d").words());
        assertEquals("dropped: no real rows", classes.get("e").words());
        for (SynthesisPlan.ClassReport c : p.classes()) {
            assertEquals(
                    c.outcome().dropped() ? 0 : c.realRows(), c.testRows() + c.validationRows() + c.trainingReal());
        }
    }

    @Test
    void mixesWithinTheClassAndDrawsEpsilonUniformly() {
        SynthesisPlan p = new Synthesizer(
                        SETTINGS.withCount(Amount.PER_REAL_ROW, 200).withPure(false, false))
                .plan(real(), virtual());
        double sum = 0;
        double squares = 0;
        List<LedgerEntry> mixed =
                p.training().stream().filter(e -> e.kind() == Kind.MIXED).toList();
        for (LedgerEntry e : mixed) {
            assertEquals(e.label(), real().get(e.realIndex()).label());
            assertEquals(e.label(), virtual().get(e.virtualIndex()).label());
            assertTrue(e.epsilon() > 0 && e.epsilon() < 1);
            sum += e.epsilon();
            squares += e.epsilon() * e.epsilon();
        }
        double n = mixed.size();
        assertTrue(n > 5000);
        assertEquals(0.5, sum / n, 5 * Math.sqrt(1 / 12.0 / n));
        assertEquals(1 / 3.0, squares / n, 5 * Math.sqrt(4 / 45.0 / n));
        assertEquals(
                mixed.size(), mixed.stream().map(LedgerEntry::key).distinct().count());
    }

    @Test
    void rowOrderDoesNotMatterAndTheSeedDoes() {
        List<SourceRow> real = real();
        List<SourceRow> virtual = virtual();
        Set<String> expected = named(new Synthesizer(SETTINGS).plan(real, virtual), real, virtual);
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(real, new Random(i));
            Collections.shuffle(virtual, new Random(i + 9));
            assertEquals(expected, named(new Synthesizer(SETTINGS).plan(real, virtual), real, virtual));
        }
        assertTrue(!expected.equals(named(new Synthesizer(SETTINGS.withSeed(2)).plan(real, virtual), real, virtual)));
    }

    private static Set<String> named(SynthesisPlan p, List<SourceRow> real, List<SourceRow> virtual) {
        Set<String> out = new HashSet<>();
        for (List<LedgerEntry> split : List.of(p.training(), p.validation(), p.test())) {
            for (LedgerEntry e : split) {
                out.add(e.key()
                        + e.split()
                        + e.label()
                        + e.epsilon()
                        + (e.realIndex() < 0 ? "" : real.get(e.realIndex()).key())
                        + (e.virtualIndex() < 0
                                ? ""
                                : virtual.get(e.virtualIndex()).key()));
            }
        }
        return out;
    }

    @Test
    void proportionsAreStratifiedAndNested() {
        SynthesisPlan p = new Synthesizer(SETTINGS.withProportions(List.of(1.0, 0.25, 0.5))).plan(real(), virtual());
        Map<Double, Map<String, Set<Integer>>> used = new HashMap<>();
        for (LedgerEntry e : p.training()) {
            used.computeIfAbsent(e.proportion(), x -> new HashMap<>())
                    .computeIfAbsent(e.label(), x -> new HashSet<>())
                    .add(e.realIndex());
        }
        for (SynthesisPlan.ClassReport c : p.classes()) {
            if (c.outcome().dropped()) {
                continue;
            }
            for (double proportion : List.of(0.25, 0.5, 1.0)) {
                assertEquals(
                        Math.max(1, Math.round(proportion * c.trainingReal())),
                        used.get(proportion).get(c.label()).size());
                assertTrue(used.get(1.0)
                        .get(c.label())
                        .containsAll(used.get(proportion).get(c.label())));
            }
            assertTrue(used.get(0.5).get(c.label()).containsAll(used.get(0.25).get(c.label())));
        }
        assertEquals(
                p.training().size(),
                p.training(0.25).size()
                        + p.training(0.5).size()
                        + p.training(1.0).size());
    }

    /** A learning curve begins with small ones. */
    @Test
    void proportionsBelowAPercentHaveKeysOfTheirOwn() {
        SynthesisPlan p =
                new Synthesizer(SETTINGS.withProportions(List.of(0.005, 0.01, 0.995, 1.0))).plan(real(), virtual());
        assertEquals(
                p.training().size(),
                p.training().stream().map(LedgerEntry::key).distinct().count());
    }

    @Test
    void perClassCountsAreEqual() {
        SynthesisPlan p = new Synthesizer(
                        SETTINGS.withCount(Amount.PER_CLASS, 77).withPure(false, false))
                .plan(real(), virtual());
        Map<String, Long> counts = p.training().stream()
                .filter(e -> e.kind() == Kind.MIXED)
                .collect(Collectors.groupingBy(LedgerEntry::label, Collectors.counting()));
        assertEquals(Map.of("a", 77L, "b", 77L, "c", 77L), counts);
    }

    @Test
    void classesOfOneKindAreHandledAsChosen() {
        SynthesisPlan kept = new Synthesizer(SETTINGS.withUnpaired(WithoutReal.KEEP_VIRTUAL, WithoutVirtual.KEEP_REAL))
                .plan(real(), virtual());
        assertTrue(kept.training().stream().anyMatch(e -> e.label().equals("e") && e.kind() == Kind.VIRTUAL));
        assertTrue(kept.training().stream().anyMatch(e -> e.label().equals("d") && e.kind() == Kind.REAL));
        SynthesisPlan dropped =
                new Synthesizer(SETTINGS.withUnpaired(WithoutReal.DROP, WithoutVirtual.DROP)).plan(real(), virtual());
        assertTrue(dropped.training().stream()
                .noneMatch(e -> e.label().equals("e") || e.label().equals("d")));
    }

    @Test
    void mixesByTheEquation() {
        double[] x = new PatternMixer(Normalisation.MAXIMUM_1)
                .mix(new double[] {0, 50, 100}, new double[] {4, 2, 0}, 0.5, 0.02);
        assertArrayEquals(new double[] {0.5, 0.75, 1}, x, 1e-12);
        double[] y =
                new PatternMixer(Normalisation.MAXIMUM_1).mix(new double[] {0, 100}, new double[] {0, 3}, 0.5, 0.02);
        assertArrayEquals(new double[] {0, 1}, y, 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new PatternMixer(Normalisation.NONE)
                .mix(new double[2], new double[3], 0.5, 1));
        assertThrows(IllegalArgumentException.class, () -> new PatternMixer(Normalisation.NONE)
                .mix(new double[2], new double[2], 1, 1));
    }

    @Test
    void theGuardNamesRowsOnBothSides() {
        LeakageGuard guard = new LeakageGuard();
        guard.heldOut("test7", "SrTiO3", PatternShape.of(new double[] {0, 1, 2, 1}));
        guard.training("row1", "BaTiO3", PatternShape.of(new double[] {0, 1, 2, 2}));
        guard.verify();
        guard.training("row9", "O3 Sr2 Ti1", null);
        guard.verify();
        guard.training("row2", "TiSrO3", null);
        String message = assertThrows(LeakageException.class, guard::verify).getMessage();
        assertTrue(message.contains("test7") && message.contains("row2") && message.contains("O3SrTi"), message);
        LeakageGuard copies = new LeakageGuard();
        copies.heldOut("test7", "x", PatternShape.of(new double[] {0, 1, 2, 1}));
        copies.training("row3", "y", PatternShape.of(new double[] {0, 50, 100, 50}));
        assertTrue(assertThrows(LeakageException.class, copies::verify)
                .getMessage()
                .contains("row3"));
    }

    /** Rows of one class; "n" has the pattern of "m" under another compound's name. */
    private static List<SourceRow> renamed() {
        List<SourceRow> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(new SourceRow("r" + i, "a", "Compound" + i, (long) (i == 13 ? 5 : i)));
        }
        return rows;
    }

    @Test
    void onePatternUnderTwoNamesIsRefusedJoinedOrAllowedAsChosen() {
        List<SourceRow> virtual = List.of(new SourceRow("v", "a", "Other"));
        int refused = 0;
        for (long seed = 0; seed < 30; seed++) {
            SynthesisSettings s = SETTINGS.withSeed(seed);
            SynthesisPlan allowed =
                    new Synthesizer(s.withSamePattern(SynthesisSettings.SamePattern.ALLOW)).plan(renamed(), virtual);
            boolean leaks =
                    side(allowed, 5).equals("TRAINING") != side(allowed, 13).equals("TRAINING");
            if (leaks) {
                refused++;
                String message = assertThrows(LeakageException.class, () -> new Synthesizer(s).plan(renamed(), virtual))
                        .getMessage();
                assertTrue(message.contains("r5") && message.contains("r13"), message);
            } else {
                assertEquals(
                        allowed.training(),
                        new Synthesizer(s).plan(renamed(), virtual).training());
            }
            SynthesisPlan joined =
                    new Synthesizer(s.withSamePattern(SynthesisSettings.SamePattern.JOIN)).plan(renamed(), virtual);
            assertEquals(side(joined, 5), side(joined, 13));
            assertEquals(List.of("Compound13 = Compound5"), joined.joined());
        }
        assertTrue(refused > 3 && refused < 27, refused + " of 30 draws leak");
    }

    private static String side(SynthesisPlan p, int real) {
        return java.util.stream.Stream.of(p.training(), p.validation(), p.test())
                .flatMap(List::stream)
                .filter(e -> e.realIndex() == real)
                .findFirst()
                .orElseThrow()
                .split()
                .name();
    }

    @Test
    void patternsOfOneShapeAreOneMeasurement() {
        Long shape = PatternShape.of(new double[] {0, 1, 2, 1});
        assertEquals(shape, PatternShape.of(new double[] {0, 50, 100, 50}));
        assertTrue(!shape.equals(PatternShape.of(new double[] {0, 1, 2, 1.001}))
                && !shape.equals(PatternShape.of(new double[] {1, 0, 2, 1})));
        assertEquals(null, PatternShape.of(new double[] {3, 3, 3}), "a pattern without peaks tells nothing");
        assertEquals(null, PatternShape.of(new double[3]));
    }

    @Test
    void rowsWithoutClassOrCompoundAndDoubleKeysAreRefused() {
        Synthesizer s = new Synthesizer(SETTINGS);
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> s.plan(List.of(new SourceRow("x1", "a", " ")), virtual()))
                .getMessage()
                .contains("x1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> s.plan(real(), List.of(new SourceRow("x", "a", "K"), new SourceRow("x", "a", "K"))));
        assertThrows(IllegalArgumentException.class, () -> new Synthesizer(
                        SETTINGS.withUnpaired(WithoutReal.DROP, WithoutVirtual.DROP))
                .plan(List.of(new SourceRow("x", "a", "K")), List.of(new SourceRow("y", "b", "L"))));
    }

    @ParameterizedTest
    @CsvSource({
        "SrTiO3, O3SrTi",
        "Ti Sr O3, O3SrTi",
        "Sr2Ti2O6, O3SrTi",
        "Sr0.5Ba0.5TiO3, BaO6SrTi2",
        "MAPbI3, MAPbI3",
        "perovskite 7, perovskite 7",
        "Cs2AgBiBr6, AgBiBr6Cs2",
        "SrTiO3-x, SrTiO3-x"
    })
    void compoundsHaveOneName(String formula, String expected) {
        assertEquals(expected, CompoundGroup.of(formula));
    }
}
