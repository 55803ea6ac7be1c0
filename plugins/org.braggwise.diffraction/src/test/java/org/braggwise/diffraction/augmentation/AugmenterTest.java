// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;

class AugmenterTest {

    private static final double WAVELENGTH = 1.54184;
    private static final CrystalStructure SRTIO3 = new CrystalStructure(
            "SrTiO3",
            new UnitCell(3.905, 3.905, 3.905, 90, 90, 90),
            SpaceGroup.ofNumber(221),
            List.of(Site.of("Sr", "Sr", 0.5, 0.5, 0.5), Site.of("Ti", "Ti", 0, 0, 0), Site.of("O", "O", 0.5, 0, 0)));
    private static final CrystalStructure NACL = new CrystalStructure(
            "NaCl",
            new UnitCell(5.64, 5.64, 5.64, 90, 90, 90),
            SpaceGroup.ofNumber(225),
            List.of(Site.of("Na", "Na", 0, 0, 0), Site.of("Cl", "Cl", 0.5, 0.5, 0.5)));
    private static final SimulationSettings SIMULATION =
            SimulationSettings.builder().normalisation(Normalisation.NONE).build();
    private static final TwoThetaGrid GRID = SIMULATION.grid();

    /** One mode alone, no noise, nothing rescaled. */
    private static AugmentationSettings.Builder only(AugmentationMode mode, AugmentationVariant variant, int count) {
        AugmentationSettings.Builder b =
                AugmentationSettings.builder().noise(DrawRange.fixed(0)).normalisation(Normalisation.NONE);
        for (AugmentationMode m : AugmentationMode.values()) {
            b.count(m, m == mode ? count : 0).variant(m, variant);
        }
        return b;
    }

    private static List<AugmentedPattern> augment(AugmentationSettings.Builder b) {
        return new Augmenter(b.build(), SIMULATION).augment(SRTIO3, "Row1");
    }

    private static double[] clean() {
        return new PatternSimulator(SIMULATION).pattern(SRTIO3, "Row1").intensities();
    }

    private static double max(double[] y) {
        return Arrays.stream(y).max().getAsDouble();
    }

    private static double number(AugmentedPattern p, String name) {
        return ((Number) p.drawn().get(name)).doubleValue();
    }

    /** Angle of the highest point within 0.8 deg of an expected one. */
    private static double peakNear(double[] y, double twoTheta) {
        int top = -1;
        for (int i = 0; i < y.length; i++) {
            if (Math.abs(GRID.at(i) - twoTheta) < 0.8 && (top < 0 || y[i] > y[top])) {
                top = i;
            }
        }
        return GRID.at(top);
    }

    private static double bragg(double d) {
        return 2 * Math.toDegrees(Math.asin(WAVELENGTH / 2 / d));
    }

    @Test
    void everyModeIsALabelledRowAndTheDefaultIsOneOfEachOfTheFive() {
        List<AugmentedPattern> all = augment(AugmentationSettings.builder());
        assertEquals(
                List.of("Row1_impurity_0", "Row1_texture_0", "Row1_broadening_0", "Row1_strain_0", "Row1_shift_0"),
                all.stream().map(AugmentedPattern::key).toList());
        for (AugmentedPattern p : all) {
            assertEquals(1, max(p.pattern().intensities()), 1e-12);
            assertTrue(p.drawnJson().startsWith("{\"") && p.drawnJson().endsWith("}"), p.drawnJson());
            assertEquals(SIMULATION.radiation(), p.pattern().radiation());
        }
    }

