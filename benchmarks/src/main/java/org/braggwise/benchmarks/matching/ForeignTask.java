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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.braggwise.benchmarks.accuracy.StructureSet;
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

/**
 * Does the matcher tell patterns of structure types that are not among its templates? Templates are the ABX3 training structures, the elements
 * are unknown, and the score is the residual of the best match: of held-out ABX3 compounds, whose types the templates have for the most part, and of
 * A3B2X9 and A2BB'X6, of which there is none.
 */
final class ForeignTask {

    /** Steps through lists that belong together, as compounds do: without a common divisor with their lengths. */
    private static final int STEP = 35;

    private static final Map<String, Integer> FOREIGN_STEPS = Map.of("A3B2X9", 13, "A2BB'X6", 17);
    private static final double SOLVED = 1e-3;

    private final Options m_options;
    private final Abx3Split m_split;
    private final StructureMatcher m_matcher;

    ForeignTask(Options options) throws IOException {
        m_options = options;
        m_split = new Abx3Split(options.data());
        m_matcher = new StructureMatcher(
                CandidateLibrary.of(
                        m_split.training().stream()
                                .map(StructureSet.Entry::structure)
                                .toList(),
                        MatchConditions.of(Abx3Split.GRID, Radiation.of("Cu Ka"), Abx3Split.PROFILE),
                        CandidateLibrary.Use.TEMPLATES),
                MatchSettings.DEFAULT.withRestarts(options.restarts()));
    }

    void run() throws IOException {
        List<StructureSet.Entry> own = m_options.part().equals("test") ? m_split.test() : m_split.validation();
        List<StructureSet.Entry> foreign = StructureSet.read(
                        m_options.data().resolve("structures/mp_extra_A3B2X9_A2BBX6.jsonl.gz"))
                .entries();
        int n = own.size() / m_options.every() + 1;
        Map<String, List<StructureSet.Entry>> kinds = new LinkedHashMap<>();
        kinds.put("ABX3", spread(own, STEP, n));
        kinds.put("A3B2X9", spread(ofKind(foreign, "A3B2X9"), FOREIGN_STEPS.get("A3B2X9"), n / 4));
        kinds.put("A2BB'X6", spread(ofKind(foreign, "A2BB'X6"), FOREIGN_STEPS.get("A2BB'X6"), n / 2));
        Map<String, double[]> residuals = new LinkedHashMap<>();
        Files.createDirectories(m_options.answers());
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(
                m_options.answers().resolve("foreign-" + m_options.part() + ".tsv"), StandardCharsets.UTF_8))) {
            out.println("kind\tid\tspace_group\tresidual");
            kinds.forEach((kind, entries) -> residuals.put(kind, residuals(kind, entries, out)));
        }
        print(residuals);
    }

    private static List<StructureSet.Entry> ofKind(List<StructureSet.Entry> entries, String kind) {
        return entries.stream().filter(e -> e.kind().equals(kind)).toList();
    }

    private static List<StructureSet.Entry> spread(List<StructureSet.Entry> entries, int step, int n) {
        return IntStream.range(0, Math.min(n, entries.size()))
                .mapToObj(k -> entries.get(k * step % entries.size()))
                .toList();
    }

    private double[] residuals(String kind, List<StructureSet.Entry> entries, PrintWriter out) {
        PatternSimulator simulator = Abx3Split.simulator(Noise.NONE, Background.NONE);
        return entries.stream()
                .mapToDouble(e -> {
                    double residual = m_matcher
                            .match(
                                    simulator.pattern(e.structure(), e.id()),
                                    new ElementChoice.Unknown(),
                                    e.id(),
                                    () -> false)
                            .leastResidual();
                    out.printf(Locale.ROOT, "%s\t%s\t%d\t%.6f%n", kind, e.id(), e.spaceGroup(), residual);
                    out.flush();
                    return residual;
                })
                .toArray();
    }

    private static void print(Map<String, double[]> residuals) {
        double[] own = residuals.get("ABX3");
        double[] foreign = DoubleStream.concat(
                        DoubleStream.of(residuals.get("A3B2X9")), DoubleStream.of(residuals.get("A2BB'X6")))
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "RESULT matcher_foreign_auroc %.4f (A3B2X9 %.4f, A2BB'X6 %.4f)%n",
                auroc(own, foreign),
                auroc(own, residuals.get("A3B2X9")),
                auroc(own, residuals.get("A2BB'X6")));
        Scores.result("matcher_own_unexplained", unexplained(own), own.length);
        Scores.result("matcher_foreign_unexplained", unexplained(foreign), foreign.length);
    }

    private static long unexplained(double[] residuals) {
        return DoubleStream.of(residuals).filter(r -> r > SOLVED).count();
    }

    private static double auroc(double[] own, double[] foreign) {
        double[] both = DoubleStream.concat(DoubleStream.of(own), DoubleStream.of(foreign))
                .toArray();
        boolean[] positive = new boolean[both.length];
        java.util.Arrays.fill(positive, own.length, both.length, true);
        return RankStatistic.auroc(both, positive).orElse(Double.NaN);
    }
}
