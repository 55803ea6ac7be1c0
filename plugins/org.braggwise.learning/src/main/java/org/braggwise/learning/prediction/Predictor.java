// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

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
    private final Abstention m_abstention;

    /** Prepares native memory; {@link #close()} gives it back. */
    public Predictor(BVggNetModel model, PredictionSettings settings) {
        m_model = model;
        m_settings = settings;
        m_abstention = new Abstention(settings, model.classes().size());
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
        return predict(patterns, rowKeys, List.of(), listener);
    }

    /**
     * The same, with classes struck out.
     *
     * @param allowed by row, whether each class may be the answer, or null for all; empty for all classes of all rows
     */
    public List<Prediction> predict(
            float[][] patterns, List<String> rowKeys, List<boolean[]> allowed, PredictionListener listener) {
        if (patterns.length != rowKeys.size() || !allowed.isEmpty() && allowed.size() != patterns.length) {
            throw new IllegalArgumentException(patterns.length + " patterns with " + rowKeys.size() + " row keys and "
                    + allowed.size() + " lists of allowed classes; expected as many of all.");
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
                predictBatch(patterns, rowKeys, allowed, waiting, results);
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
        int points = m_model.input().points();
        if (pattern == null) {
            return "The pattern is missing.";
        }
        if (pattern.length != points) {
            return "The pattern has " + pattern.length + " points; the model takes " + points + " from "
                    + m_model.input().space().grid().startDeg() + " to "
                    + m_model.input().space().grid().endDeg()
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
                    m_model.input().space().grid().at(i),
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

    private void predictBatch(
            float[][] patterns,
            List<String> rowKeys,
            List<boolean[]> allowed,
            List<Integer> rows,
            Prediction[] results) {
        float[][] batch = rows.stream().map(r -> patterns[r]).toArray(float[][]::new);
        ModelSampler.Batch drawn =
                m_sampler.run(batch, rows.stream().map(rowKeys::get).toList());
        m_workers.run(
                batch.length,
                (i, thread) -> results[rows.get(i)] =
                        summarise(drawn, i, allowed.isEmpty() ? null : allowed.get(rows.get(i))));
    }

    /** @param allowed null for every class */
    private Prediction summarise(ModelSampler.Batch drawn, int row, boolean[] allowed) {
        float[] logits = drawn.logits().get(row);
        double temperature =
                m_model.calibration().temperature(logits, m_model.classes().size());
        SampleSummary all = summary(logits, temperature);
        double[] open = isProbit(drawn) ? drawn.probit().get(row) : all.probabilities();
        double ood = oodScore(drawn, row);
        String problem = problem(open, all, ood);
        if (problem != null) {
            return Prediction.failed(problem);
        }
        // struck-out classes are left out of every sample, the probit approximation with them
        SampleSummary summary = allowed == null ? all : summary(ClassRestriction.masked(logits, allowed), temperature);
        double[] p = allowed == null ? open : summary.probabilities();
        double entropy = Categorical.entropy(p);
        // the samples measure what the weights are unsure of; the rest of a probit prediction's entropy is shared by
        // them
        double expectedEntropy = isProbit(drawn) && allowed == null
                ? Math.max(0, entropy - summary.mutualInformation())
                : summary.expectedEntropy();
        int best = Categorical.argMax(p);
        int[] set = m_model.calibration()
                .conformal()
                .map(c -> m_settings.byClass() && c.hasClasses()
                        ? c.setByClass(open, m_settings.coverage())
                        : c.set(open, m_settings.coverage()))
                .map(conforming -> allowed == null ? conforming : ClassRestriction.within(conforming, allowed, best))
                .orElse(null);
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
                m_abstention.reason(p[best], entropy, ood, set),
                null);
    }

    /** @return null where every number is one: a NaN would otherwise pass for certainty */
    private String problem(double[] p, SampleSummary s, double ood) {
        boolean sound = Arrays.stream(p).allMatch(v -> v >= 0 && v <= 1 + 1e-9)
                && Double.isFinite(s.expectedEntropy() + s.mutualInformation() + s.stdDev() + s.low() + s.high())
                && (m_model.calibration().features().isEmpty() || Double.isFinite(ood));
        return sound
                ? null
                : "The network's numbers for this pattern are not finite: its intensities are too large for it, or the model"
                        + " is damaged.";
    }

    private SampleSummary summary(float[] logits, double temperature) {
        return SampleSummary.of(logits, m_model.classes().size(), temperature, m_settings.interval());
    }

    private boolean isProbit(ModelSampler.Batch drawn) {
        return m_settings.probit() && !drawn.probit().isEmpty();
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

    @Override
    public void close() {
        m_sampler.close();
        m_workers.close();
    }
}
