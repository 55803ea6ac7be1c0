// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.learning.evaluation.RankStatistic;
import org.braggwise.refinement.matching.CandidateLibrary;
import org.braggwise.refinement.matching.ElementChoice;
import org.braggwise.refinement.matching.MatchConditions;
import org.braggwise.refinement.matching.MatchSettings;
import org.braggwise.refinement.matching.StructureMatcher;
import org.braggwise.refinement.peaks.KnownLineShape;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakSettings;

/**
 * Does the matcher tell patterns of structure types that are not among its templates? Templates are the ABX3 training structures, the elements
 * are unknown, and the scores are the residual of the best match and how surprising it is with so many lines: of held-out ABX3 compounds, whose types the templates
 * have for the most part, and of A3B2X9 and A2BB'X6, of which there is none. The surprise, and the limit above which a pattern is flagged, are those of
 * the validation's ABX3 compounds: nothing is shown a foreign one.
 */
final class ForeignTask {

    /** Steps through lists that belong together, as compounds do: without a common divisor with their lengths. */
    private static final int STEP = 35;

    private static final Map<String, Integer> FOREIGN_STEPS = Map.of("A3B2X9", 13, "A2BB'X6", 17);

    /** Lines of the pattern that are counted: a hundredth of the strongest and more. */
    private static final double LEAST_HEIGHT = 0.01;

    private static final double LINE_TAIL = 1e-4;

    /** Of the validation's patterns this share may be flagged. */
    private static final double FLAGGED = 0.01;

    private final Options m_options;
    private final Abx3Split m_split;
    private final StructureMatcher m_matcher;
    private final PeakFinder m_peaks;

    ForeignTask(Options options) throws IOException {
        m_options = options;
        m_split = new Abx3Split(options.data());
        Radiation radiation = Radiation.of("Cu Ka");
        m_peaks = new PeakFinder(PeakSettings.simulated(
                new KnownLineShape(Abx3Split.PROFILE, radiation.wavelengthAngstrom(), LINE_TAIL)));
        m_matcher = new StructureMatcher(
                CandidateLibrary.of(
                        m_split.training().stream()
                                .map(StructureSet.Entry::structure)
                                .toList(),
                        MatchConditions.of(Abx3Split.GRID, radiation, Abx3Split.PROFILE),
                        CandidateLibrary.Use.TEMPLATES),
                MatchSettings.DEFAULT.withRestarts(options.restarts()));
    }

    void run() throws IOException {
        List<StructureSet.Entry> foreign = StructureSet.read(
                        m_options.data().resolve("structures/mp_extra_A3B2X9_A2BBX6.jsonl.gz"))
                .entries();
        int n = m_split.test().size() / m_options.every() + 1;
        Map<String, List<StructureSet.Entry>> kinds = new LinkedHashMap<>();
        kinds.put("validation", spread(m_split.validation(), STEP, n));
        kinds.put("ABX3", spread(m_split.test(), STEP, n));
        kinds.put("A3B2X9", spread(ofKind(foreign, "A3B2X9"), FOREIGN_STEPS.get("A3B2X9"), n / 4));
        kinds.put("A2BB'X6", spread(ofKind(foreign, "A2BB'X6"), FOREIGN_STEPS.get("A2BB'X6"), n / 2));
        Map<String, List<Surprise.Case>> cases = new LinkedHashMap<>();
        Files.createDirectories(m_options.answers());
        try (PrintWriter out = new PrintWriter(
                Files.newBufferedWriter(m_options.answers().resolve("foreign.tsv"), StandardCharsets.UTF_8))) {
            out.println("kind\tid\tspace_group\tresidual\tlines");
            kinds.forEach((kind, entries) -> cases.put(kind, cases(kind, entries, out)));
        }
        print(cases);
    }

    private static List<StructureSet.Entry> ofKind(List<StructureSet.Entry> entries, String kind) {
        return entries.stream().filter(e -> e.kind().equals(kind)).toList();
    }

    private static List<StructureSet.Entry> spread(List<StructureSet.Entry> entries, int step, int n) {
        return IntStream.range(0, Math.min(n, entries.size()))
                .mapToObj(k -> entries.get(k * step % entries.size()))
                .toList();
    }

    private List<Surprise.Case> cases(String kind, List<StructureSet.Entry> entries, PrintWriter out) {
        PatternSimulator simulator = Abx3Split.simulator(Noise.NONE, Background.NONE);
        return entries.stream()
                .map(e -> {
                    Pattern pattern = simulator.pattern(e.structure(), e.id());
                    double residual = m_matcher
                            .match(pattern, new ElementChoice.Unknown(), e.id(), () -> false)
                            .leastResidual();
                    int lines = Math.max(
                            1, m_peaks.find(pattern).atLeast(LEAST_HEIGHT).size());
                    out.printf(Locale.ROOT, "%s\t%s\t%d\t%.6f\t%d%n", kind, e.id(), e.spaceGroup(), residual, lines);
                    out.flush();
                    return new Surprise.Case(residual, lines);
                })
                .toList();
    }

    private static void print(Map<String, List<Surprise.Case>> cases) {
        List<Surprise.Case> validation = cases.get("validation");
        Surprise surprise = new Surprise(validation);
        auroc("matcher_foreign_auroc_residual", cases, Surprise.Case::residual);
        auroc("matcher_foreign_auroc", cases, surprise::of);
        double[] known = validation.stream().mapToDouble(surprise::of).sorted().toArray();
        double limit = known[known.length - 1 - (int) (FLAGGED * known.length)];
        cases.forEach((kind, of) -> Scores.result(
                "matcher_foreign_flagged (" + kind + ")",
                of.stream().filter(c -> surprise.of(c) > limit).count(),
                of.size()));
        cases.forEach((kind, of) -> Scores.result(
                "matcher_unexplained (" + kind + ")",
                of.stream().filter(c -> !c.explained()).count(),
                of.size()));
    }

    private static void auroc(
            String name, Map<String, List<Surprise.Case>> cases, ToDoubleFunction<Surprise.Case> score) {
        double[] own = scores(cases.get("ABX3"), score);
        double[] layered = scores(cases.get("A3B2X9"), score);
        double[] elpasolites = scores(cases.get("A2BB'X6"), score);
        System.out.printf(
                Locale.ROOT,
                "RESULT %s %.4f (A3B2X9 %.4f, A2BB'X6 %.4f)%n",
                name,
                auroc(
                        own,
                        DoubleStream.concat(DoubleStream.of(layered), DoubleStream.of(elpasolites))
                                .toArray()),
                auroc(own, layered),
                auroc(own, elpasolites));
    }

    private static double[] scores(List<Surprise.Case> cases, ToDoubleFunction<Surprise.Case> score) {
        return cases.stream().mapToDouble(score).toArray();
    }

    private static double auroc(double[] own, double[] foreign) {
        double[] both = DoubleStream.concat(DoubleStream.of(own), DoubleStream.of(foreign))
                .toArray();
        boolean[] positive = new boolean[both.length];
        java.util.Arrays.fill(positive, own.length, both.length, true);
        return RankStatistic.auroc(both, positive).orElse(Double.NaN);
    }
}
