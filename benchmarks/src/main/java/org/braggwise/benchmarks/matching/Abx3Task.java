// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.refinement.decision.Decision;
import org.braggwise.refinement.decision.DecisionSettings;
import org.braggwise.refinement.decision.Evidence;
import org.braggwise.refinement.decision.SymmetryDecision;
import org.braggwise.refinement.decision.Verdict;
import org.braggwise.refinement.matching.CandidateLibrary;
import org.braggwise.refinement.matching.ElementChoice;
import org.braggwise.refinement.matching.Match;
import org.braggwise.refinement.matching.MatchConditions;
import org.braggwise.refinement.matching.MatchSettings;
import org.braggwise.refinement.matching.StructureMatcher;

/** Matches the patterns of held-out ABX3 compounds with the training structures as templates. */
final class Abx3Task {

    /** Counts at the maximum and background counts of the noisy patterns. */
    private static final double COUNTS = 10_000;

    private static final double BACKGROUND = 50;

    private final Options m_options;
    private final Abx3Split m_split;
    private final CandidateLibrary m_library;
    private final NetworkProbabilities m_table;

    Abx3Task(Options options) throws IOException {
        m_options = options;
        m_split = new Abx3Split(options.data());
        m_library = CandidateLibrary.of(
                m_split.training().stream().map(StructureSet.Entry::structure).toList(),
                MatchConditions.of(Abx3Split.GRID, Radiation.of("Cu Ka"), Abx3Split.PROFILE),
                CandidateLibrary.Use.TEMPLATES);
        m_table = options.network().isPresent()
                ? NetworkProbabilities.read(options.network().get())
                : NetworkProbabilities.none();
        System.out.println("Templates: " + m_library.size() + " of "
                + m_split.training().size() + " structures, " + m_library.duplicates() + " alike to another");
    }

    Scores run(String task) throws IOException, InterruptedException {
        MatchSettings settings = MatchSettings.DEFAULT.withRestarts(m_options.restarts());
        PatternSimulator simulator = Abx3Split.simulator(Noise.NONE, Background.NONE);
        if (task.equals("noise")) {
            settings = settings.withNoise(COUNTS, BACKGROUND / COUNTS);
            simulator =
                    Abx3Split.simulator(new Noise(COUNTS, 0), new Background(List.of(BACKGROUND / COUNTS), List.of()));
        }
        StructureMatcher matcher = new StructureMatcher(m_library, settings);
        SymmetryDecision decision = new SymmetryDecision(DecisionSettings.DEFAULT);
        List<StructureSet.Entry> rows = rows();
        List<Pattern> patterns = new ArrayList<>();
        for (StructureSet.Entry e : rows) {
            String key = m_options.draw() == 1 ? e.id() : e.id() + " " + m_options.draw();
            Pattern pattern = simulator.pattern(e.structure(), key);
            patterns.add(task.equals("noise") ? withoutBackground(pattern) : pattern);
        }
        NetworkProbabilities network = m_options.model().isPresent()
                ? NetworkProbabilities.ask(
                        m_options.model().get(),
                        rows.stream().map(StructureSet.Entry::id).toList(),
                        patterns)
                : m_table;
        Map<String, Match> decided = m_options.decide().isPresent()
                ? EvidenceFile.read(m_options.decide().get())
                : Map.of();
        ExecutorService pool = Executors.newFixedThreadPool(m_options.threads());
        List<Future<Scores.Answer>> futures = new ArrayList<>();
        List<Scores.Answer> answers = new ArrayList<>();
        Files.createDirectories(m_options.answers());
        String name = task + "-" + m_options.part() + "-" + m_options.from()
                + (m_options.draw() == 1 ? "" : "-draw-" + m_options.draw());
        try (PrintWriter out = new PrintWriter(
                        Files.newBufferedWriter(m_options.answers().resolve(name + ".tsv"), StandardCharsets.UTF_8));
                EvidenceFile evidence = m_options.evidence()
                        ? new EvidenceFile(m_options.answers().resolve(name + ".evidence"), m_library.frequencies())
                        : null) {
            out.println(
                    "id\tspace_group\tanswer\tprobability\tamong_frequent\tsystem_right\tverdict_solved\tresidual\tseconds\treason");
            for (int i = 0; i < rows.size(); i++) {
                StructureSet.Entry e = rows.get(i);
                Pattern pattern = patterns.get(i);
                if (m_options.decide().isEmpty() || decided.containsKey(e.id())) {
                    Match match = decided.get(e.id());
                    futures.add(
                            pool.submit(() -> answer(e, task, pattern, match, network, matcher, decision, evidence)));
                }
            }
            for (Future<Scores.Answer> f : futures) {
                Scores.Answer a = f.get();
                answers.add(a);
                out.printf(
                        Locale.ROOT,
                        "%s\t%d\t%d\t%.4f\t%d\t%b\t%b\t%.5f\t%.3f\t%s%n",
                        a.id(),
                        a.truth(),
                        a.anyGroup(),
                        a.probability(),
                        a.group(),
                        a.systemRight(),
                        a.solved(),
                        a.residual(),
                        a.seconds(),
                        a.reason());
                out.flush();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return new Scores(answers);
    }

    private List<StructureSet.Entry> rows() throws IOException {
        List<StructureSet.Entry> rows = m_options.part().equals("test") ? m_split.test() : m_split.validation();
        if (m_options.only().isPresent()) {
            Set<String> ids = Set.copyOf(Files.readAllLines(m_options.only().get()));
            rows = rows.stream().filter(e -> ids.contains(e.id())).toList();
        }
        List<StructureSet.Entry> some = new ArrayList<>();
        for (int i = m_options.from(); i < rows.size(); i += m_options.every()) {
            some.add(rows.get(i));
        }
        return some;
    }

    private Scores.Answer answer(
            StructureSet.Entry e,
            String task,
            Pattern pattern,
            Match matchedOrNull,
            NetworkProbabilities network,
            StructureMatcher matcher,
            SymmetryDecision decision,
            EvidenceFile evidence) {
        ElementChoice elements =
                task.equals("unknown") ? new ElementChoice.Unknown() : ElementChoice.ofFormula(e.formula());
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Match match = matchedOrNull != null ? matchedOrNull : matcher.match(pattern, elements, e.id(), () -> false);
        Decision d = decision.decide(match, new Evidence(network.of(e.id()), m_library.frequencies(), Map.of()));
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
        if (evidence != null) {
            evidence.add(e, match);
        }
        int among = d.spaceGroups().entrySet().stream()
                .filter(p -> m_split.frequent(p.getKey()))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
        return new Scores.Answer(
                e.id(),
                e.spaceGroup(),
                m_split.frequent(e.spaceGroup()),
                among,
                d.spaceGroup(),
                d.spaceGroups().getOrDefault(d.spaceGroup(), 0.0),
                d.crystalSystem() == CrystalSystem.ofSpaceGroup(e.spaceGroup()),
                d.verdict() == Verdict.SOLVED,
                match.leastResidual(),
                seconds,
                d.reason());
    }

    /** The background is known in this benchmark: what is tried is the noise. */
    private static Pattern withoutBackground(Pattern pattern) {
        double[] y = pattern.intensities().clone();
        double background = BACKGROUND / (COUNTS + BACKGROUND);
        for (int i = 0; i < y.length; i++) {
            y[i] -= background;
        }
        return new Pattern(pattern.grid(), pattern.radiation(), y);
    }
}
