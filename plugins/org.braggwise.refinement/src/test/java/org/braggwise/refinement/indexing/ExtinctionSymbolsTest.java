// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.LaueClass;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.refinement.peaks.PeakAnalysis;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extinction symbols against International Tables A, and their ranking on simulated patterns. */
class ExtinctionSymbolsTest {

    /* International Tables A (2016), tables 1.6.4.2 to 1.6.4.30: groups in one row of a table, whatever the order of the axes. */
    @ParameterizedTest
    @CsvSource({
        "33, 62",
        "36, 63",
        "40, 63",
        "38, 65",
        "39, 67",
        "41, 64",
        "16, 47",
        "9, 15",
        "159, 194",
        "146, 166",
        "161, 167",
        "225, 196",
        "108, 140",
        "2, 1",
        "4, 11"
    })
    void typesInOneRowOfTheTablesShareASymbol(int one, int other) {
        assertEquals(ExtinctionSymbols.ofSpaceGroup(one), ExtinctionSymbols.ofSpaceGroup(other));
    }

    @ParameterizedTest
    @CsvSource({"62, 61", "63, 64", "166, 194", "221, 225", "14, 11", "19, 18", "203, 228", "142, 141"})
    void typesOfOtherRowsDoNot(int one, int other) {
        assertNotEquals(ExtinctionSymbols.ofSpaceGroup(one), ExtinctionSymbols.ofSpaceGroup(other));
    }

    @Test
    void everyTypeHasOne() {
        for (int number = 1; number <= 230; number++) {
            assertTrue(ExtinctionSymbols.ofSpaceGroup(number).numbers().contains(number), "type " + number);
        }
    }

