// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.calibration.FeatureStatistics;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Categorical;

/**
 * Predicts classes with a {@link BVggNetModel} and says how sure it is. A row's prediction depends on the model, the settings, its pattern
 * and its row key, and on no other row: alone or among others it is bitwise the same. A pattern that cannot be predicted gets a problem; the
 * others go on.
 */
public final class Predictor implements AutoCloseable {
    private static final int BATCH = 32;

    private final BVggNetModel m_model;
    private final PredictionSettings m_settings;
    private final Workers m_workers;
    private final ModelSampler m_sampler;

    /** Prepares native memory; {@link #close()} gives it back. */
    public Predictor(BVggNetModel model, PredictionSettings settings) {
        m_model = model;
        m_settings = settings;
        m_workers = new Workers(settings.threads());
        m_sampler = new ModelSampler(model, settings.seed(), settings.samples(), m_workers);
    }

    /** Predicts without being watched. */
    public List<Prediction> predict(float[][] patterns, List<String> rowKeys) {
        return predict(patterns, rowKeys, PredictionListener.NONE);
    }

    /**
     * Predicts every row, in order.
     *
     * @param patterns rows, prepared on the model's grid
     * @param rowKeys one a row, unique
     * @throws IllegalArgumentException if there are not as many keys as rows
     * @throws CancellationException if the listener stopped or cancelled it
     */
    public List<Prediction> predict(float[][] patterns, List<String> rowKeys, PredictionListener listener) {
        if (patterns.length != rowKeys.size()) {
            throw new IllegalArgumentException(
                    patterns.length + " patterns with " + rowKeys.size() + " row keys; expected as many of both.");
        }
        m_workers.cancelWhen(listener::isCancelled);
        Prediction[] results = new Prediction[patterns.length];
        List<Integer> waiting = new ArrayList<>();
        for (int r = 0; r < patterns.length; r++) {
            String problem = problem(patterns[r]);
            if (problem == null) {
                waiting.add(r);
            } else {
                results[r] = Prediction.failed(problem);
            }
            if (waiting.size() == BATCH || r + 1 == patterns.length && !waiting.isEmpty()) {
                predictBatch(patterns, rowKeys, waiting, results);
                waiting.clear();
                if (!listener.rowsDone(r + 1, patterns.length)) {
                    throw new CancellationException(
                            "Prediction was stopped after " + (r + 1) + " of " + patterns.length + " rows.");
                }
            }
        }
        return Arrays.asList(results);
    }

    private String problem(float[] pattern) {
        int points = m_model.domain().points();
        if (pattern == null) {
            return "The pattern is missing.";
        }
        if (pattern.length != points) {
            return "The pattern has " + pattern.length + " points; the model takes " + points + " from "
                    + m_model.domain().startDeg() + " to " + m_model.domain().endDeg()
                    + " deg. Prepare it on the model's grid.";
        }
        OptionalInt notFinite = IntStream.range(0, pattern.length)
                .filter(i -> !Float.isFinite(pattern[i]))
                .findFirst();
        if (notFinite.isPresent()) {
            int i = notFinite.getAsInt();
            return String.format(
                    java.util.Locale.ROOT,
                    "The intensity at %.3f deg (point %d) is %s; expected a finite number.",
                    m_model.domain().startDeg() + i * m_model.domain().stepDeg(),
                    i,
                    pattern[i]);
        }
        for (float v : pattern) {
            if (v != pattern[0]) {
                return null;
            }
        }
        return "The pattern is constant (" + pattern[0] + " everywhere); it holds no peak to classify.";
    }

    private void predictBatch(float[][] patterns, List<String> rowKeys, List<Integer> rows, Prediction[] results) {
        float[][] batch = rows.stream().map(r -> patterns[r]).toArray(float[][]::new);
        ModelSampler.Batch drawn =
                m_sampler.run(batch, rows.stream().map(rowKeys::get).toList());
        m_workers.run(batch.length, (i, thread) -> results[rows.get(i)] = summarise(drawn, i));
    }

    private Prediction summarise(ModelSampler.Batch drawn, int row) {
        SampleSummary summary = SampleSummary.of(
                drawn.logits().get(row), m_model.classes().size(), m_model.temperature(), m_settings.interval());
        double[] p = summary.probabilities();
        double expectedEntropy = summary.expectedEntropy();
        if (m_settings.probit() && !drawn.probit().isEmpty()) {
            p = drawn.probit().get(row);
            // the samples measure what the weights are unsure of; the rest of the probit prediction's entropy is the
            // data's
            expectedEntropy = Math.max(0, Categorical.entropy(p) - summary.mutualInformation());
        }
        Calibration calibration = m_model.calibration();
        double[] probabilities = p;
        int[] set = calibration
                .conformal()
                .map(c -> c.set(probabilities, m_settings.coverage()))
                .orElse(null);
        double ood = oodScore(drawn, row);
        double entropy = Categorical.entropy(p);
        int best = Categorical.argMax(p);
        return new Prediction(
                best,
                p,
                p[best],
                entropy,
                expectedEntropy,
                Math.max(0, entropy - expectedEntropy),
                summary.stdDev(),
                summary.low(),
                summary.high(),
                ood,
                set,
                abstainReason(p[best], entropy, ood, set),
                null);
    }

    /** Mean over the members; NaN where there are no statistics. */
    private double oodScore(ModelSampler.Batch drawn, int row) {
        List<FeatureStatistics> statistics = m_model.calibration().features();
        double mean = statistics.isEmpty() ? Double.NaN : 0;
        for (int m = 0; m < statistics.size(); m++) {
            double distance = statistics
                    .get(m)
                    .distance(
                            drawn.penultimate().get(m), row * statistics.get(m).width());
            mean += statistics.get(m).percentile(distance) / statistics.size();
        }
        return mean;
    }

    private String abstainReason(double confidence, double entropy, double ood, int[] set) {
        List<String> reasons = new ArrayList<>();
        if (m_settings.minConfidence().isPresent()
                && confidence < m_settings.minConfidence().getAsDouble()) {
            reasons.add(String.format(
                    java.util.Locale.ROOT,
                    "confidence %.3f is below %.3f",
                    confidence,
                    m_settings.minConfidence().getAsDouble()));
        }
        if (m_settings.maxEntropy().isPresent()
                && entropy > m_settings.maxEntropy().getAsDouble()) {
            reasons.add(String.format(
                    java.util.Locale.ROOT,
                    "predictive entropy %.3f nat is above %.3f",
                    entropy,
                    m_settings.maxEntropy().getAsDouble()));
        }
        if (m_settings.maxOodScore().isPresent()
                && ood > m_settings.maxOodScore().getAsDouble()) {
            reasons.add(String.format(
                    java.util.Locale.ROOT,
                    "out-of-distribution score %.4f is above %.4f",
                    ood,
                    m_settings.maxOodScore().getAsDouble()));
        }
        if (m_settings.maxSetSize().isPresent()
                && set != null
                && (set.length == 0 || set.length > m_settings.maxSetSize().getAsInt())) {
            reasons.add(
                    set.length == 0
                            ? "no class conforms"
                            : set.length + " classes conform, more than "
                                    + m_settings.maxSetSize().getAsInt());
        }
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }

    @Override
    public void close() {
        m_sampler.close();
        m_workers.close();
    }
}
