// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.evaluation.RankStatistic;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;

/**
 * How many patterns pass for foreign at 0.99: of the test's, of measured ones, and of foreign structures that the score was not shown.
 */
final class ForeignAlarms {

    private static final double LIMIT = 0.99;

    private ForeignAlarms() {}

    /** @return one line with shares and AUROCs against the test's patterns, and how many measured patterns are right */
    static String describe(TrainModels.Task task, BVggNetModel model) throws IOException {
        double[] own = scores(model, task.test().patterns());
        StringBuilder text = new StringBuilder("  foreign at 0.99: test " + share(own));
        LabelledPatterns measured = task.measured();
        if (measured != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "; measured %s (right: %.3f)",
                    share(scores(model, measured.patterns())),
                    TrainModels.evaluate(model, measured).confusion().accuracy()));
        }
        for (Map.Entry<String, float[][]> kind : task.foreign(false).entrySet()) {
            double[] other = scores(model, kind.getValue());
            double[] both = Arrays.copyOf(own, own.length + other.length);
            System.arraycopy(other, 0, both, own.length, other.length);
            boolean[] positive = new boolean[both.length];
            Arrays.fill(positive, own.length, both.length, true);
            text.append(String.format(
                    Locale.ROOT,
                    "; %s %s, AUROC %.3f",
                    kind.getKey(),
                    share(other),
                    RankStatistic.auroc(both, positive).orElse(Double.NaN)));
        }
        return text.toString();
    }

    private static String share(double[] scores) {
        return Report.share((int) Arrays.stream(scores).filter(s -> s > LIMIT).count(), scores.length);
    }

    private static double[] scores(BVggNetModel model, float[][] patterns) {
        try (Predictor predictor = new Predictor(model, PredictionSettings.DEFAULT)) {
            List<String> keys = IntStream.range(0, patterns.length)
                    .mapToObj(i -> "row " + i)
                    .toList();
            return predictor.predict(patterns, keys).stream()
                    .mapToDouble(Prediction::oodScore)
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
        }
    }
}
