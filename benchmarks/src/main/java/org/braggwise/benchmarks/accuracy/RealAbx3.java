// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.diffraction.synthesis.SourceRow;
import org.braggwise.diffraction.synthesis.SynthesisPlan;
import org.braggwise.diffraction.synthesis.SynthesisSettings;
import org.braggwise.diffraction.synthesis.Synthesizer;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.training.TrainingSettings.Method;

/**
 * Task 1: space group and crystal system of real ABX3 structures whose compounds training never sees. By compound, a fifth of each space
 * group's structures are the test and 8 % the validation (temperature, choice of the epoch). The templates of TER are the structures that
 * are left; virtual structures of held-out compounds are not made. The network without virtual structures takes as many steps as the one
 * with them. One network answers both questions.
 */
final class RealAbx3 {

    static final int[][] BLOCKS = {{16, 16}, {32, 32}, {64, 64}, {96, 96}, {128, 128}, {128, 128}};
    private static final List<String> SYSTEMS =
            Arrays.stream(CrystalSystem.values()).map(CrystalSystem::label).toList();

    private final Options m_options;
    private final Networks m_networks;
    private final Abx3Patterns m_patterns;

    RealAbx3(Options options) {
        m_options = options;
        m_patterns = new Abx3Patterns(options, false);
        m_networks = new Networks(options, BLOCKS, m_patterns.scale());
    }

    void run(Report report) throws IOException {
        StructureSet set = StructureSet.read(m_options.data().resolve("structures/mp_abx3.jsonl.gz"));
        List<StructureSet.Entry> all = set.entries();
        List<SourceRow> sources = all.stream()
                .map(e -> new SourceRow(e.id(), group(e), e.formula()))
                .toList();
        SynthesisPlan split = new Synthesizer(SynthesisSettings.defaults()
                        .withSeed(m_options.splitSeed())
                        .withHeldOut(0.2, 0.08))
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

        Abx3Scores scores = new Abx3Scores(all, test, classes);
        List<String> frequent = scores.frequent();
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
                    keep(method, model, validationRows, testRows, predictions, scores);
                    List<double[]> probabilities =
                            predictions.stream().map(Prediction::probabilities).toList();
                    Evaluation groups = scores.groups(probabilities);
                    Evaluation systems = scores.systems(probabilities);
                    Evaluation laue = scores.laueClasses(probabilities);
                    Evaluation extinctions = scores.extinctionSymbols(probabilities);
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
                            "extinction symbol, " + extinctions.classes().size() + " of them, all groups, " + method,
                            "-",
                            "-",
                            share(extinctions));
                    report.row("Laue class, " + method, "-", "-", share(laue));
                    report.row(
                            "ECE of the answers, all " + classes.size() + " space groups, calibrated, " + method,
                            "-",
                            "0.03",
                            Report.ece(answers));
                    report.result("accuracy_space_group", groups.confusion().accuracy());
                    report.result("accuracy_crystal_system", systems.confusion().accuracy());
                    report.result(
                            "accuracy_extinction_symbol",
                            extinctions.confusion().accuracy());
                    report.result("accuracy_laue_class", laue.confusion().accuracy());
                    report.result("ece", answers.expectedCalibrationError());
                });
        if (!m_options.withoutTer()) {
            return;
        }
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
                    Evaluation base = scores.groups(m_networks.predict(bare, testRows).stream()
                            .map(Prediction::probabilities)
                            .toList());
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

    /** Writes the network, and what it says of each pattern, where folders were named. */
    private void keep(
            Method method,
            BVggNetModel model,
            LabelledPatterns validation,
            LabelledPatterns test,
            List<Prediction> predictions,
            Abx3Scores scores) {
        String name = "abx3-" + method.name().toLowerCase(Locale.ROOT) + "-seed" + m_options.seed();
        try {
            if (m_options.models() != null) {
                m_networks.keep(name, model);
                Probabilities.write(
                        m_options.models().resolve(name + "-val.tsv"),
                        model,
                        validation,
                        m_networks.predict(model, validation));
                Probabilities.write(m_options.models().resolve(name + "-test.tsv"), model, test, predictions);
            }
            if (m_options.results() != null) {
                Answers.write(
                        m_options.results().resolve("accuracy-" + name + ".tsv"),
                        settings(model),
                        test,
                        predictions,
                        scores);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(BVggNetModel model) {
        Map<String, String> settings = new LinkedHashMap<>(model.provenance());
        settings.put("split seed", Long.toString(m_options.splitSeed()));
        settings.put(
                "training patterns a structure",
                m_options.strained() + " strained, " + m_options.moved() + " with moved atoms, " + m_options.replaced()
                        + " with replaced elements");
        settings.put("temperature", String.format(Locale.ROOT, "%.3f", model.temperature()));
        return settings;
    }

    static String group(StructureSet.Entry e) {
        return Integer.toString(e.spaceGroup());
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
