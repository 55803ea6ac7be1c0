// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.BVggNetModel.Precision;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.braggwise.learning.training.BVggNetTrainer;
import org.braggwise.learning.training.TrainingListener;
import org.braggwise.learning.training.TrainingSettings;

/** Trains, calibrates and writes the models that ship: see benchmarks/train-models. */
public final class TrainModels {

    private static final long TELL_NANOS = 60_000_000_000L;

    private final ModelOptions m_options;

    private TrainModels(ModelOptions options) {
        m_options = options;
    }

    /** @param arguments see {@link ModelOptions} */
    public static void main(String[] arguments) throws Exception {
        ModelOptions options = ModelOptions.parse(arguments);
        TrainModels trainer = new TrainModels(options);
        for (String name : options.models()) {
            System.out.println(name);
            switch (name) {
                case "space-groups" -> trainer.make(
                        "abx3-space-groups", Abx3Rows.of(options, Abx3Rows.Kind.SPACE_GROUPS), null);
                case "crystal-systems" -> trainer.readOut(
                        "abx3-crystal-systems",
                        Abx3Rows.of(options, Abx3Rows.Kind.CRYSTAL_SYSTEMS),
                        trainer.stored("abx3-space-groups"));
                case "powder-scans" -> trainer.make(
                        "abx3-powder-scans", Abx3Rows.of(options, Abx3Rows.Kind.POWDER_SCANS), null);
                case "films" -> trainer.make("metal-halide-films", new FilmRows(options), null);
                default -> throw new IllegalArgumentException(
                        "Unknown model " + name + "; expected space-groups, crystal-systems, powder-scans or films.");
            }
        }
        System.exit(0); // ND4J leaves threads
    }

    /** The rows of a model, and how it learns from them. */
    interface Task {
        TwoThetaGrid grid();

        IntensityScale scale();

        /** @return rows of the round, from 1 on; each round has its own */
        LabelledPatterns training(int round);

        LabelledPatterns validation();

        LabelledPatterns test();

        /** @return by kind, patterns of foreign structures that the out-of-distribution score is shown, or others that measure it */
        Map<String, float[][]> foreign(boolean shown) throws IOException;

        /** @return measured patterns of the classes, to be scored; null for none */
        default LabelledPatterns measured() throws IOException {
            return null;
        }

        /** @return by name, patterns of another kind that the model is scored on too */
        default Map<String, LabelledPatterns> others() {
            return Map.of();
        }

        /** @return what else the test's answers are scored by */
        default Optional<Abx3Scores> scores() {
            return Optional.empty();
        }

        /** @return the learning rate of each round: the more there are, the more rows the network has seen */
        List<Double> rates();

        TrainingSettings.Builder settings();

        Map<String, String> provenance();
    }

    private Path workFile(String name, int round) {
        return m_options.work().resolve(name + ".round" + round + ".bvggnet");
    }

    private BVggNetModel stored(String name) throws IOException {
        return read(m_options.out().resolve(name + ".bvggnet"));
    }

