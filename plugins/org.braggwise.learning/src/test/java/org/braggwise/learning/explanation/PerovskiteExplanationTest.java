// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.braggwise.learning.explanation.TiltedPerovskites.CUBIC;
import static org.braggwise.learning.explanation.TiltedPerovskites.GRID;
import static org.braggwise.learning.explanation.TiltedPerovskites.TETRAGONAL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A network that tells cubic from tilted tetragonal perovskites is explained as a crystallographer would. */
class PerovskiteExplanationTest {
    private static final int TEST_ROWS = 40;
    private static final int BACKGROUND = 20;
    /** Half the width of a line of 40 nm domains at its foot, and half of the regions' smoothing. */
    private static final double LINE_DEG = 0.35;

    private static BVggNetModel model;
    private static TiltedPerovskites test;
    private static BackgroundPatterns background;
    private static List<ExplainedNetwork> network;
    private static ShapExplainer shap;

    @BeforeAll
    static void train() {
        model = TiltedPerovskites.train();
        test = new TiltedPerovskites("test", TEST_ROWS);
        LabelledPatterns known = new TiltedPerovskites("train", BACKGROUND).rows();
        background = new BackgroundPatterns(List.of(known.patterns()), known.rowKeys());
        Member member = model.members().get(0);
        network = List.of(ExplainedNetwork.mean(member.spec(), member.weights()));
        shap = new ShapExplainer(network, ExplainedOutput.LOGIT, 1, background);
    }

    private static float[] pattern(int row) {
        return test.rows().patterns()[row];
    }

    private static IntStream rows(int label) {
        return IntStream.range(0, TEST_ROWS).filter(r -> test.rows().labels()[r] == label);
    }

    private static double sum(double[] values, double fromDeg, double toDeg) {
        return IntStream.range(0, values.length)
                .filter(i -> GRID.at(i) >= fromDeg && GRID.at(i) <= toDeg)
                .mapToDouble(i -> values[i])
                .sum();
    }

    private static double at(double[] values, Reflection line) {
        return sum(values, line.twoThetaDeg() - LINE_DEG, line.twoThetaDeg() + LINE_DEG);
    }

    private static Reflection line(ReflectionList list, String hkl) {
        return list.reflections().stream()
                .filter(r -> r.hkl().equals(hkl))
                .findFirst()
                .orElseThrow();
    }