    /* How many extinction symbols there are: International Tables A (2016), tables 1.6.4.2 to 1.6.4.30; Markvardsen et al. (2001) count 14
    monoclinic ones (b unique) and 111 orthorhombic ones, A and B centrings among them as C is here. */
    @ParameterizedTest
    @CsvSource({
        "L_1BAR, P, 1",
        "L_2_M, P, 8",
        "L_2_M, C, 2",
        "L_2_M, A, 2",
        "L_2_M, I, 2",
        "L_MMM, P, 71",
        "L_MMM, C, 9",
        "L_MMM, A, 9",
        "L_MMM, B, 9",
        "L_MMM, I, 8",
        "L_MMM, F, 5",
        "L_4_MMM, P, 23",
        "L_4_MMM, I, 8",
        "L_3BAR_M, R, 2",
        "L_6_MMM, P, 7",
        "L_M3BAR_M, P, 7",
        "L_M3BAR_M, I, 5",
        "L_M3BAR_M, F, 5"
    })
    void thereAreAsManyAsInTheTables(LaueClass holohedry, char centring, int count) {
        List<ExtinctionSymbol> symbols = ExtinctionSymbols.of(lattice(holohedry, centring));
        assertEquals(count, symbols.size());
        assertEquals(
                count, symbols.stream().map(ExtinctionSymbol::symbol).distinct().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "L_2_M | P | P 21/c | 14",
                "L_2_M | P | P 21 | 4 11",
                "L_2_M | C | C c | 9 15",
                "L_MMM | P | P n - a | 33 62",
                "L_MMM | P | P 21 21 21 | 19",
                "L_MMM | P | P b c a | 61",
                "L_MMM | C | C - c - | 36 40 63",
                "L_MMM | F | F d d d | 70",
                "L_4_MMM | P | P - n - | 102 118 136",
                "L_4_MMM | P | P 41 21 - | 92 96",
                "L_4_MMM | I | I a - d | 141",
                "L_3BAR_M | R | R - c - | 161 167",
                "L_6_MMM | P | P - - c | 159 163 186 190 194",
                "L_M3BAR_M | F | F - - - | 196 202 209 216 225",
                "L_M3BAR_M | F | F d - - | 203 227",
                "L_M3BAR_M | P | P a - - | 205",
            })
    void symbolsLeaveTheGroupsOfTheTables(LaueClass holohedry, char centring, String symbol, String numbers) {
        ExtinctionSymbol found = ExtinctionSymbols.of(lattice(holohedry, centring)).stream()
                .filter(s -> s.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
        assertEquals(numbers, found.numbers().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    @Test
    void everyGroupHasOneSymbolAndItsConditions() {
        ExtinctionSymbol pnma = ExtinctionSymbols.of(lattice(LaueClass.L_MMM, 'P')).stream()
                .filter(s -> s.spaceGroups().contains(SpaceGroup.ofNumber(62)))
                .findFirst()
                .orElseThrow();
        // 0kl: k + l = 2 n; hk0: h = 2 n
        assertTrue(pnma.absent(0, 1, 2) && pnma.absent(1, 2, 0) && !pnma.absent(0, 1, 1) && !pnma.absent(1, 0, 1));
    }

    /* Rutile, Gonschorek (1982), Z. Kristallogr. 160, 187: P 42/m n m. Quartz, Levien, Prewitt and Weidner (1980), Am. Mineral. 65, 920:
    P 32 2 1. Pyrite, Brostigen and Kjekshus (1969), Acta Chem. Scand. 23, 2186: P a -3. */
    @ParameterizedTest
    @CsvSource({"136, L_4_MMM, P - n -", "154, L_6_MMM, P 31 - -", "205, L_M3BAR_M, P a - -"})
    void theRightSymbolComesFirst(int number, LaueClass holohedry, String symbol) {
        CrystalStructure s = structure(number);
        SimulationSettings settings = SimulationSettings.builder()
                .grid(new TwoThetaGrid(10, 100, 4501))
                .noise(new Noise(10_000, 0))
                .build();
        Pattern pattern = new PatternSimulator(settings).pattern(s, "1");
        double[] x = new double[pattern.grid().points()];
        for (int i = 0; i < x.length; i++) {
            x[i] = pattern.grid().at(i);
        }
        PeakAnalysis analysis = new PeakFinder(PeakSettings.MEASURED)
                .analyse(x, pattern.intensities(), null, pattern.radiation(), () -> false);
        IndexedCell cell =
                new Indexer(IndexingSettings.LABORATORY).index(analysis.peaks()).get(0);
        assertEquals(holohedry, cell.lattice().holohedry());
        LatticeIntensities intensities = LatticeIntensities.of(
                x, pattern.intensities(), null, true, pattern.radiation(), analysis, cell, () -> false);
        List<RankedSymbol> ranked = ExtinctionSymbols.rank(cell.lattice(), intensities);
        assertEquals(symbol, ranked.get(0).symbol().symbol());
        assertTrue(
                ranked.get(0).probability() > 0.5,
                "probability " + ranked.get(0).probability());
        assertEquals(1, ranked.stream().mapToDouble(RankedSymbol::probability).sum(), 1e-9);
        assertTrue(ranked.get(0).spaceGroups().stream().anyMatch(g -> g.number() == number));
    }

    private static CrystalStructure structure(int number) {
        return switch (number) {
            case 136 -> new CrystalStructure(
                    "TiO2",
                    new UnitCell(4.5937, 4.5937, 2.9587, 90, 90, 90),
                    SpaceGroup.ofNumber(136),
                    List.of(Site.of("Ti", "Ti", 0, 0, 0), Site.of("O", "O", 0.3048, 0.3048, 0)));
            case 154 -> new CrystalStructure(
                    "SiO2",
                    new UnitCell(4.916, 4.916, 5.4054, 90, 90, 120),
                    SpaceGroup.ofNumber(154),
                    List.of(Site.of("Si", "Si", 0.4697, 0, 2 / 3.0), Site.of("O", "O", 0.4135, 0.2669, 0.7858)));
            default -> new CrystalStructure(
                    "FeS2",
                    new UnitCell(5.4179, 5.4179, 5.4179, 90, 90, 90),
                    SpaceGroup.ofNumber(205),
                    List.of(Site.of("Fe", "Fe", 0, 0, 0), Site.of("S", "S", 0.3851, 0.3851, 0.3851)));
        };
    }

    private static BravaisLattice lattice(LaueClass holohedry, char centring) {
        UnitCell any = new UnitCell(5, 5, 5, 90, 90, 90);
        return new BravaisLattice(holohedry, centring, any, any);
    }
}
