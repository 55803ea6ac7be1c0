// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.evaluation.Scorer;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Deterministic;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.prediction.ModelCalibrator;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.braggwise.learning.training.BVggNetTrainer;
import org.braggwise.learning.training.PostHocLaplace;
import org.braggwise.learning.training.TrainingListener;
import org.braggwise.learning.training.TrainingSettings;
import org.braggwise.learning.training.TrainingSettings.Method;

/** Trains networks and scores them, always in the same way. */
final class Networks {

    private static final int DENSE = 512;
    /** A few thousand structures, however often strained, are soon known by heart: half of the head is dropped, labels are soft. */
    private static final double DROPOUT = 0.5;

    private static final double LABEL_SMOOTHING = 0.1;
    private static final long TELL_NANOS = 30_000_000_000L;

    private final Options m_options;
    private final int[][] m_blocks;
    private final IntensityScale m_scale;

    /**
     * @param blocks channels of the convolutions of each block
     * @param scale what the networks are shown of an intensity
     */
    Networks(Options options, int[][] blocks, IntensityScale scale) {
        m_options = options;
        m_blocks = blocks;
        m_scale = scale;
    }

    private ModelInput input(TwoThetaGrid grid) {
        return new ModelInput(new PatternSpace(grid, Radiation.of("Cu Ka"), Normalisation.MAXIMUM_1), m_scale);
    }

    /**
     * Trains one model for each method that was asked for. A plain network, one with MC dropout and one with a Laplace posterior have the
     * same weights, since all are trained with dropout: they are trained once.
     *
     * @param methods what to train
     * @param epochs how often training sees each row
     * @param balanced whether every class weighs the same
     * @param members networks in the ensemble
     * @param trained is given each model as soon as it is there
     */
    void train(
            String name,
            LabelledPatterns rows,
            LabelledPatterns validation,
            TwoThetaGrid grid,
            List<Method> methods,
            int epochs,
            boolean balanced,
            int members,
            BiConsumer<Method, BVggNetModel> trained) {
        BVggNetModel dropout = null;
        for (Method method : methods) {
            if (method == Method.VARIATIONAL) {
                trained.accept(method, trained(name, rows, validation, grid, method, epochs, balanced, members));
            } else {
                dropout = dropout == null
                        ? trained(name, rows, validation, grid, Method.MC_DROPOUT, epochs, balanced, members)
                        : dropout;
                trained.accept(
                        method,
                        method == Method.MC_DROPOUT ? dropout : withPosterior(method, dropout, rows, validation));
            }
        }
    }

    /** The same networks, looked at in another way, and calibrated so. */
    private BVggNetModel withPosterior(
            Method method, BVggNetModel model, LabelledPatterns rows, LabelledPatterns validation) {
        try (Workers workers = new Workers(m_options.threads())) {
            if (method == Method.LAPLACE) {
                return new PostHocLaplace(LaplaceSettings.DEFAULT, ConformalScore.APS, m_options.seed(), workers)
                        .around(model, rows, validation);
            }
            List<Member> members = model.members().stream()
                    .map(m -> new Member(m.weights(), new Deterministic(), m.history()))
                    .toList();
            BVggNetModel plain =
                    new BVggNetModel(members, model.classes(), model.input(), Calibration.NONE, model.provenance());
            return plain.withCalibration(new ModelCalibrator(ConformalScore.APS, m_options.seed(), workers, true)
                    .calibrate(plain, rows, validation));
        }
    }

    private BVggNetModel trained(
            String name,
            LabelledPatterns rows,
            LabelledPatterns validation,
            TwoThetaGrid grid,
            Method method,
            int epochs,
            boolean balanced,
            int members) {
        TrainingSettings settings = TrainingSettings.builder()
                .network(m_blocks, DENSE)
                .dropout(0, DROPOUT)
                .labelSmoothing(LABEL_SMOOTHING)
                .method(method)
                .members(members)
                .epochs(epochs, 0)
                .batchSize(32)
                .learningRate(1e-3, 0.05)
                .balancedClasses(balanced)
                .temperatureByEntropy(true)
                .seed(m_options.seed())
                .threads(m_options.threads())
                .build();
        long start = System.nanoTime();
        long[] told = {start};
        TrainingListener listener = p -> {
            if (System.nanoTime() - told[0] > TELL_NANOS) {
                told[0] = System.nanoTime();
                System.err.printf(
                        Locale.ROOT,
                        "  %s, %s: member %d of %d, %.0f %%, validation accuracy %.3f, %.0f s left%n",
                        name,
                        method,
                        p.member(),
                        p.members(),
                        100 * p.fraction(),
                        p.validationAccuracy(),
                        p.secondsLeft());
            }
            return true;
        };
        BVggNetModel model = new BVggNetTrainer(settings).train(rows, validation, null, input(grid), listener);
        System.out.printf(
                Locale.ROOT,
                "%s, %s: trained on %d rows, %d epochs, %.0f s; temperature %.3f%n",
                name,
                method,
                rows.size(),
                epochs,
                (System.nanoTime() - start) / 1e9,
                model.temperature());
        return model;
    }

    /** Writes a network to the folder of the models. */
    void keep(String name, BVggNetModel model) throws IOException {
        Files.createDirectories(m_options.models());
        try (OutputStream out = Files.newOutputStream(m_options.models().resolve(name + ".bvggnet"))) {
            model.write(out);
        }
    }

    List<Prediction> predict(BVggNetModel model, LabelledPatterns rows) {
        try (Predictor predictor = new Predictor(model, PredictionSettings.DEFAULT)) {
            return predictor.predict(rows.patterns(), rows.rowKeys());
        }
    }

    static Evaluation score(List<Prediction> predictions, LabelledPatterns rows) {
        List<ScoredRow> scored = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            scored.add(scored(predictions.get(i), rows.labels()[i]));
        }
        return score(scored, rows.classes());
    }

    static Evaluation score(List<ScoredRow> rows, List<String> classes) {
        return new Scorer(classes, 15).score(rows);
    }

    static ScoredRow scored(Prediction p, int label) {
        return new ScoredRow(
                label, p.probabilities(), p.predictiveEntropy(), Optional.ofNullable(p.conformalSet()), false);
    }

    static int right(Evaluation e) {
        return (int) Math.round(e.confusion().accuracy() * e.confusion().rows());
    }
}
