// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.ReflectionNote;
import org.braggwise.diffraction.TwoThetaGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole patterns: defaults, displacement parameters, texture, background, noise. */
class PatternSimulatorTest {

    private static final SimulationSettings DEFAULT = SimulationSettings.DEFAULT;

    private static double maximum(double[] y) {
        return Arrays.stream(y).max().orElseThrow();
    }

    @Test
    void defaults() {
        assertEquals(new TwoThetaGrid(10, 80, 3501), DEFAULT.grid());
        assertEquals(1.54184, DEFAULT.radiation().wavelengthAngstrom());
        Simulation s = new PatternSimulator(DEFAULT).simulate(Structures.SRTIO3, "row");
        assertEquals(1, s.pattern().maximum(), 1e-12);
        assertEquals(DEFAULT.grid(), s.pattern().grid());
        assertEquals(DEFAULT.radiation(), s.pattern().radiation());
        // All of h^2 + k^2 + l^2 up to 10 but 7: a primitive cubic lattice below 80 deg; 300 and 221 at the same angle.
        assertEquals(
                Set.of("1 0 0", "1 1 0", "1 1 1", "2 0 0", "2 1 0", "2 1 1", "2 2 0", "3 0 0", "2 2 1", "3 1 0"),
                s.reflections().reflections().stream().map(Reflection::hkl).collect(Collectors.toSet()));
        assertEquals(
                "1 1 0",
                s.reflections().reflections().stream()
                        .max(Comparator.comparingDouble(Reflection::intensity))
                        .orElseThrow()
                        .hkl());
        assertTrue(
                s.reflections().reflections().stream().allMatch(r -> r.twoThetaDeg() >= 10 && r.twoThetaDeg() <= 80));
        assertArrayEquals(
                s.pattern().intensities(),
                new PatternSimulator(DEFAULT)
                        .pattern(Structures.SRTIO3, "other row")
                        .intensities());
    }

    /** The sum over a pattern is the sum of its reflections, whatever the grid's step. */
    @Test
    void areaOfThePattern() {
        for (int points : new int[] {701, 3501, 14001}) {
            TwoThetaGrid grid = new TwoThetaGrid(10, 150, points);
            PatternSimulator simulator = new PatternSimulator(DEFAULT.toBuilder()
                    .grid(grid)
                    .normalisation(Normalisation.NONE)
                    .profile(PeakProfile.DEFAULT.withShape(ProfileShape.GAUSSIAN))
                    .build());
            ReflectionList inner = simulator.reflections(Structures.CALCITE).within(15, 140);
            double sum =
                    Arrays.stream(simulator.render(inner, "").intensities()).sum() * grid.stepDeg();
            double expected = inner.reflections().stream()
                    .mapToDouble(Reflection::intensity)
                    .sum();
            assertEquals(expected, sum, 1e-8 * expected, "points " + points);
        }
    }

    /** Lines beyond the grid's end reach in: the pattern of a shorter grid is a part of that of a longer one. */
    @Test
    void linesBeyondTheEndReachIn() {
        PeakProfile broad = PeakProfile.DEFAULT.withDomainSizeNm(4);
        SimulationSettings.Builder b = DEFAULT.toBuilder()
                .normalisation(Normalisation.NONE)
                .profile(broad)
                .tailThreshold(1e-2);
        double[] part = new PatternSimulator(
                        b.grid(new TwoThetaGrid(40, 60, 1001)).build())
                .pattern(Structures.PBNM, "")
                .intensities();
        double[] whole = new PatternSimulator(
                        b.grid(new TwoThetaGrid(10, 90, 4001)).build())
                .pattern(Structures.PBNM, "")
                .intensities();
        assertArrayEquals(part, Arrays.copyOfRange(whole, 1500, 2501), 1e-6 * maximum(whole));
    }

