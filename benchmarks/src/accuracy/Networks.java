// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.evaluation.Scorer;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.PatternDomain;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.braggwise.learning.training.BVggNetTrainer;
import org.braggwise.learning.training.LabelledPatterns;
import org.braggwise.learning.training.TrainingListener;
import org.braggwise.learning.training.TrainingSettings;

/** Trains networks and scores them, always in the same way. */
final class Networks {

    /** One convolution a block: twice the steps in the same time taught more than the second convolution did. */
    private static final int[][] BLOCKS = {{16}, {32}, {64}, {96}, {128}};
    private static final int DENSE = 512;
    /** Two and a half thousand structures, however often strained, are soon known by heart: half of the head is dropped, labels are soft. */
    private static final double DROPOUT = 0.5;
    private static final double LABEL_SMOOTHING = 0.1;

    private final Options m_options;
    private final IntensityScale m_scale;

    /** @param scale what the networks are shown of an intensity */
    Networks(final Options options, final IntensityScale scale) {
        m_options = options;
        m_scale = scale;
    }

    private PatternDomain domain(final TwoThetaGrid grid) {
        return new PatternDomain(grid.startDeg(), grid.endDeg(), grid.points(), 1.54184, "Cu Ka", "MAXIMUM_1")
            .withScale(m_scale);
    }

    /** @param balanced whether every class weighs the same */
    BVggNetModel train(final String name, final LabelledPatterns rows, final LabelledPatterns validation, final TwoThetaGrid grid,
        final TrainingSettings.Method method, final int epochs, final boolean balanced, final int members) {
        TrainingSettings settings = TrainingSettings.builder().network(BLOCKS, DENSE).dropout(0, DROPOUT).labelSmoothing(LABEL_SMOOTHING).method(method).members(members)
            .epochs(epochs, 0).batchSize(32).learningRate(1e-3, 0.05).balancedClasses(balanced).seed(m_options.seed())
            .threads(m_options.threads()).build();
        long start = System.nanoTime();
        int[] seen = {0};
        TrainingListener listener = p -> {
            if (p.epoch() != seen[0]) {
                seen[0] = p.epoch();
                System.err.printf(Locale.ROOT, "  %s, %s: epoch %d of %d, validation accuracy %.3f, %.0f s left%n", name, method, p.epoch(),
                    p.epochs(), p.validationAccuracy(), p.secondsLeft());
            }
            return true;
        };
        BVggNetModel model = new BVggNetTrainer(settings).train(rows, validation, null, domain(grid), listener);
        System.out.printf(Locale.ROOT, "%s, %s: trained on %d rows, %d epochs, %.0f s; temperature %.3f%n", name, method, rows.size(), epochs,
            (System.nanoTime() - start) / 1e9, model.temperature());
        return model;
    }

    List<Prediction> predict(final BVggNetModel model, final LabelledPatterns rows) {
        try (Predictor predictor = new Predictor(model, PredictionSettings.DEFAULT)) {
            return predictor.predict(rows.patterns(), rows.rowKeys());
        }
    }

    static Evaluation score(final List<Prediction> predictions, final LabelledPatterns rows) {
        List<ScoredRow> scored = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            scored.add(scored(predictions.get(i), rows.labels()[i]));
        }
        return score(scored, rows.classes());
    }

    static Evaluation score(final List<ScoredRow> rows, final List<String> classes) {
        return new Scorer(classes, 15).score(rows);
    }

    static ScoredRow scored(final Prediction p, final int label) {
        return new ScoredRow(label, p.probabilities(), p.predictiveEntropy(), Optional.ofNullable(p.conformalSet()), false);
    }

    static int right(final Evaluation e) {
        return (int)Math.round(e.confusion().accuracy() * e.confusion().rows());
    }
}