    private static BVggNetModel read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return BVggNetModel.read(in, file.toString());
        }
    }

    /** The finished model with a temperature and conformal scores fitted anew. */
    private void recalibrate(String name, Task task) throws IOException {
        TrainingSettings settings = task.settings()
                .seed(m_options.seed() + 1)
                .threads(m_options.threads())
                .build();
        BVggNetModel model = stored(name);
        finish(
                name,
                task,
                new BVggNetTrainer(settings).recalibrated(model, task.validation()),
                Integer.parseInt(model.provenance().get("rounds")));
    }

    /** The finished model with another out-of-distribution score; all else stays, bit for bit. */
    private void showForeign(String name, Task task, LabelledPatterns rows) throws IOException {
        TrainingSettings settings = task.settings()
                .seed(m_options.seed() + 1)
                .threads(m_options.threads())
                .build();
        BVggNetModel model = stored(name);
        Calibration old = model.calibration();
        Calibration fitted = new BVggNetTrainer(settings)
                .calibrated(model, rows, task.validation(), all(task.foreign(true)))
                .calibration();
        finish(
                name,
                task,
                model.withCalibration(new Calibration(
                        old.temperature(), old.conformal(), fitted.features(), old.source(), old.slope())),
                Integer.parseInt(model.provenance().get("rounds")));
    }

    private void make(String name, Task task, BVggNetModel start) throws IOException {
        if (m_options.recalibrate()) {
            recalibrate(name, task);
            return;
        }
        if (m_options.foreignOnly()) {
            showForeign(name, task, task.training(1));
            return;
        }
        int last = Math.min(m_options.lastRound(), task.rates().size());
        BVggNetModel model = m_options.firstRound() > 1 && !m_options.calibrateOnly()
                ? read(workFile(name, m_options.firstRound() - 1))
                : start;
        Files.createDirectories(m_options.work());
        for (int round = m_options.firstRound(); round <= last; round++) {
            model = train(name, task, round, model);
            try (OutputStream out = Files.newOutputStream(workFile(name, round))) {
                model.write(out);
            }
        }
        if (m_options.calibrateOnly()) {
            model = calibrated(task, read(workFile(name, last)), last);
        }
        finish(name, task, model, last);
    }

    /** A model with the trunk and the dense layer of another one. */
    private void readOut(String name, Abx3Rows task, BVggNetModel start) throws IOException {
        if (m_options.recalibrate()) {
            recalibrate(name, task);
            return;
        }
        LabelledPatterns rows = task.plain();
        if (m_options.foreignOnly()) {
            showForeign(name, task, rows);
            return;
        }
        BVggNetModel model;
        try (Workers workers = new Workers(m_options.threads())) {
            model = ReadOut.of(start, rows, workers);
        }
        TrainingSettings settings = task.settings()
                .seed(m_options.seed())
                .threads(m_options.threads())
                .build();
        finish(
                name,
                task,
                new BVggNetTrainer(settings).calibrated(model, rows, task.validation(), all(task.foreign(true))),
                0);
    }

    private static float[][] all(Map<String, float[][]> byKind) {
        return byKind.values().stream().flatMap(Arrays::stream).toArray(float[][]::new);
    }

    private BVggNetModel train(String name, Task task, int round, BVggNetModel start) throws IOException {
        LabelledPatterns rows = task.training(round);
        TrainingSettings settings = task.settings()
                .learningRate(task.rates().get(round - 1), 0.05)
                .seed(m_options.seed() + round)
                .threads(m_options.threads())
                .build();
        var input = new ModelInput(
                new PatternSpace(task.grid(), Radiation.of("Cu Ka"), Normalisation.MAXIMUM_1), task.scale());
        long[] told = {System.nanoTime()};
        TrainingListener listener = p -> {
            if (System.nanoTime() - told[0] > TELL_NANOS) {
                told[0] = System.nanoTime();
                System.err.printf(
                        Locale.ROOT,
                        "  %s, round %d, member %d: %.0f %%, %.0f s left%n",
                        name,
                        round,
                        p.member(),
                        100 * p.fraction(),
                        p.secondsLeft());
            }
            return true;
        };
        System.out.println("  round " + round + ": " + rows.size() + " patterns");
        return new BVggNetTrainer(settings)
                .train(rows, task.validation(), start, input, all(task.foreign(true)), listener);
    }

    /** The same networks with another calibration: for a model whose kind of calibration has changed. */
    private BVggNetModel calibrated(Task task, BVggNetModel model, int round) throws IOException {
        TrainingSettings settings = task.settings()
                .seed(m_options.seed() + round)
                .threads(m_options.threads())
                .build();
        return new BVggNetTrainer(settings)
                .calibrated(model, task.training(round), task.validation(), all(task.foreign(true)));
    }

    private void finish(String name, Task task, BVggNetModel trained, int rounds) throws IOException {
        Evaluation full = evaluate(trained, task.test());
        Map<String, String> more = new LinkedHashMap<>(task.provenance());
        more.put("rounds", Integer.toString(rounds));
        more.put("made by", "benchmarks/train-models, seed " + m_options.seed());
        more.put("weights", "binary16");
        if (!trained.calibration().slope().isNone()) {
            more.put("temperature", "by the entropy of each row");
        }
        more.put(
                "test",
                Report.share(Networks.right(full), full.confusion().rows())
                        + " patterns of structures that neither training nor validation saw");
        Path file = m_options.out().resolve(name + ".bvggnet");
        Files.createDirectories(m_options.out());
        try (OutputStream out = Files.newOutputStream(file)) {
            trained.withProvenance(more).write(out, Precision.HALF);
        }
        BVggNetModel half = read(file);
        List<Prediction> predictions = predict(half, task.test());
        Evaluation halved = Networks.score(predictions, task.test());
        System.out.printf(
                Locale.ROOT,
                "  %s: %d bytes; validation %.4f; test %s, ECE %s; in half precision %.4f, largest change of a probability %.4f%n",
                file.getFileName(),
                Files.size(file),
                evaluate(half, task.validation()).confusion().accuracy(),
                Report.share(Networks.right(full), full.confusion().rows()),
                Report.ece(full),
                halved.confusion().accuracy(),
                largestChange(predict(trained, task.test()), predictions));
        if (task.scores().isPresent()) {
            Abx3Scores scores = task.scores().get();
            System.out.println("  "
                    + scores.describe(
                            predictions.stream().map(Prediction::probabilities).toList()));
            if (m_options.results() != null) {
                Answers.write(
                        m_options.results().resolve("accuracy-" + name + ".tsv"),
                        half.provenance(),
                        task.test(),
                        predictions,
                        scores);
            }
        }
        task.others().forEach((kind, rows) -> {
            Evaluation e = evaluate(half, rows);
            System.out.println("  " + kind + ": "
                    + Report.share(Networks.right(e), e.confusion().rows()) + ", ECE " + Report.ece(e));
        });
        System.out.println(ForeignAlarms.describe(task, half));
        if (m_options.probabilities() != null) {
            Files.createDirectories(m_options.probabilities());
            Probabilities.write(m_options.probabilities().resolve(name + "-test.tsv"), half, task.test(), predictions);
            Probabilities.write(
                    m_options.probabilities().resolve(name + "-val.tsv"),
                    half,
                    task.validation(),
                    predict(half, task.validation()));
        }
    }

    private static double largestChange(List<Prediction> a, List<Prediction> b) {
        double largest = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int c = 0; c < a.get(i).probabilities().length; c++) {
                largest = Math.max(
                        largest, Math.abs(a.get(i).probabilities()[c] - b.get(i).probabilities()[c]));
            }
        }
        return largest;
    }

    static List<Prediction> predict(BVggNetModel model, LabelledPatterns rows) {
        try (Predictor predictor = new Predictor(model, PredictionSettings.DEFAULT)) {
            return predictor.predict(rows.patterns(), rows.rowKeys());
        }
    }

    static Evaluation evaluate(BVggNetModel model, LabelledPatterns rows) {
        return Networks.score(predict(model, rows), rows);
    }
}
