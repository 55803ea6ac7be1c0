// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.refinement.decision.OtherAnode;
import org.braggwise.refinement.decision.PhaseDecision;
import org.braggwise.refinement.decision.Verdict;
import org.braggwise.refinement.mixture.IdentifiedPhase;
import org.braggwise.refinement.mixture.PhaseCandidate;
import org.braggwise.refinement.mixture.PhaseHypothesis;
import org.braggwise.refinement.mixture.PhaseLibrary;
import org.braggwise.refinement.mixture.PhaseSearch;
import org.braggwise.refinement.mixture.PhaseSearchResult;
import org.braggwise.refinement.mixture.PhaseSearchSettings;

/**
 * How often the phases of measured patterns are found, and how far weight fractions are from weighed ones. Mixtures are searched among all
 * structures of the measured set, with at most five phases; single phases among these and every sixth ABX3 structure of the Materials
 * Project, with one phase. Settings of the search were looked at on patterns with odd numbers only, those of the last refinement (textures,
 * displacements) on all mixtures; both halves are printed. A phase that is not found
 * counts with a fraction of 0, and what the CIFs do not cover is left out of the weighed fractions.
 *
 * <p>Arguments: the data folder, the file to write answers to, and optionally every how-manieth pattern; --stated and a radiation; --without for
 * candidates without those that are right.
 */
public final class MixtureBenchmark {

    private static final int MOST_PHASES = 5;
    private static final int EVERY = 6;

    /** The matcher's default of "Solved below Rwp". */
    private static final PhaseDecision DECISION = new PhaseDecision(0.15);

    /**
     * What came out.
     *
     * @param anode the radiation with which candidates explain what they don't explain as stated, "" for none
     * @param seconds of the search as stated
     */
    private record Answer(
            MeasuredSample sample,
            PhaseSearchResult result,
            boolean right,
            double weightError,
            String anode,
            double seconds) {}

