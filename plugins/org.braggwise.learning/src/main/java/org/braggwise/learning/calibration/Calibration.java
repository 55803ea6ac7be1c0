// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the validation rows taught about a trained model: the temperature, the conformal scores, and for each ensemble member the
 * statistics of its penultimate features. Plain data: {@link #settings()} and {@link #arrays()} rebuild it bit for bit.
 *
 * @param temperature divides all logits; 1 where nothing was fitted
 * @param conformal empty where there were no validation rows; predictions then have no sets
 * @param features one for each ensemble member, or none; predictions then have no out-of-distribution score
 * @param source what kind of rows temperature and conformal scores come from
 * @param slope how the temperature goes with a row's own doubt
 */
public record Calibration(
        double temperature,
        Optional<ConformalCalibration> conformal,
        List<FeatureStatistics> features,
        CalibrationSource source,
        EntropySlope slope) {

    /** Nothing fitted. */
    public static final Calibration NONE = new Calibration(1, Optional.empty(), List.of(), CalibrationSource.NONE);

    /** Beyond these every prediction is certain, or none says anything: no fit gives them. */
    private static final double COLDEST = 0.01;

    private static final double HOTTEST = 100;

    /** @throws IllegalArgumentException if the temperature is not one that a fit can give */
    public Calibration {
        if (!(temperature >= COLDEST && temperature <= HOTTEST)) {
            throw new IllegalArgumentException(
                    "Temperature " + temperature + "; expected " + COLDEST + " to " + HOTTEST + ".");
        }
        features = List.copyOf(features);
    }

    /** With one temperature for all rows. */
    public Calibration(
            double temperature,
            Optional<ConformalCalibration> conformal,
            List<FeatureStatistics> features,
            CalibrationSource source) {
        this(temperature, conformal, features, source, EntropySlope.NONE);
    }

    /** As told by nobody: {@link CalibrationSource#UNKNOWN}, or none where there are no scores. */
    public Calibration(double temperature, Optional<ConformalCalibration> conformal, List<FeatureStatistics> features) {
        this(
                temperature,
                conformal,
                features,
                conformal.isPresent() ? CalibrationSource.UNKNOWN : CalibrationSource.NONE);
    }

    /**
     * The temperature of a row.
     *
     * @param samples its logits, samples x classes
     */
    public double temperature(float[] samples, int classes) {
        return slope.temperature(temperature, samples, classes);
    }

    /** JSON-able scalars. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("temperature", temperature);
        conformal.ifPresent(c -> settings.put("conformalScore", c.score().name()));
        settings.put("featureStatistics", features.size());
        settings.put("source", source.name());
        if (!slope.isNone()) {
            settings.put("entropySlope", slope.slope());
            settings.put("entropyPivot", slope.pivot());
        }
        return settings;
    }

    /** The arrays, by name. */
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        conformal.ifPresent(c -> {
            arrays.put("conformalScores", c.scores());
            if (c.hasClasses()) {
                arrays.put("conformalClasses", toFloats(c.labels()));
            }
        });
        for (int m = 0; m < features.size(); m++) {
            String prefix = "features" + m + ".";
            features.get(m).arrays().forEach((name, array) -> arrays.put(prefix + name, array));
        }
        return arrays;
    }

    /**
     * From {@link #settings()} and {@link #arrays()}.
     *
     * @throws IllegalArgumentException if something is missing or does not fit
     */
    public static Calibration of(Map<String, ?> settings, Map<String, float[]> arrays) {
        Object score = settings.get("conformalScore");
        Optional<ConformalCalibration> conformal = Optional.empty();
        if (score != null) {
            float[] scores = arrays.get("conformalScores");
            if (scores == null) {
                throw new IllegalArgumentException(
                        "The stored calibration names a conformal score, " + score + ", but has no scores.");
            }
            float[] labels = arrays.getOrDefault("conformalClasses", new float[0]); // older models have none
            conformal = Optional.of(
                    new ConformalCalibration(ConformalScore.valueOf(score.toString()), scores, toInts(labels)));
        }
        List<FeatureStatistics> features = new ArrayList<>();
        int count = (int) number(settings, "featureStatistics");
        for (int m = 0; m < count; m++) {
            String prefix = "features" + m + ".";
            Map<String, float[]> own = new LinkedHashMap<>();
            arrays.forEach((name, array) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), array);
                }
            });
            features.add(FeatureStatistics.of(own));
        }
        double temperature = number(settings, "temperature");
        Object source = settings.get("source");
        EntropySlope slope = settings.containsKey("entropySlope") // older models have none
                ? new EntropySlope(number(settings, "entropySlope"), number(settings, "entropyPivot"))
                : EntropySlope.NONE;
        return source == null
                ? new Calibration(temperature, conformal, features)
                : new Calibration(
                        temperature, conformal, features, CalibrationSource.valueOf(source.toString()), slope);
    }

    private static float[] toFloats(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }

    private static int[] toInts(float[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }

    private static double number(Map<String, ?> settings, String key) {
        if (settings.get(key) instanceof Number n) {
            return n.doubleValue();
        }
        throw new IllegalArgumentException(
                "The stored calibration's \"" + key + "\" is " + settings.get(key) + "; expected a number.");
    }
}
