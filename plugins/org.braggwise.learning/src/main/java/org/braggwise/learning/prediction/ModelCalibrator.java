// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.calibration.CalibrationSource;
import org.braggwise.learning.calibration.ConformalCalibration;
import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.calibration.EntropySlope;
import org.braggwise.learning.calibration.FeatureStatistics;
import org.braggwise.learning.calibration.TemperatureScaling;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Categorical;

/**
 * Fits a trained model's {@link Calibration} on rows it was not trained on: first the temperature, then, with it, the conformal scores, and
 * the penultimate features' statistics. Temperature and scores share the rows: the temperature is one number, so what it learns of them is
 * negligible beside the scores' own spread.
 */
public final class ModelCalibrator {
    private static final int BATCH = 32;
    /** Class means and one covariance are known well enough from so many rows; more would only take memory and time. */
    static final int FEATURE_ROWS = 20_000;

    private static final int FEATURE_ROWS_OF_A_CLASS = 100;

    private final ConformalScore m_score;
    private final long m_seed;
    private final Workers m_workers;
    private final boolean m_byEntropy;

    /**
     * @param score of the conformal sets
     * @param seed of the posterior's samples
     * @param workers whose threads it works on and who may cancel it
     */
    public ModelCalibrator(ConformalScore score, long seed, Workers workers) {
        this(score, seed, workers, false);
    }

    /** @param byEntropy whether the temperature goes with a row's doubt: see {@link EntropySlope} */
    public ModelCalibrator(ConformalScore score, long seed, Workers workers, boolean byEntropy) {
        m_byEntropy = byEntropy;
        m_score = score;
        m_seed = seed;
        m_workers = workers;
    }

    /**
     * The calibration; the model's own is not looked at.
     *
     * @param training rows for the feature statistics: those the model was trained on, or a part of them; of more than 20,000 as large
     *            a share of each class is taken, but at least 100 rows
     * @param validation rows with known classes; where there is none, only the feature statistics are fitted. Temperature and conformal
     *            scores come from those of real structures alone where there are any: confidences are to hold for such
     * @throws IllegalArgumentException if there is no training row
     * @throws java.util.concurrent.CancellationException if the workers were cancelled
     */
    public Calibration calibrate(BVggNetModel model, LabelledPatterns training, LabelledPatterns validation) {
        return fit(model, training, validation).calibration();
    }

    /**
     * What a fit gave.
     *
     * @param calibration see {@link #calibrate}
     * @param labels true classes of the rows that temperature and conformal scores come from
     * @param predicted classes that the calibrated model gives them
     */
    public record Fit(Calibration calibration, int[] labels, int[] predicted) {}

    /** As {@link #calibrate}, with the answers on the rows that it calibrates by. */
    public Fit fit(BVggNetModel model, LabelledPatterns training, LabelledPatterns validation) {
        return fit(model, training, validation, new float[0][]);
    }

    /**
     * The same, with patterns that the model is to know as foreign.
     *
     * @param foreign on the model's grid and scale, of structure types that it does not learn; none for none
     */
    public Fit fit(BVggNetModel model, LabelledPatterns training, LabelledPatterns validation, float[][] foreign) {
        LabelledPatterns known = forStatistics(training);
        BVggNetModel plain = model.withCalibration(Calibration.NONE);
        int classes = model.classes().size();
        List<float[]> logits = new ArrayList<>();
        List<float[]> trainingFeatures;
        List<float[]> validationFeatures;
        List<float[]> foreignFeatures;
        LabelledPatterns others = new LabelledPatterns(
                foreign,
                new int[foreign.length],
                model.classes(),
                Collections.nCopies(foreign.length, "foreign"),
                Collections.nCopies(foreign.length, "foreign"));
        try (ModelSampler sampler = new ModelSampler(plain, m_seed, 0, m_workers)) {
            validationFeatures = inBatches(plain, validation, (patterns, keys) -> {
                ModelSampler.Batch batch = sampler.run(patterns, keys);
                logits.addAll(batch.logits());
                return batch.penultimate();
            });
            trainingFeatures = inBatches(plain, known, (patterns, keys) -> sampler.penultimate(patterns));
            foreignFeatures = inBatches(plain, others, (patterns, keys) -> sampler.penultimate(patterns));
        }
        List<FeatureStatistics> statistics = new ArrayList<>();
        for (int m = 0; m < model.members().size(); m++) {
            statistics.add(FeatureStatistics.fit(
                    trainingFeatures.get(m),
                    known.labels(),
                    classes,
                    model.members().get(m).spec().denseWidth(),
                    validationFeatures.get(m),
                    foreignFeatures.get(m),
                    m_workers));
        }
        return fit(validation, logits, classes, statistics);
    }