    private static double[] absolute(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    /** What follows explains a network that knows the answer. */
    @Test
    void networkTellsTheClassesOfUnseenStructures() {
        long right = IntStream.range(0, TEST_ROWS)
                .filter(r -> {
                    double[] outputs = shap.outputs(pattern(r));
                    return outputs[CUBIC] > outputs[TETRAGONAL] == (test.rows().labels()[r] == CUBIC);
                })
                .count();
        assertTrue(right >= 0.9 * TEST_ROWS, right + " of " + TEST_ROWS + " are right");
    }

    /**
     * The cubic class is known by lines that are one here and two there. (2 0 0) splits most, by 0.9 degrees for c / a = 1.02, so it comes
     * first although (1 1 0), which splits by 0.3, is 2.5 times as strong. Where the lines stand, Bragg's law says: for a from 3.86 to 3.96
     * angstrom (2 0 0) is at 45.8 to 47.1 degrees.
     */
    @Test
    void theCubicClassLooksAtLinesThatTheTetragonalCellSplits() {
        ClassProfile profile = new ClassProfile(GRID.points());
        rows(CUBIC).forEach(r -> profile.add(shap.explain(pattern(r), CUBIC)));
        ReflectionList lines = test.simulator().reflections(TiltedPerovskites.cubic(3.91));
        List<Region> top = Regions.assign(
                new Regions(GRID, 0.3, 0.1).find(profile.meanAbsolute(), profile.mean(), 8), lines, 0.15, 0.02);
        assertEquals(
                List.of("2 0 0"),
                top.get(0).reflections().stream().map(Reflection::hkl).toList(),
                top::toString);
        assertTrue(top.get(0).startDeg() > 45 && top.get(0).endDeg() < 47.9, top::toString);
        assertTrue(top.get(0).meanValue() > 0, top::toString);
        List<String> named = top.stream()
                .flatMap(region -> region.reflections().stream())
                .map(Reflection::hkl)
                .toList();
        assertTrue(named.containsAll(List.of("1 1 0", "2 1 1")), top::toString);
        assertEquals(32.4, line(lines, "1 1 0").twoThetaDeg(), 0.05);
        assertEquals(57.8, line(lines, "2 1 1").twoThetaDeg(), 0.1);
        double[] perIntensity = {
            at(profile.meanAbsolute(), line(lines, "2 0 0"))
                    / line(lines, "2 0 0").intensity(),
            at(profile.meanAbsolute(), line(lines, "1 1 1"))
                    / line(lines, "1 1 1").intensity()
        };
        assertTrue(
                perIntensity[0] > 1.3 * perIntensity[1],
                "(2 0 0) splits, (1 1 1) never does: " + Arrays.toString(perIntensity));
    }

    /** The window in which (3/2 1/2 1/2), (2 1 1) of the tetragonal cell, stands for any structure of the set, and nothing else does. */
    private static double superstructureSum(double[] values) {
        return sum(values, 37.3, 38.9);
    }

    /**
     * A superstructure line speaks against cubic where it stands, and its absence speaks for cubic where it does not: opposite signs. It
     * has a few per cent of the strongest line's height.
     */
    @Test
    void superstructureSpeaksAgainstCubicAndItsAbsenceForIt() {
        long for_ = rows(CUBIC)
                .filter(r -> superstructureSum(shap.explain(pattern(r), CUBIC).values()) > 0)
                .count();
        long against = rows(TETRAGONAL)
                .filter(r -> superstructureSum(shap.explain(pattern(r), CUBIC).values()) < 0)
                .count();
        assertTrue(
                for_ >= 0.9 * TEST_ROWS / 2 && against >= 0.8 * TEST_ROWS / 2, for_ + " for, " + against + " against");
        rows(TETRAGONAL).forEach(r -> {
            Reflection line = line(test.simulator().reflections(test.structure(r)), "2 1 1");
            assertTrue(
                    TiltedPerovskites.superstructure(line) && line.twoThetaDeg() > 37.3 && line.twoThetaDeg() < 38.9,
                    line::toString);
        });
    }

    /**
     * Where the structure is known, the region of the superstructure line bears its name, that of the doubled cell. Not in every pattern:
     * the line of the smallest turn, a fiftieth of the strongest, may stay below the threshold of a region.
     */
    @Test
    void theSuperstructureRegionIsNamedInTheDoubledCell() {
        Regions regions = new Regions(GRID, 0.3, 0.1);
        long named = rows(TETRAGONAL)
                .filter(r -> {
                    double[] values = shap.explain(pattern(r), TETRAGONAL).values();
                    return Regions.assign(
                                    regions.find(absolute(values), values, 6),
                                    test.simulator().reflections(test.structure(r)),
                                    0.15,
                                    0.005)
                            .stream()
                            .anyMatch(region -> region.meanValue() > 0
                                    && region.reflections().stream()
                                            .anyMatch(line -> line.hkl().equals("2 1 1")));
                })
                .count();
        assertTrue(named >= 0.6 * TEST_ROWS / 2, named + " of " + TEST_ROWS / 2);
    }

    /**
     * (2 0 2) of the tetragonal cell is (1 1 1) of the cubic one: a single line in both, at the same place, which tells nothing. Per
     * intensity it counts for less than a third of what the superstructure line does.
     */
    @Test
    void theTellingLineCountsForMoreThanTheCommonOne() {
        double[] perIntensity = new double[2];
        rows(TETRAGONAL).forEach(r -> {
            double[] values = absolute(shap.explain(pattern(r), TETRAGONAL).values());
            ReflectionList lines = test.simulator().reflections(test.structure(r));
            for (int k = 0; k < 2; k++) {
                Reflection line = line(lines, k == 0 ? "2 1 1" : "2 0 2");
                perIntensity[k] += at(values, line) / line.intensity();
            }
        });
        assertTrue(perIntensity[0] > 3 * perIntensity[1], Arrays.toString(perIntensity));
    }

    private static double[] intensities(int row) {
        float[] pattern = pattern(row);
        return IntStream.range(0, pattern.length).mapToDouble(i -> pattern[i]).toArray();
    }

    /** The whole of it as a node or a program asks for it: regions, their reflections, and whose lines are missing. */
    @Test
    void theExplainerSpeaksOfRegionsReflectionsAndMissingLines() {
        ClassLines lines = new ClassLines(2);
        rows(TETRAGONAL).limit(10).forEach(r -> lines.add(TETRAGONAL, intensities(r)));
        var explainer = new PatternExplainer(model.input(), shap, lines, RegionSettings.DEFAULT);
        var profiles = new ClassProfiles(List.of("cubic", "tetragonal"), GRID, true, 2, RegionSettings.DEFAULT);
        ClassProfile expected = new ClassProfile(GRID.points());
        int missing = 0;
        for (int r : rows(CUBIC).toArray()) {
            ExplainedPattern e = explainer.explain(intensities(r), new int[0], Optional.of(test.structure(r)));
            profiles.add("row " + r, e, Optional.of("cubic"));
            Attribution own = e.classes().get(0).attribution();
            assertEquals(e.predicted(), own.classIndex());
            assertEquals(
                    test.simulator()
                            .reflections(test.structure(r))
                            .reflections()
                            .size(),
                    e.reflections().orElseThrow().reflections().size());
            if (e.predicted() != CUBIC) {
                continue;
            }
            expected.add(own);
            for (int i = 0; i < e.classes().get(0).regions().size(); i++) {
                Region region = e.classes().get(0).regions().get(i);
                boolean superstructure = region.startDeg() > 37.3 && region.endDeg() < 38.9;
                List<ClassLines.Absent> absent = e.classes().get(0).absent().get(i);
                missing += superstructure && absent.size() == 1 && absent.get(0).classIndex() == TETRAGONAL ? 1 : 0;
            }
        }
        assertTrue(missing > 0, "no cubic answer says that the tetragonal line is missing");
        ClassProfiles.Shown cubic = profiles.shown().get(0);
        assertEquals(1, profiles.shown().size());
        assertEquals(CUBIC, cubic.classIndex());
        assertEquals(expected.rows(), cubic.profile().rows());
        assertArrayEquals(expected.mean(), cubic.profile().mean());
        assertTrue(cubic.example().orElseThrow().startsWith("row "));
        assertTrue(cubic.regions().stream()
                .anyMatch(g -> g.reflections().stream().anyMatch(h -> h.hkl().equals("2 0 0"))));
    }

    /** Right answers only, of which a class needs enough. */
    @Test
    void wrongAnswersAndRareClassesHaveNoProfile() {
        var explainer = new PatternExplainer(model.input(), shap, new ClassLines(2), RegionSettings.DEFAULT);
        int row = rows(CUBIC).findFirst().orElseThrow();
        ExplainedPattern e = explainer.explain(intensities(row), new int[] {CUBIC, TETRAGONAL}, Optional.empty());
        assertEquals(
                List.of(CUBIC, TETRAGONAL),
                e.classes().stream().map(c -> c.attribution().classIndex()).toList());
        var right = new ClassProfiles(List.of("cubic", "tetragonal"), GRID, true, 2, RegionSettings.DEFAULT);
        right.add("a", e, Optional.of("tetragonal"));
        right.add("b", e, Optional.empty());
        assertEquals(List.of(), right.shown());
        assertEquals(List.of(), right.few());
        right.add("c", e, Optional.of("cubic"));
        assertEquals(List.of(new ClassProfiles.Few(CUBIC, 1)), right.few());
        var all = new ClassProfiles(List.of("cubic", "tetragonal"), GRID, false, 1, RegionSettings.DEFAULT);
        all.add("d", e, Optional.empty());
        assertEquals(2, all.shown().size());
        assertTrue(all.shown().get(0).example().isEmpty());
    }

    @Test
    void methodsAreMadeForAModel() {
        float[] x = pattern(0);
        double[] own = shap.explain(x, CUBIC).values();
        Explainer made = ExplanationMethod.DEEP_SHAP.explainer(model, ExplainedOutput.LOGIT, background, 0, 0, 1);
        assertArrayEquals(own, made.explain(x, CUBIC).values());
        assertTrue(
                ExplanationMethod.OCCLUSION.explainer(model, ExplainedOutput.LOGIT, background, 8, 0, 1)
                        instanceof Occlusion);
    }

    /** The other two methods, which share no step with DeepLIFT, see the superstructure line alike. */
    @Test
    void integratedGradientsAndOcclusionAgree() {
        List<Explainer> others = List.of(
                new IntegratedGradients(network, ExplainedOutput.LOGIT, 1, background, 16),
                new Occlusion(network, ExplainedOutput.LOGIT, 1, background, 8, 4));
        for (Explainer other : others) {
            long against = rows(TETRAGONAL)
                    .limit(10)
                    .filter(r ->
                            superstructureSum(other.explain(pattern(r), CUBIC).values()) < 0)
                    .count();
            assertTrue(against >= 8, other.getClass().getSimpleName() + ": " + against + " of 10");
        }
    }
}