    @Test
    void anotherRadiationIsRefused() {
        ReflectionList cobalt = new PatternSimulator(
                        DEFAULT.toBuilder().radiation(Radiation.of("Co Ka")).build())
                .reflections(Structures.SRTIO3);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new PatternSimulator(DEFAULT).render(cobalt, ""));
        assertTrue(e.getMessage().contains("Co Ka") && e.getMessage().contains("Cu Ka"), e.getMessage());
    }

    @Test
    void nothingToSee() {
        TwoThetaGrid grid = new TwoThetaGrid(10, 11, 51);
        Pattern empty = new PatternSimulator(DEFAULT.toBuilder()
                        .grid(grid)
                        .profile(PeakProfile.DEFAULT.withShape(ProfileShape.GAUSSIAN))
                        .build())
                .pattern(Structures.SRTIO3, "");
        assertEquals(0, empty.maximum());
    }

    private static CrystalStructure iron(Displacement displacement) {
        return new CrystalStructure(
                "Fe",
                new UnitCell(2.87, 2.87, 2.87, 90, 90, 90),
                SpaceGroup.ofNumber(229),
                List.of(Site.of("Fe", "Fe", 0, 0, 0).withDisplacement(displacement)));
    }

    private static double ratio(SimulationSettings.Builder settings, CrystalStructure s) {
        Reflection moving = new PatternSimulator(settings.build())
                .reflections(s)
                .reflections()
                .get(0);
        Reflection still = new PatternSimulator(
                        settings.displacementSource(DisplacementSource.NONE).build())
                .reflections(s)
                .reflections()
                .get(0);
        double s2 = 1 / (4 * still.dAngstrom() * still.dAngstrom());
        return -Math.log(moving.structureFactorSquared() / still.structureFactorSquared()) / (2 * s2);
    }

    /** B read back from |F|^2 = exp(-2 B s^2). A U of 0.01 is a B of 0.7896. */
    @Test
    void displacementSources() {
        Displacement b = new Displacement(Displacement.Kind.B_ISO, 0.7);
        Displacement u = new Displacement(Displacement.Kind.U_ISO, 0.01);
        assertEquals(0.7, ratio(DEFAULT.toBuilder().displacementSource(DisplacementSource.STRUCTURE), iron(b)), 1e-9);
        assertEquals(
                0.01 * 8 * Math.PI * Math.PI,
                ratio(DEFAULT.toBuilder().displacementSource(DisplacementSource.STRUCTURE), iron(u)),
                1e-9);
        assertEquals(0.7, ratio(DEFAULT.toBuilder(), iron(b)), 1e-9);
        assertEquals(0.45, ratio(DEFAULT.toBuilder(), iron(null)), 1e-9);
        assertEquals(0.45, ratio(DEFAULT.toBuilder().displacementSource(DisplacementSource.TABLE), iron(b)), 1e-9);
        assertEquals(0, ratio(DEFAULT.toBuilder().displacementSource(DisplacementSource.STRUCTURE), iron(null)), 1e-9);
        assertEquals(
                0.3,
                ratio(
                        DEFAULT.toBuilder()
                                .displacementSource(DisplacementSource.INPUT)
                                .inputDisplacements(Map.of("Fe", new Displacement(Displacement.Kind.B_ISO, 0.3))),
                        iron(b)),
                1e-9);
        assertEquals(0, ratio(DEFAULT.toBuilder().displacementSource(DisplacementSource.INPUT), iron(b)), 1e-9);
        SimulationSettings.Builder input =
                DEFAULT.toBuilder().inputDisplacements(Map.of("Fe", new Displacement(Displacement.Kind.U_ISO, 0.01)));
        assertEquals(
                0.01 * 8 * Math.PI * Math.PI, ratio(input.displacementSource(DisplacementSource.TABLE), iron(b)), 1e-9);
        assertEquals(0.7, ratio(input.displacementSource(DisplacementSource.STRUCTURE_ELSE_TABLE), iron(b)), 1e-9);
        assertEquals(
                0.01 * 8 * Math.PI * Math.PI,
                ratio(input.displacementSource(DisplacementSource.STRUCTURE_ELSE_TABLE), iron(null)),
                1e-9);
        assertEquals(0, ratio(input.displacementSource(DisplacementSource.STRUCTURE), iron(null)), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> SimulationSettings.builder()
                .inputDisplacements(Map.of("Xx", b)));
    }

    @Test
    void assumptionsAreNoted() {
        CrystalStructure s = new CrystalStructure(
                "CsPbI3",
                new UnitCell(6.29, 6.29, 6.29, 90, 90, 90),
                SpaceGroup.ofNumber(221),
                List.of(
                        Site.of("Cs", "Cs", 0, 0, 0),
                        Site.of("Pb", "Pb", 0.5, 0.5, 0.5),
                        Site.of("I", "I", 0.5, 0.5, 0)));
        List<ReflectionNote> notes =
                new PatternSimulator(DEFAULT).reflections(s).notes();
        assertEquals(1, notes.size(), notes.toString());
        String text = notes.get(0).text();
        assertEquals("Cs", notes.get(0).element());
        assertTrue(text.contains("Cs") && text.contains("Cu+") && text.contains("2.469"), text);
        List<ReflectionNote> none = new PatternSimulator(DEFAULT.toBuilder()
                        .displacementSource(DisplacementSource.STRUCTURE)
                        .build())
                .reflections(s)
                .notes();
        assertEquals(3, none.size(), none.toString());
    }

    /** Plates of a tetragonal crystal that lie flat: 00l grows by r^-3, hk0 shrinks by r^(3/2). */
    @Test
    void texture() {
        CrystalStructure s = new CrystalStructure(
                "", new UnitCell(4, 4, 6, 90, 90, 90), SpaceGroup.ofNumber(123), List.of(Site.of("Ti", "Ti", 0, 0, 0)));
        ReflectionList random = new PatternSimulator(DEFAULT).reflections(s);
        ReflectionList flat = new PatternSimulator(DEFAULT.toBuilder()
                        .texture(new MarchDollase(0.6, 0, 0, 1))
                        .build())
                .reflections(s);
        ReflectionList none = new PatternSimulator(DEFAULT.toBuilder()
                        .texture(new MarchDollase(1, 0, 0, 1))
                        .build())
                .reflections(s);
        for (int i = 0; i < random.size(); i++) {
            Reflection r = random.reflections().get(i);
            double cos2 = Math.pow(r.l() / 6.0 * r.dAngstrom(), 2);
            double factor = Math.pow(0.36 * cos2 + (1 - cos2) / 0.6, -1.5);
            assertEquals(factor, flat.reflections().get(i).intensity() / r.intensity(), 1e-9, r.hkl());
            assertEquals(1, none.reflections().get(i).intensity() / r.intensity(), 1e-12, r.hkl());
        }
        // The equivalents of 111 are not all at the same angle to 110 of a cubic crystal: the mean of two kinds.
        ReflectionList cubic = new PatternSimulator(DEFAULT).reflections(Structures.SRTIO3);
        ReflectionList textured = new PatternSimulator(DEFAULT.toBuilder()
                        .texture(new MarchDollase(2, 1, 1, 0))
                        .build())
                .reflections(Structures.SRTIO3);
        int i = IntStream.range(0, cubic.size())
                .filter(n -> cubic.reflections().get(n).hkl().equals("1 1 1"))
                .findFirst()
                .orElseThrow();
        double near = Math.pow(4 * 2 / 3.0 + 1 / 3.0 / 2, -1.5);
        double far = Math.pow(0.5, -1.5);
        assertEquals(
                (near + far) / 2,
                textured.reflections().get(i).intensity()
                        / cubic.reflections().get(i).intensity(),
                1e-9);
    }

    /** The mean over the sphere is 1: texture moves intensity about and makes none. */
    @ParameterizedTest
    @CsvSource({"0.3", "0.7", "1", "1.5", "4"})
    void textureKeepsTheSum(double r) {
        MarchDollase texture = new MarchDollase(r, 0, 0, 1);
        double sum = 0;
        int n = 20000;
        for (int i = 0; i < n; i++) {
            double cosine = (i + 0.5) / n;
            sum += texture.factor(cosine * cosine) / n;
        }
        assertEquals(1, sum, 1e-6);
    }

    @Test
    void background() {
        double[] bare = new PatternSimulator(
                        DEFAULT.toBuilder().normalisation(Normalisation.NONE).build())
                .pattern(Structures.SRTIO3, "")
                .intensities();
        double[] y = new PatternSimulator(DEFAULT.toBuilder()
                        .normalisation(Normalisation.NONE)
                        .background(
                                new Background(List.of(0.1, -0.05, 0.02), List.of(new Background.Hump(25, 10, 0.3))))
                        .build())
                .pattern(Structures.SRTIO3, "")
                .intensities();
        double scale = maximum(bare);
        for (int i = 0; i < y.length; i += 50) {
            double t = i / 1750.0 - 1;
            double angle = 10 + 0.02 * i;
            double expected = 0.1 - 0.05 * t + 0.02 * t * t + 0.3 * Math.pow(2, -4 * Math.pow((angle - 25) / 10, 2));
            assertEquals(expected, (y[i] - bare[i]) / scale, 1e-12);
        }
        Background.Hump cobalt = Background.amorphous(1.79026, 0.2).humps().get(0);
        assertEquals(25, Background.amorphous(1.54184, 0.2).humps().get(0).centreDeg(), 0.01);
        assertEquals(
                2 * Math.toDegrees(Math.asin(1.79026 / 1.54184 * Math.sin(Math.toRadians(12.5)))),
                cobalt.centreDeg(),
                0.02);
        assertEquals(
                1,
                new PatternSimulator(DEFAULT.toBuilder()
                                .background(Background.amorphous(1.54184, 0.5))
                                .build())
                        .pattern(Structures.SRTIO3, "")
                        .maximum(),
                1e-12);
    }

    private static double[] noisy(Noise noise, String row, long seed) {
        return new PatternSimulator(DEFAULT.toBuilder()
                        .normalisation(Normalisation.NONE)
                        .background(new Background(List.of(0.5), List.of()))
                        .noise(noise)
                        .seed(seed)
                        .build())
                .pattern(Structures.SRTIO3, row)
                .intensities();
    }

    /** Both noises have mean zero; that of counting has the variance of counts, the Gaussian's the one asked for. */
    @Test
    void noise() {
        double[] clean = noisy(Noise.NONE, "a", 1);
        double highest = maximum(clean);
        double[] gaussian = noisy(new Noise(0, 0.02), "a", 1);
        double[] counted = noisy(new Noise(400, 0), "a", 1);
        double sum = 0;
        double squares = 0;
        double normalised = 0;
        double normalisedSquares = 0;
        for (int i = 0; i < clean.length; i++) {
            double g = (gaussian[i] - clean[i]) / highest / 0.02;
            sum += g;
            squares += g * g;
            double mean = clean[i] / highest * 400;
            double p = (counted[i] / highest * 400 - mean) / Math.sqrt(mean);
            assertEquals(Math.rint(counted[i] / highest * 400), counted[i] / highest * 400, 1e-9);
            normalised += p;
            normalisedSquares += p * p;
        }
        int n = clean.length;
        assertEquals(0, sum / n, 4 / Math.sqrt(n));
        assertEquals(1, squares / n, 6 / Math.sqrt(n));
        assertEquals(0, normalised / n, 4 / Math.sqrt(n));
        assertEquals(1, normalisedSquares / n, 6 / Math.sqrt(n));
        assertArrayEquals(gaussian, noisy(new Noise(0, 0.02), "a", 1));
        assertFalse(Arrays.equals(gaussian, noisy(new Noise(0, 0.02), "b", 1)));
        assertFalse(Arrays.equals(gaussian, noisy(new Noise(0, 0.02), "a", 2)));
    }

    /** Mean, variance and skewness of Poisson's distribution in all branches of the generator. */
    @ParameterizedTest
    @CsvSource({"0.3", "5", "9.9", "10.1", "40", "1000", "1e6", "1e10"})
    void poisson(double mean) {
        NoiseGenerator generator = new NoiseGenerator(new SplittableRandom(11));
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        double cubes = 0;
        for (int i = 0; i < n; i++) {
            double k = generator.poisson(mean);
            assertTrue(k >= 0 && k == Math.rint(k));
            double z = (k - mean) / Math.sqrt(mean);
            sum += z / n;
            squares += z * z / n;
            cubes += z * z * z / n;
        }
        assertEquals(0, sum, 5 / Math.sqrt(n));
        assertEquals(1, squares, 5 * Math.sqrt(2 + 1 / mean) / Math.sqrt(n));
        assertEquals(1 / Math.sqrt(mean), cubes, 5 * Math.sqrt(15 + 25 / mean + 20 / (mean * mean)) / Math.sqrt(n));
    }

    /** One simulator, many threads: the patterns are those of one thread. */
    @Test
    void manyThreads() {
        PatternSimulator simulator = new PatternSimulator(
                DEFAULT.toBuilder().noise(new Noise(1000, 0.01)).build());
        List<double[]> one = IntStream.range(0, 40)
                .mapToObj(i ->
                        simulator.pattern(Structures.ALL.get(i % 7), "row" + i).intensities())
                .toList();
        List<double[]> many = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i ->
                        simulator.pattern(Structures.ALL.get(i % 7), "row" + i).intensities())
                .toList();
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(one.get(i), many.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "zeroShift",
        "displacement",
        "radius",
        "monochromator",
        "tail",
        "profile",
        "texture",
        "noise",
        "hump",
        "direction"
    })
    void badSettingsAreRefused(String which) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> {
            SimulationSettings.Builder b = SimulationSettings.builder();
            switch (which) {
                case "zeroShift" -> b.zeroShiftDeg(Double.NaN);
                case "displacement" -> b.sampleDisplacementMm(1e9);
                case "radius" -> b.goniometerRadiusMm(0);
                case "monochromator" -> b.monochromatorTwoThetaDeg(180);
                case "tail" -> b.tailThreshold(0);
                case "profile" -> b.profile(PeakProfile.DEFAULT.withDomainSizeNm(0));
                case "texture" -> b.texture(new MarchDollase(0, 0, 0, 1));
                case "noise" -> b.noise(new Noise(-1, 0));
                case "hump" -> b.background(Background.NONE.plus(new Background.Hump(25, 0, 1)));
                default -> b.texture(new MarchDollase(0.5, 0, 0, 0));
            }
        });
        assertTrue(e.getMessage().contains("expected"), e.getMessage());
    }
}