    /**
     * Temperature and conformal scores anew; the statistics of the features stay those of the model's calibration, so that no training row is
     * needed.
     */
    public Fit refit(BVggNetModel model, LabelledPatterns validation) {
        BVggNetModel plain = model.withCalibration(Calibration.NONE);
        List<float[]> logits = new ArrayList<>();
        try (ModelSampler sampler = new ModelSampler(plain, m_seed, 0, m_workers)) {
            inBatches(plain, validation, (patterns, keys) -> {
                ModelSampler.Batch batch = sampler.run(patterns, keys);
                logits.addAll(batch.logits());
                return batch.penultimate();
            });
        }
        return fit(
                validation, logits, model.classes().size(), model.calibration().features());
    }

    private Fit fit(
            LabelledPatterns validation, List<float[]> logits, int classes, List<FeatureStatistics> statistics) {
        if (validation.size() == 0) {
            return new Fit(new Calibration(1, Optional.empty(), statistics), new int[0], new int[0]);
        }
        CalibrationSource source = CalibrationSource.VIRTUAL;
        List<Integer> rows = IntStream.range(0, validation.size()).boxed().toList();
        if (rows.stream().anyMatch(r -> !validation.virtual()[r])) {
            source = CalibrationSource.REAL;
            rows = rows.stream().filter(r -> !validation.virtual()[r]).toList();
        }
        List<float[]> drawn = rows.stream().map(logits::get).toList();
        int[] labels = rows.stream().mapToInt(r -> validation.labels()[r]).toArray();
        double temperature = TemperatureScaling.fit(drawn, labels, classes, m_workers);
        EntropySlope slope =
                m_byEntropy ? EntropySlope.fit(drawn, labels, classes, temperature, m_workers) : EntropySlope.NONE;
        double[][] probabilities = new double[labels.length][];
        m_workers.run(
                probabilities.length,
                (r, thread) -> probabilities[r] = SampleSummary.of(
                                drawn.get(r),
                                classes,
                                slope.temperature(temperature, drawn.get(r), classes),
                                IntervalKind.NORMAL)
                        .probabilities());
        int[] predicted =
                Arrays.stream(probabilities).mapToInt(Categorical::argMax).toArray();
        return new Fit(
                new Calibration(
                        temperature,
                        Optional.of(ConformalCalibration.fit(m_score, probabilities, labels)),
                        statistics,
                        source,
                        slope),
                labels,
                predicted);
    }

    /** @return the rows, or evenly spaced ones of each class */
    static LabelledPatterns forStatistics(LabelledPatterns rows) {
        if (rows.size() <= FEATURE_ROWS) {
            return rows;
        }
        List<Integer> kept = new ArrayList<>();
        Map<Integer, List<Integer>> byClass = IntStream.range(0, rows.size())
                .boxed()
                .collect(Collectors.groupingBy(r -> rows.labels()[r], TreeMap::new, Collectors.toList()));
        for (List<Integer> own : byClass.values()) {
            int share = (int) ((long) own.size() * FEATURE_ROWS / rows.size());
            int n = Math.min(own.size(), Math.max(FEATURE_ROWS_OF_A_CLASS, share));
            for (int i = 0; i < n; i++) {
                kept.add(own.get((int) ((long) i * own.size() / n)));
            }
        }
        return rows.subset(kept);
    }

    /** @return [member]: rows x width */
    private static List<float[]> inBatches(
            BVggNetModel model, LabelledPatterns rows, BiFunction<float[][], List<String>, List<float[]>> penultimate) {
        List<float[]> features = new ArrayList<>();
        model.members()
                .forEach(m -> features.add(new float[rows.size() * m.spec().denseWidth()]));
        for (int from = 0; from < rows.size(); from += BATCH) {
            int to = Math.min(rows.size(), from + BATCH);
            List<float[]> some = penultimate.apply(
                    Arrays.copyOfRange(rows.patterns(), from, to),
                    rows.rowKeys().subList(from, to));
            for (int m = 0; m < features.size(); m++) {
                float[] own = some.get(m);
                System.arraycopy(own, 0, features.get(m), from * (own.length / (to - from)), own.length);
            }
        }
        return features;
    }
}
