// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.training.TrainingSettings.Method;

/**
 * Task 2: space groups of measured films by networks that saw simulated patterns only. A simulated film is a raw scan like a measured one
 * (texture, strain, shift, broadening, humps, impurity lines, noise); both go through the same preparation. Held-out structures, simulated,
 * choose the epoch and the temperature; the measured films are scored once a network.
 */
final class Films {

    private static final double KEPT = 0.8;
    /** One convolution a block: twice the steps in the same time taught more than the second convolution did. */
    static final int[][] BLOCKS = {{16}, {32}, {64}, {96}, {128}};

    private final Options m_options;
    private final Networks m_networks;
    private final FilmPatterns m_patterns;
    private final List<String> m_classes = FilmPatterns.CLASSES;
    private int m_evaluations;

    Films(Options options) {
        m_options = options;
        m_networks = new Networks(options, BLOCKS, FilmPatterns.SCALE);
        m_patterns = new FilmPatterns(options);
    }

    void run(Report report) throws IOException {
        FilmStructures structures = new FilmStructures(
                StructureSet.read(m_options.data().resolve("structures/mp_abx3.jsonl.gz"))
                        .entries(),
                StructureSet.read(m_options.data().resolve("structures/mp_extra_A3B2X9_A2BBX6.jsonl.gz"))
                        .entries(),
                m_options.seed());
        System.out.println();
        FilmStructures.GROUPS.forEach(g ->
                System.out.println("films: group " + g + ", " + structures.of(g).size() + " structures"));
        LabelledPatterns training = m_patterns.simulated(structures, "training", m_options.filmRows());
        LabelledPatterns validation =
                m_patterns.simulated(structures, "validation", Math.max(60, m_options.filmRows() / 8));
        LabelledPatterns test = m_patterns.simulated(structures, "test", Math.max(60, m_options.filmRows() / 8));
        LabelledPatterns measured = m_options.measured() ? m_patterns.measured() : null;
        m_networks.train(
                "films",
                training,
                validation,
                FilmPatterns.GRID,
                m_options.methods(),
                m_options.filmEpochs(),
                true,
                m_options.filmMembers(),
                (method, model) -> {
                    Evaluation simulated = Networks.score(m_networks.predict(model, test), test);
                    System.out.printf(
                            Locale.ROOT,
                            "films, %s, simulated: accuracy %.4f, ECE %.4f%n",
                            method,
                            simulated.confusion().accuracy(),
                            simulated.expectedCalibrationError());
                    keep(method, model, validation, test, measured);
                    if (measured == null) {
                        System.out.println(Report.confusion(simulated, m_classes));
                        return;
                    }
                    List<Prediction> predictions = m_networks.predict(model, measured);
                    Evaluation e = Networks.score(predictions, measured);
                    m_evaluations++;
                    print(method, e, predictions, measured);
                    System.out.println("its networks alone, which differ in their seed: " + alone(model, measured));
                    List<Integer> certain = IntStream.range(0, measured.size())
                            .boxed()
                            .sorted(Comparator.comparingDouble(
                                    i -> predictions.get(i).predictiveEntropy()))
                            .limit(Math.round(KEPT * measured.size()))
                            .toList();
                    int right = (int) certain.stream()
                            .filter(i -> predictions.get(i).classIndex() == measured.labels()[i])
                            .count();
                    report.row(
                            "measured films, 7 groups, trained on simulations only, " + method,
                            "75 %",
                            "85 %",
                            Report.share(Networks.right(e), measured.size()));
                    report.row(
                            "the 80 % most certain of them, " + method,
                            "-",
                            "95 %",
                            Report.share(right, certain.size()));
                    report.row(
                            "ECE of simulated films, held-out structures' draws, calibrated, " + method,
                            "-",
                            "0.03",
                            Report.ece(simulated));
                    report.result("accuracy_experimental", e.confusion().accuracy());
                    report.result("accuracy_experimental_certain", (double) right / certain.size());
                    report.result("ece_films", simulated.expectedCalibrationError());
                });
        System.out.println("Evaluations made on the labels of the measured films in this run: " + m_evaluations
                + " (one a network; nothing was chosen by them).");
    }

    /** @return how many patterns each network of the ensemble names by itself */
    private String alone(BVggNetModel model, LabelledPatterns rows) {
        return model.members().stream()
                .map(m -> new BVggNetModel(
                        List.of(m), model.classes(), model.input(), Calibration.NONE, model.provenance()))
                .map(one -> Networks.score(m_networks.predict(one, rows), rows))
                .map(e -> Report.share(Networks.right(e), rows.size()))
                .collect(Collectors.joining("; "));
    }

    /** Writes the networks, and what they say of each pattern, where folders were named. */
    private void keep(
            Method method,
            BVggNetModel model,
            LabelledPatterns validation,
            LabelledPatterns test,
            LabelledPatterns measured) {
        String name = "films-" + method.name().toLowerCase(Locale.ROOT) + "-seed" + m_options.seed();
        try {
            if (m_options.models() != null) {
                m_networks.keep(name, model);
                probabilities(name + "-val", model, validation);
                probabilities(name + "-test", model, test);
                if (measured != null) {
                    probabilities(name + "-measured", model, measured);
                }
            }
            if (m_options.results() != null && measured != null) {
                Answers.write(
                        m_options.results().resolve("accuracy-" + name + ".tsv"),
                        model.provenance(),
                        measured,
                        m_networks.predict(model, measured),
                        "entropy",
                        p -> String.format(Locale.ROOT, "%.4f", p.predictiveEntropy()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void probabilities(String name, BVggNetModel model, LabelledPatterns rows) throws IOException {
        Probabilities.write(m_options.models().resolve(name + ".tsv"), model, rows, m_networks.predict(model, rows));
    }

    private void print(Method method, Evaluation e, List<Prediction> predictions, LabelledPatterns measured) {
        System.out.printf(
                Locale.ROOT,
                "films, %s, measured: accuracy %.4f, macro F1 %.4f, error AUROC %.3f%n",
                method,
                e.confusion().accuracy(),
                e.confusion().macroF1(),
                e.errorDetection().orElse(Double.NaN));
        System.out.println(Report.confusion(e, m_classes));
        for (int i = 0; i < measured.size(); i++) {
            Prediction p = predictions.get(i);
            if (p.classIndex() != measured.labels()[i]) {
                System.out.printf(
                        Locale.ROOT,
                        "  wrong: %s as %s, confidence %.2f%n",
                        measured.rowKeys().get(i),
                        m_classes.get(p.classIndex()),
                        p.confidence());
            }
        }
    }
}
