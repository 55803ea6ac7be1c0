// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.diffraction.synthesis.SourceRow;
import org.braggwise.diffraction.synthesis.SynthesisPlan;
import org.braggwise.diffraction.synthesis.SynthesisSettings;
import org.braggwise.diffraction.synthesis.Synthesizer;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.training.TrainingSettings.Method;

/**
 * Task 1: space group and crystal system of real ABX3 structures whose compounds training never sees. By compound, a fifth of each space
 * group's structures are the test and 8 % the validation (temperature, choice of the epoch). The templates of TER are the structures that
 * are left; virtual structures of held-out compounds are not made. The network without virtual structures takes as many steps as the one
 * with them. One network answers both questions.
 */
final class RealAbx3 {

    private static final int LEAST = 10;
    static final int[][] BLOCKS = {{16, 16}, {32, 32}, {64, 64}, {96, 96}, {128, 128}, {128, 128}};
    private static final List<String> SYSTEMS =
            Arrays.stream(CrystalSystem.values()).map(CrystalSystem::label).toList();

    private final Options m_options;
    private final Networks m_networks;
    private final Abx3Patterns m_patterns;

    RealAbx3(Options options) {
        m_options = options;
        m_networks = new Networks(options, BLOCKS, Abx3Patterns.SCALE);
        m_patterns = new Abx3Patterns(options);
    }

    void run(Report report) throws IOException {
        StructureSet set = StructureSet.read(m_options.data().resolve("structures/mp_abx3.jsonl.gz"));
        List<StructureSet.Entry> all = set.entries();
        List<SourceRow> sources = all.stream()
                .map(e -> new SourceRow(e.id(), group(e), e.formula()))
                .toList();
        SynthesisPlan split = new Synthesizer(
                        SynthesisSettings.defaults().withSeed(m_options.seed()).withHeldOut(0.2, 0.08))
                .plan(sources, List.of());
        List<StructureSet.Entry> training =
                split.training().stream().map(e -> all.get(e.realIndex())).toList();
        List<StructureSet.Entry> validation =
                split.validation().stream().map(e -> all.get(e.realIndex())).toList();
        List<StructureSet.Entry> test =
                split.test().stream().map(e -> all.get(e.realIndex())).toList();
        List<String> classes =
                all.stream().map(RealAbx3::group).distinct().sorted().toList();
        System.out.println(
                "ABX3: " + all.size() + " structures of " + classes.size() + " space groups, " + set.leftOut()
                        + " left out (Braggwise's group is not spglib's); " + training.size() + " for training, "
                        + validation.size()
                        + " for validation, " + test.size() + " for the test");

        Map<Integer, Integer> counts = new HashMap<>();
        all.forEach(e -> counts.merge(e.spaceGroup(), 1, Integer::sum));
        List<String> frequent = classes.stream()
                .filter(c -> counts.get(Integer.parseInt(c)) >= LEAST)
                .toList();
        LabelledPatterns validationRows = m_patterns.plain(validation, classes);
        LabelledPatterns testRows = m_patterns.plain(test, classes);
        List<String> heldOut = Stream.concat(validation.stream(), test.stream())
                .map(StructureSet.Entry::formula)
                .toList();
        Rows real = m_patterns.real(training, classes);
        LabelledPatterns with = m_patterns.synthesised(real, training, heldOut, classes);
        Map<Method, Evaluation> withTer = new LinkedHashMap<>();
        m_networks.train(
                "with TER",
                with,
                validationRows,
                m_patterns.grid(),
                m_options.methods(),
                m_options.epochs(),
                false,
                m_options.members(),
                (method, model) -> {
                    List<Prediction> predictions = m_networks.predict(model, testRows);
                    Evaluation groups = groups(predictions, test, frequent, classes);
                    Evaluation systems = systems(predictions, test, classes);
                    // the network's own answers: its temperature was fitted to these, not to those among the frequent
                    // groups alone
                    Evaluation answers = Networks.score(predictions, testRows);
                    withTer.put(method, groups);
                    describe("space group with TER, " + method, groups);
                    describe("crystal system with TER, " + method, systems);
                    describe("all " + classes.size() + " space groups with TER, " + method, answers);
                    System.out.println("most frequent confusions: " + confusions(groups, frequent));
                    System.out.println(Report.confusion(systems, SYSTEMS));
                    report.row(
                            "space group, " + frequent.size() + " groups, held out by compound, " + method,
                            "84 %",
                            "90 %",
                            share(groups));
                    report.row("crystal system, held out by compound, " + method, "84 %", "90 %", share(systems));
                    report.row(
                            "ECE of the answers, all " + classes.size() + " space groups, calibrated, " + method,
                            "-",
                            "0.03",
                            Report.ece(answers));
                    report.result("accuracy_space_group", groups.confusion().accuracy());
                    report.result("accuracy_crystal_system", systems.confusion().accuracy());
                    report.result("ece", answers.expectedCalibrationError());
                });
        LabelledPatterns without = real.labelled();
        int epochs = Math.round((float) m_options.epochs() * with.size() / without.size());
        Method first = m_options.methods().get(0);
        m_networks.train(
                "without TER",
                without,
                validationRows,
                m_patterns.grid(),
                List.of(first),
                epochs,
                false,
                m_options.members(),
                (method, bare) -> {
                    Evaluation base = groups(m_networks.predict(bare, testRows), test, frequent, classes);
                    describe("space group without TER, " + first, base);
                    double gain = withTer.get(first).confusion().accuracy()
                            - base.confusion().accuracy();
                    report.row(
                            "gain of virtual structures, space group, " + first,
                            "about 5 points",
                            "5 points",
                            String.format(Locale.ROOT, "%.1f points (without: %s)", 100 * gain, share(base)));
                    report.result("ter_gain", gain);
                });
    }