    @Test
    void drawsDependOnSeedKeyModeAndIndexAlone() {
        AugmentationSettings many = AugmentationSettings.films(8).seed(5).build();
        List<AugmentedPattern> serial = new Augmenter(many, SIMULATION).augment(SRTIO3, "Row1");
        Augmenter shared = new Augmenter(many, SIMULATION);
        List<AugmentedPattern> parallel = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> shared.augment(SRTIO3, "Row1", AugmentationMode.CHAINED, 7 - i))
                .toList();
        for (int i = 0; i < 8; i++) {
            assertArrayEquals(
                    serial.get(i).pattern().intensities(),
                    parallel.get(7 - i).pattern().intensities(),
                    0);
            assertEquals(serial.get(i).drawnJson(), parallel.get(7 - i).drawnJson());
        }
        Set<String> draws = new HashSet<>();
        serial.forEach(p -> draws.add(p.drawnJson()));
        draws.add(shared.augment(SRTIO3, "Row2", AugmentationMode.CHAINED, 0).drawnJson());
        draws.add(new Augmenter(AugmentationSettings.films(8).seed(6).build(), SIMULATION)
                .augment(SRTIO3, "Row1", AugmentationMode.CHAINED, 0)
                .drawnJson());
        assertEquals(10, draws.size());
    }

    @Test
    void impurityPeaksHaveTheHeightDrawn() {
        double[] clean = clean();
        for (double amplitude : new double[] {0.05, 0.6}) {
            AugmentedPattern p = augment(only(AugmentationMode.IMPURITY, AugmentationVariant.PAPER, 1)
                            .impurityCount(DrawRange.fixed(1))
                            .impurityAmplitude(DrawRange.fixed(amplitude)))
                    .get(0);
            double[] difference = new double[clean.length];
            int top = 0;
            for (int i = 0; i < clean.length; i++) {
                difference[i] = p.pattern().intensities()[i] - clean[i];
                top = difference[i] > difference[top] ? i : top;
            }
            assertEquals(amplitude * max(clean), difference[top], 1e-9 * max(clean));
            assertEquals(
                    (Double) ((List<?>) p.drawn().get("impurityTwoThetaDeg")).get(0), GRID.at(top), GRID.stepDeg());
        }
    }

    @Test
    void impurityPhasesComeWithTheirWholePattern() {
        assertThrows(
                IllegalArgumentException.class, () -> only(AugmentationMode.IMPURITY, AugmentationVariant.PHYSICAL, 1)
                        .build());
        double[] clean = clean();
        AugmentedPattern p = augment(only(AugmentationMode.IMPURITY, AugmentationVariant.PHYSICAL, 1)
                        .impurityPhases(List.of(NACL))
                        .impurityAmplitude(DrawRange.fixed(0.25)))
                .get(0);
        double[] salt = new PatternSimulator(SIMULATION).pattern(NACL, "").intensities();
        for (int i = 0; i < clean.length; i++) {
            assertEquals(
                    clean[i] + 0.25 * max(clean) * salt[i] / max(salt),
                    p.pattern().intensities()[i],
                    1e-6 * max(clean));
        }
        assertEquals(List.of("NaCl"), p.drawn().get("impurityPhases"));
    }

    @Test
    void impurityPhasesOfAChainHaveTheirOwnOrientation() {
        CrystalStructure iodide = new CrystalStructure(
                "PbI2",
                new UnitCell(4.557, 4.557, 6.979, 90, 90, 120),
                SpaceGroup.ofNumber(164),
                List.of(Site.of("Pb", "Pb", 0, 0, 0), Site.of("I", "I", 1 / 3.0, 2 / 3.0, 0.265)));
        AugmentationSettings.Builder b = only(AugmentationMode.CHAINED, AugmentationVariant.PHYSICAL, 20)
                .impurityPhases(List.of(iodide))
                .chainedImpurityShare(1)
                .impurityCount(DrawRange.fixed(1))
                .chainedHumps(DrawRange.fixed(0), DrawRange.fixed(0))
                .chainedCounts(DrawRange.fixed(1e12))
                .marchDollase(DrawRange.fixed(0.3))
                .orientations(List.of(new int[] {0, 0, 1}))
                .strain(0)
                .zeroShiftDeg(DrawRange.fixed(0))
                .displacementMm(DrawRange.fixed(0))
                .chainedDoubletShare(0);
        AugmentedPattern without =
                augment(b.impurityAmplitude(DrawRange.fixed(0))).get(0);
        AugmentedPattern with = augment(b.impurityAmplitude(DrawRange.fixed(1))).get(0);
        double[] impurity = IntStream.range(0, GRID.points())
                .mapToDouble(
                        i -> with.pattern().intensities()[i] - without.pattern().intensities()[i])
                .toArray();
        // Of plates that lie flat the lines 0 0 l are the strong ones; of a powder 1 0 1 at 25.9 deg is the strongest
        // line.
        assertEquals(
                12.7,
                GRID.at(IntStream.range(0, impurity.length)
                        .boxed()
                        .max((i, k) -> Double.compare(impurity[i], impurity[k]))
                        .get()),
                0.1);
        assertEquals(List.of(List.of(0.3, 0, 0, 1)), with.drawn().get("impurityOrientations"));
    }

    @Test
    void atomsMoveWhereTheyAreFree() {
        CrystalStructure rutile = new CrystalStructure(
                "TiO2",
                new UnitCell(4.594, 4.594, 2.959, 90, 90, 90),
                SpaceGroup.ofNumber(136),
                List.of(Site.of("Ti", "Ti", 0, 0, 0), Site.of("O", "O", 0.3053, 0.3053, 0)));
        AugmentationSettings.Builder b = only(AugmentationMode.STRAIN, AugmentationVariant.PHYSICAL, 3)
                .strain(0)
                .atomShiftAngstrom(0.3);
        for (AugmentedPattern p : new Augmenter(b.build(), SIMULATION).augment(rutile, "Row1")) {
            List<?> oxygen = (List<?>) ((List<?>) p.drawn().get("coordinates")).get(1);
            double x = (Double) oxygen.get(0);
            assertEquals(x, (Double) oxygen.get(1), 1e-12);
            CrystalStructure moved = rutile.withSites(List.of(rutile.sites().get(0), Site.of("O", "O", x, x, 0)));
            assertArrayEquals(
                    new PatternSimulator(SIMULATION).pattern(moved, "Row1").intensities(),
                    p.pattern().intensities(),
                    1e-5 * max(p.pattern().intensities()),
                    "tails of lines beyond the grid are drawn a little further here");
        }
        assertArrayEquals(
                clean(),
                augment(b).get(0).pattern().intensities(),
                1e-9 * max(clean()),
                "SrTiO3 has no free coordinate");
    }

    @Test
    void noiseHasZeroMeanAndTheDrawnWidth() {
        double[] clean = clean();
        AugmentedPattern p = augment(only(AugmentationMode.SHIFT, AugmentationVariant.PAPER, 1)
                        .shiftDeg(DrawRange.fixed(0))
                        .noise(DrawRange.fixed(0.02)))
                .get(0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < clean.length; i++) {
            double e = (p.pattern().intensities()[i] - clean[i]) / max(clean);
            sum += e;
            squares += e * e;
        }
        int n = clean.length;
        assertEquals(0, sum / n, 5 * 0.02 / Math.sqrt(n));
        assertEquals(0.02, Math.sqrt(squares / n), 0.001);
    }

    @Test
    void paperTextureRaisesAndLowersEachReflectionByUpToHalf() {
        double[] clean = clean();
        double low = 2;
        double high = 0;
        double sum = 0;
        List<AugmentedPattern> all = augment(only(AugmentationMode.TEXTURE, AugmentationVariant.PAPER, 300));
        for (AugmentedPattern p : all) {
            // 200 of SrTiO3 overlaps with nothing: its height is multiplied by its factor.
            int i = (int) Math.round((peakNear(clean, bragg(3.905 / 2)) - GRID.startDeg()) / GRID.stepDeg());
            double factor = p.pattern().intensities()[i] / clean[i];
            low = Math.min(low, factor);
            high = Math.max(high, factor);
            sum += factor;
            assertTrue(((List<?>) p.drawn().get("textureFactors"))
                    .stream().anyMatch(f -> Math.abs((Double) f - factor) < 0.01));
        }
        assertTrue(low >= 0.49 && low < 0.55, "lowest factor " + low);
        assertTrue(high <= 1.51 && high > 1.45, "highest factor " + high);
        assertEquals(1, sum / all.size(), 5 * 0.5 / Math.sqrt(3.0 * all.size()));
    }

    @Test
    void marchDollaseRaisesThePreferredReflections() {
        double[] clean = clean();
        double[] y = augment(only(AugmentationMode.TEXTURE, AugmentationVariant.PHYSICAL, 1)
                        .marchDollase(DrawRange.fixed(0.4))
                        .orientations(List.of(new int[] {0, 0, 1})))
                .get(0)
                .pattern()
                .intensities();
        int i100 = (int) Math.round((peakNear(clean, bragg(3.905)) - 10) / GRID.stepDeg());
        int i110 = (int) Math.round((peakNear(clean, bragg(3.905 / Math.sqrt(2))) - 10) / GRID.stepDeg());
        // Dollase (1986): of the equivalents of 100 a third lies along the direction, the others across it; of 110 a
        // third lies across, the
        // others at 45 degrees.
        double r = 0.4;
        double f100 = (Math.pow(r * r, -1.5) + 2 * Math.pow(1 / r, -1.5)) / 3;
        double f110 = (2 * Math.pow((r * r + 1 / r) / 2, -1.5) + Math.pow(1 / r, -1.5)) / 3;
        assertEquals(f100, y[i100] / clean[i100], 0.01 * f100);
        assertEquals(f110, y[i110] / clean[i110], 0.01 * f110);
    }

    @Test
    void broadeningKeepsAreasAndFollowsScherrer() {
        double[] clean = clean();
        double previous = Double.POSITIVE_INFINITY;
        for (double size : new double[] {60, 20, 8}) {
            double[] y = augment(only(AugmentationMode.BROADENING, AugmentationVariant.PAPER, 1)
                            .domainSizeNm(DrawRange.fixed(size)))
                    .get(0)
                    .pattern()
                    .intensities();
            assertEquals(1, Arrays.stream(y).sum() / Arrays.stream(clean).sum(), 0.02);
            assertTrue(max(y) < previous);
            previous = max(y);
        }
        double least = 1e9;
        double greatest = 0;
        for (AugmentedPattern p : augment(only(AugmentationMode.BROADENING, AugmentationVariant.PHYSICAL, 200))) {
            least = Math.min(least, number(p, "domainSizeNm"));
            greatest = Math.max(greatest, number(p, "domainSizeNm"));
        }
        assertTrue(least >= 5 && least < 6 && greatest <= 100 && greatest > 85, least + " " + greatest);
    }

    @Test
    void strainIsTwoSidedAndMovesPeaksByBragg() {
        int up = 0;
        double largest = 0;
        List<AugmentedPattern> all = augment(only(AugmentationMode.STRAIN, AugmentationVariant.PAPER, 100));
        for (AugmentedPattern p : all) {
            double strain = number(p, "strain");
            assertTrue(Math.abs(strain) <= 0.03);
            up += strain > 0 ? 1 : 0;
            largest = Math.max(largest, Math.abs(strain));
            for (double d : new double[] {3.905 / Math.sqrt(2), 3.905 / 2, 3.905 / Math.sqrt(6)}) {
                double expected = bragg(d * (1 + strain));
                assertEquals(expected, peakNear(p.pattern().intensities(), expected), 0.6 * GRID.stepDeg() + 0.005);
            }
        }
        assertTrue(up > 30 && up < 70, up + " of 100 positive");
        assertTrue(largest > 0.027);
        for (AugmentedPattern p : augment(only(AugmentationMode.STRAIN, AugmentationVariant.PHYSICAL, 20))) {
            List<?> cell = (List<?>) p.drawn().get("cell");
            assertEquals((Double) cell.get(0), (Double) cell.get(2), 1e-9, "cubic stays cubic");
        }
    }

    @Test
    void shiftsMoveAllPeaksAlikeOrByTheCosine() {
        for (AugmentedPattern p : augment(only(AugmentationMode.SHIFT, AugmentationVariant.PAPER, 10))) {
            for (double d : new double[] {3.905, 3.905 / 2, 3.905 / Math.sqrt(6)}) {
                double expected = bragg(d) + number(p, "shiftDeg");
                assertEquals(expected, peakNear(p.pattern().intensities(), expected), 0.6 * GRID.stepDeg() + 0.005);
            }
        }
        for (AugmentedPattern p : augment(only(AugmentationMode.SHIFT, AugmentationVariant.PHYSICAL, 10))) {
            for (double d : new double[] {3.905, 3.905 / 2, 3.905 / Math.sqrt(6)}) {
                double expected = bragg(d)
                        + number(p, "zeroShiftDeg")
                        - Math.toDegrees(2
                                * number(p, "displacementMm")
                                * Math.cos(Math.toRadians(bragg(d) / 2))
                                / SIMULATION.goniometerRadiusMm());
                assertEquals(expected, peakNear(p.pattern().intensities(), expected), 0.6 * GRID.stepDeg() + 0.005);
            }
        }
    }

    /** 220 of a = 3.905 lies at 67.8 deg: on a grid that ends at 67.5 a shift of +-0.5 brings it in or leaves it out. */
    @Test
    void linesMoveInFromBeyondTheGrid() {
        SimulationSettings narrow =
                SIMULATION.toBuilder().grid(new TwoThetaGrid(60, 67.5, 751)).build();
        double[] y = new Augmenter(
                        only(AugmentationMode.SHIFT, AugmentationVariant.PAPER, 1)
                                .shiftDeg(DrawRange.fixed(-0.5))
                                .build(),
                        narrow)
                .augment(SRTIO3, "Row1")
                .get(0)
                .pattern()
                .intensities();
        int top = 0;
        for (int i = 0; i < y.length; i++) {
            top = y[i] > y[top] ? i : top;
        }
        assertEquals(bragg(3.905 / Math.sqrt(8)) - 0.5, narrow.grid().at(top), 0.02);
    }

    @Test
    void theChainHasEverythingInRange() {
        List<AugmentedPattern> all = new Augmenter(
                        AugmentationSettings.films(100)
                                .impurityPhases(List.of(NACL))
                                .build(),
                        SIMULATION)
                .augment(SRTIO3, "Row1");
        int doublets = 0;
        int impurities = 0;
        int humps = 0;
        for (AugmentedPattern p : all) {
            double[] y = p.pattern().intensities();
            assertEquals(1, max(y), 1e-12);
            assertTrue(number(p, "marchDollase") >= 0.3 && number(p, "marchDollase") <= 1);
            assertTrue(number(p, "domainSizeNm") >= 5 && number(p, "domainSizeNm") <= 100);
            assertTrue(Math.abs(number(p, "zeroShiftDeg")) <= 0.15 && Math.abs(number(p, "displacementMm")) <= 0.4);
            assertTrue(number(p, "countsAtMaximum") >= 200);
            doublets += p.drawn().get("radiation").equals("Cu Ka1+Ka2") ? 1 : 0;
            impurities += p.drawn().containsKey("impurityPhases") ? 1 : 0;
            humps += ((List<?>) p.drawn().get("humps")).isEmpty() ? 0 : 1;
        }
        assertTrue(doublets > 30 && doublets < 70, doublets + " doublets");
        assertTrue(impurities > 20 && impurities < 60, impurities + " with impurities");
        assertTrue(humps > 50 && humps < 85, humps + " with humps");
    }

    /** Noise between the lines is what counting and the detector leave there, and no line is wider than 20 nm and the strain make it. */
    @Test
    void powdersAreNoisyInProportionToTheirCounts() {
        List<AugmentedPattern> all = new Augmenter(
                        AugmentationSettings.powders(200)
                                .chainedHumps(DrawRange.fixed(0), DrawRange.fixed(0))
                                .chainedImpurityShare(0)
                                .build(),
                        SIMULATION)
                .augment(SRTIO3, "Row1");
        List<AugmentedPattern> quiet = new Augmenter(
                        AugmentationSettings.powders(200)
                                .chainedHumps(DrawRange.fixed(0), DrawRange.fixed(0))
                                .chainedImpurityShare(0)
                                .chainedCounts(DrawRange.fixed(1e12))
                                .build(),
                        SIMULATION)
                .augment(SRTIO3, "Row1");
        double chi2 = 0;
        long points = 0;
        for (int i = 0; i < all.size(); i++) {
            double counts = number(all.get(i), "countsAtMaximum");
            assertTrue(counts >= 500 && counts <= 100_000, "counts " + counts);
            double background = number(all.get(i), "background");
            assertTrue(background >= 0.002 && background <= 0.4, "background " + background);
            assertTrue(
                    Arrays.stream(quiet.get(i).pattern().intensities()).min().orElse(0)
                            >= 0.99 * background / (1 + background),
                    "under the lines");
            assertTrue(number(all.get(i), "marchDollase") >= 0.6, "texture");
            assertTrue(number(all.get(i), "domainSizeNm") >= 20, "domain size");
            double[] y = all.get(i).pattern().intensities();
            double[] mean = quiet.get(i).pattern().intensities();
            // Both have a maximum of 1, of which the noisy one's is the largest of several draws: scale it by its sum.
            double scale = Arrays.stream(mean).sum() / Arrays.stream(y).sum();
            for (int k = 0; k < y.length; k++) {
                if (mean[k] * counts > 100) {
                    double off = (scale * y[k] - mean[k]) * counts;
                    chi2 += off * off / (mean[k] * counts);
                    points++;
                }
            }
        }
        assertTrue(points > 10_000, points + " points");
        assertEquals(1, chi2 / points, 0.05);
    }

    @Test
    void wrongRangesAreRefused() {
        AugmentationSettings.Builder b = AugmentationSettings.builder();
        assertThrows(IllegalArgumentException.class, () -> new DrawRange(2, 1));
        assertThrows(IllegalArgumentException.class, () -> b.marchDollase(new DrawRange(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> b.strain(-0.1));
        assertThrows(IllegalArgumentException.class, () -> b.count(AugmentationMode.SHIFT, -1));
        assertThrows(IllegalArgumentException.class, () -> b.orientations(List.of(new int[] {0, 0, 0})));
        assertFalse(b.build().impurityPhases().iterator().hasNext());
    }
}