    private MixtureBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        List<String> options = new ArrayList<>(List.of(arguments).subList(2, arguments.length));
        List<MeasuredSample> samples = MeasuredSample.readAll(data.resolve("refinement"), options);
        boolean without = options.remove("--without");
        int step = options.isEmpty() ? 1 : Integer.parseInt(options.get(0));
        List<PhaseCandidate> pool = MeasuredSample.pool(data.resolve("refinement"));
        List<PhaseCandidate> others = new ArrayList<>(pool);
        List<StructureSet.Entry> entries =
                StructureSet.read(data.resolve("structures/mp_abx3.jsonl.gz")).entries();
        for (int i = 0; i < entries.size(); i += EVERY) {
            others.add(new PhaseCandidate(entries.get(i).id(), entries.get(i).structure()));
        }
        PhaseLibrary mixtureLibrary = PhaseLibrary.of(pool);
        PhaseLibrary singleLibrary = PhaseLibrary.of(others);
        System.out.printf(
                Locale.ROOT,
                "%d samples, %d candidates for mixtures, %d for single phases%n",
                samples.size(),
                mixtureLibrary.size(),
                singleLibrary.size());
        // Patterns beside each other, each on one thread: the answers do not depend on it.
        List<Answer> answers = IntStream.iterate(0, i -> i < samples.size(), i -> i + step)
                .parallel()
                .mapToObj(samples::get)
                .map(sample -> {
                    PhaseLibrary library = sample.single() ? singleLibrary : mixtureLibrary;
                    return answer(
                            sample,
                            without
                                    ? library.where(c -> !sample.cifs().contains(c.id()))
                                            .orElseThrow()
                                    : library,
                            sample.single() ? 1 : MOST_PHASES);
                })
                .toList();
        write(Path.of(arguments[1]), answers);
        report(answers);
    }

    /** Time of this thread, which other work on the machine does not lengthen. */
    private static long cpu() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Answer answer(MeasuredSample sample, PhaseLibrary library, int mostPhases) {
        long start = cpu();
        PhaseSearchSettings settings =
                PhaseSearchSettings.DEFAULT.withMostPhases(mostPhases).withRefinement(sample.settings());
        var search = new PhaseSearch(library, settings);
        PhaseSearchResult result = search.search(sample.pattern());
        double seconds = (cpu() - start) / 1e9;
        String anode = OtherAnode.explaining(search, DECISION, sample.pattern(), result, () -> false)
                .map(r ->
                        r.hypotheses().get(0).refinement().pattern().radiation().name())
                .orElse("");
        List<IdentifiedPhase> phases = result.hypotheses().isEmpty()
                ? List.of()
                : result.hypotheses().get(0).phases();
        Set<String> found = phases.stream()
                .filter(p -> !p.doubtful())
                .map(IdentifiedPhase::id)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean right = found.equals(new TreeSet<>(sample.cifs()));
        System.out.printf(Locale.ROOT, "%s %s %.1f s%n", sample.name(), right ? "right" : "wrong: " + found, seconds);
        return new Answer(sample, result, right, weightError(sample, phases), anode, seconds);
    }

    /** The mean over the phases, NaN where nothing was weighed. */
    private static double weightError(MeasuredSample sample, List<IdentifiedPhase> phases) {
        double sum = 0;
        for (int i = 0; i < sample.weights().length; i++) {
            String cif = sample.cifs().get(i);
            double fraction = phases.stream()
                    .filter(p -> p.id().equals(cif))
                    .mapToDouble(p -> p.refined().weightFraction().value())
                    .sum();
            sum += Math.abs(fraction - sample.weights()[i]);
        }
        return sum / sample.weights().length;
    }

    private static void report(List<Answer> answers) {
        for (int half = 0; half < 2; half++) {
            int odd = 1 - half;
            List<Answer> some =
                    answers.stream().filter(a -> a.sample().number() % 2 == odd).toList();
            System.out.printf(
                    Locale.ROOT,
                    "%s numbers: mixtures %.3f, weight error %.4f, single phases %.3f%n",
                    odd == 1 ? "odd" : "even",
                    share(some, false),
                    meanWeightError(some),
                    share(some, true));
        }
        System.out.printf(
                Locale.ROOT,
                "median CPU seconds: mixtures %.2f, single phases %.2f%n",
                medianSeconds(answers, false),
                medianSeconds(answers, true));
        for (Verdict verdict : Verdict.values()) {
            List<Answer> own = answers.stream()
                    .filter(a -> verdict == DECISION.verdict(a.result()))
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d, of which %d have the right main phase and %d all phases%n",
                    verdict,
                    own.size(),
                    own.stream().filter(MixtureBenchmark::isMainPhaseRight).count(),
                    own.stream().filter(Answer::right).count());
        }
        System.out.println("not explained as stated, but with another anode: "
                + answers.stream()
                        .filter(a -> !a.anode().isEmpty())
                        .collect(Collectors.groupingBy(Answer::anode, TreeMap::new, Collectors.counting())));
        System.out.printf(Locale.ROOT, "RESULT matcher_mixture_phases %.4f%n", share(answers, false));
        System.out.printf(Locale.ROOT, "RESULT matcher_mixture_weight_error %.4f%n", meanWeightError(answers));
        System.out.printf(Locale.ROOT, "RESULT matcher_single_phase %.4f%n", share(answers, true));
    }

    /** CIFs of a sample have no order: the main phase is right where it is one of them. */
    private static boolean isMainPhaseRight(Answer a) {
        return !a.result().hypotheses().isEmpty()
                && a.sample()
                        .cifs()
                        .contains(a.result().hypotheses().get(0).phases().get(0).id());
    }

    private static double share(List<Answer> answers, boolean single) {
        return answers.stream()
                .filter(a -> a.sample().single() == single)
                .mapToDouble(a -> a.right() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static double meanWeightError(List<Answer> answers) {
        return answers.stream()
                .filter(a -> a.sample().weights().length > 0)
                .mapToDouble(Answer::weightError)
                .average()
                .orElse(Double.NaN);
    }

    private static double medianSeconds(List<Answer> answers, boolean single) {
        double[] seconds = answers.stream()
                .filter(a -> a.sample().single() == single)
                .mapToDouble(Answer::seconds)
                .sorted()
                .toArray();
        return seconds.length == 0 ? Double.NaN : seconds[seconds.length / 2];
    }

    private static void write(Path file, List<Answer> answers) {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            out.println(
                    "pattern\tright\ttruth\tanswer\tweights\tweighed\tRwp\tchi2\tcriterion\tnext\tnext_criterion\tanode");
            for (Answer answer : answers) {
                List<PhaseHypothesis> all = answer.result().hypotheses();
                PhaseHypothesis best = all.isEmpty() ? null : all.get(0);
                PhaseHypothesis next = all.size() < 2 ? null : all.get(1);
                out.println(String.join(
                        "\t",
                        answer.sample().name(),
                        answer.right() ? "1" : "0",
                        String.join(" ", answer.sample().cifs()),
                        ids(best),
                        best == null
                                ? ""
                                : best.phases().stream()
                                        .map(p -> number(
                                                p.refined().weightFraction().value()))
                                        .collect(Collectors.joining(" ")),
                        java.util.Arrays.stream(answer.sample().weights())
                                .mapToObj(MixtureBenchmark::number)
                                .collect(Collectors.joining(" ")),
                        best == null ? "" : number(best.refinement().agreement().rwp()),
                        best == null ? "" : number(best.refinement().agreement().chiSquared()),
                        best == null ? "" : number(best.criterion()),
                        ids(next),
                        next == null ? "" : number(next.criterion()),
                        answer.anode()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ids(PhaseHypothesis hypothesis) {
        return hypothesis == null
                ? ""
                : hypothesis.phases().stream()
                        .map(p -> p.id() + (p.doubtful() ? "?" : ""))
                        .collect(Collectors.joining(" "));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