    static String group(StructureSet.Entry e) {
        return Integer.toString(e.spaceGroup());
    }

    /** Scores the structures of the frequent groups: those are the answers to choose from, as in the question. */
    private static Evaluation groups(
            List<Prediction> predictions, List<StructureSet.Entry> test, List<String> frequent, List<String> classes) {
        return pooled(
                predictions,
                test,
                RealAbx3::group,
                frequent,
                classes.stream().mapToInt(frequent::indexOf).toArray());
    }

    /** Scores all structures: the probability of a crystal system is that of its space groups together. */
    private static Evaluation systems(
            List<Prediction> predictions, List<StructureSet.Entry> test, List<String> classes) {
        return pooled(
                predictions,
                test,
                e -> CrystalSystem.ofSpaceGroup(e.spaceGroup()).label(),
                SYSTEMS,
                classes.stream()
                        .mapToInt(c ->
                                CrystalSystem.ofSpaceGroup(Integer.parseInt(c)).ordinal())
                        .toArray());
    }

    /**
     * @param answers to choose from; structures with another label are not scored
     * @param answerOf by class of the network, -1 for a class that is no answer
     */
    private static Evaluation pooled(
            List<Prediction> predictions,
            List<StructureSet.Entry> test,
            Function<StructureSet.Entry, String> label,
            List<String> answers,
            int[] answerOf) {
        List<ScoredRow> rows = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            int truth = answers.indexOf(label.apply(test.get(i)));
            if (truth >= 0) {
                double[] p = new double[answers.size()];
                for (int c = 0; c < answerOf.length; c++) {
                    if (answerOf[c] >= 0) {
                        p[answerOf[c]] += predictions.get(i).probabilities()[c];
                    }
                }
                double sum = Arrays.stream(p).sum();
                double[] shares = Arrays.stream(p).map(q -> q / sum).toArray();
                double entropy = -Arrays.stream(shares)
                        .filter(q -> q > 0)
                        .map(q -> q * Math.log(q))
                        .sum();
                rows.add(new ScoredRow(truth, shares, entropy, Optional.empty(), false));
            }
        }
        return Networks.score(rows, answers);
    }

    private static String share(Evaluation e) {
        return Report.share(Networks.right(e), e.confusion().rows());
    }

    private static String confusions(Evaluation e, List<String> classes) {
        List<int[]> wrong = new ArrayList<>();
        for (int a = 0; a < classes.size(); a++) {
            for (int p = 0; p < classes.size(); p++) {
                if (a != p && e.confusion().count(a, p) > 0) {
                    wrong.add(new int[] {a, p});
                }
            }
        }
        wrong.sort(Comparator.comparingLong(w -> -e.confusion().count(w[0], w[1])));
        return wrong.stream()
                .limit(12)
                .map(w -> classes.get(w[0]) + " as " + classes.get(w[1]) + " "
                        + e.confusion().count(w[0], w[1]) + " times")
                .collect(Collectors.joining(", "));
    }

    private static void describe(String name, Evaluation e) {
        System.out.printf(
                Locale.ROOT,
                "%s: accuracy %.4f, macro F1 %.4f, NLL %.3f, ECE %.4f, error AUROC %.3f%n",
                name,
                e.confusion().accuracy(),
                e.confusion().macroF1(),
                e.negativeLogLikelihood(),
                e.expectedCalibrationError(),
                e.errorDetection().orElse(Double.NaN));
    }
}
