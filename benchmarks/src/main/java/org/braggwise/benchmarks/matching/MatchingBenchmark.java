// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.crystal.CrystalSystem;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.refinement.matching.CandidateLibrary;
import org.braggwise.refinement.matching.ElementChoice;
import org.braggwise.refinement.matching.Hypothesis;
import org.braggwise.refinement.matching.Match;
import org.braggwise.refinement.matching.MatchConditions;
import org.braggwise.refinement.matching.MatchSettings;
import org.braggwise.refinement.matching.StructureMatcher;

/** How often the matcher is right on the ABX3 structures that its templates do not have. */
public final class MatchingBenchmark {

    private MatchingBenchmark() {}

    /** Time of this thread, which other work on the machine does not lengthen. */
    private static long cpu() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        boolean known = arguments[1].equals("known");
        String part = arguments[2];
        int step = Integer.parseInt(arguments[3]);
        Path out = Path.of(arguments[4]);
        long start = System.nanoTime();
        Abx3Split split = new Abx3Split(data);
        System.out.printf("read %.1f s%n", (System.nanoTime() - start) / 1e9);
        CandidateLibrary library = CandidateLibrary.of(
                split.training().stream().map(StructureSet.Entry::structure).toList(),
                MatchConditions.of(Abx3Split.GRID, Radiation.of("Cu Ka"), Abx3Split.PROFILE),
                CandidateLibrary.Use.TEMPLATES);
        System.out.printf(
                "library %d, %d alike, %.1f s%n",
                library.size(), library.duplicates(), (System.nanoTime() - start) / 1e9);
        StructureMatcher matcher =
                new StructureMatcher(library, MatchSettings.DEFAULT.withRestarts(Integer.getInteger("restarts", 0)));
        PatternSimulator simulator = Abx3Split.simulator(Noise.NONE);
        List<StructureSet.Entry> rows = part.equals("test") ? split.test() : split.validation();
        List<Double> seconds = new ArrayList<>();
        int n = 0;
        int right = 0;
        int system = 0;
        int solved = 0;
        int solvedRight = 0;
        PrintWriter dump = System.getProperty("dump") == null ? null : new PrintWriter(System.getProperty("dump"));
        try (PrintWriter tsv = new PrintWriter(Files.newBufferedWriter(out, StandardCharsets.UTF_8))) {
            List<String> ids =
                    System.getProperty("ids") == null ? null : Files.readAllLines(Path.of(System.getProperty("ids")));
            for (int i = Integer.getInteger("from", 0); i < rows.size(); i += step) {
                StructureSet.Entry e = rows.get(i);
                if (ids != null && !ids.contains(e.id())) {
                    continue;
                }
                Pattern pattern = simulator.pattern(e.structure(), e.id());
                ElementChoice elements = known ? ElementChoice.ofFormula(e.formula()) : new ElementChoice.Unknown();
                long before = cpu();
                Match match = matcher.match(pattern, elements, e.id(), () -> false);
                double t = (cpu() - before) / 1e9;
                seconds.add(t);
                int answer = match.best().map(h -> h.spaceGroup().number()).orElse(0);
                double r = match.best().map(Hypothesis::residual).orElse(9.0);
                n++;
                right += answer == e.spaceGroup() ? 1 : 0;
                system += answer > 0 && CrystalSystem.ofSpaceGroup(answer) == CrystalSystem.ofSpaceGroup(e.spaceGroup())
                        ? 1
                        : 0;
                boolean isSolved = match.leastResidual() < (known ? 1e-3 : 1.5e-3);
                solved += isSolved ? 1 : 0;
                solvedRight += isSolved && answer == e.spaceGroup() ? 1 : 0;
                tsv.printf(
                        Locale.ROOT,
                        "%s\t%d\t%d\t%.5f\t%.5f\t%s\t%d\t%.3f\t%s\t%s%n",
                        e.id(),
                        e.spaceGroup(),
                        answer,
                        r,
                        match.leastResidual(),
                        match.best().map(h -> h.route().toString()).orElse(""),
                        match.refined(),
                        t,
                        e.structure().atoms().size(),
                        match.best()
                                .map(h -> h.structure().spaceGroup().number() + " " + h.parameters())
                                .orElse(""));
                if (dump != null) {
                    dump.printf(Locale.ROOT, "Q %s %d %.6f%n", e.id(), e.spaceGroup(), t);
                    for (Hypothesis h : match.hypotheses()) {
                        dump.printf(
                                Locale.ROOT,
                                "H %d %d %.6f %d %.5f %s %b%n",
                                h.spaceGroup().number(),
                                h.structure().spaceGroup().number(),
                                h.residual(),
                                h.parameters(),
                                h.score(),
                                h.route(),
                                h.elementsFitted());
                    }
                    match.extinctions().forEach((g, v) -> dump.printf(Locale.ROOT, "E %d %.4f%n", g, v));
                    dump.flush();
                }
                tsv.flush();
            }
        }
        seconds.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%d rows: group %.4f system %.4f solved %.4f right %.4f; median %.3f s, mean %.3f, 90 %% %.3f%n",
                n,
                right / (double) n,
                system / (double) n,
                solved / (double) n,
                solvedRight / (double) Math.max(1, solved),
                seconds.get(n / 2),
                seconds.stream().mapToDouble(s -> s).average().orElse(0),
                seconds.get(n * 9 / 10));
    }
}
