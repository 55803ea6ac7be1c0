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
 */
public record Calibration(
        double temperature, Optional<ConformalCalibration> conformal, List<FeatureStatistics> features) {

    /** Nothing fitted. */
    public static final Calibration NONE = new Calibration(1, Optional.empty(), List.of());

    /** @throws IllegalArgumentException if the temperature is not above 0 */
    public Calibration {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Temperature " + temperature + "; expected a finite number above 0.");
        }
        features = List.copyOf(features);
    }

    /** JSON-able scalars. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("temperature", temperature);
        conformal.ifPresent(c -> settings.put("conformalScore", c.score().name()));
        settings.put("featureStatistics", features.size());
        return settings;
    }

    /** The arrays, by name. */
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        conformal.ifPresent(c -> arrays.put("conformalScores", c.scores()));
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
            conformal = Optional.of(new ConformalCalibration(ConformalScore.valueOf(score.toString()), scores));
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
        return new Calibration(number(settings, "temperature"), conformal, features);
    }

    private static double number(Map<String, ?> settings, String key) {
        if (settings.get(key) instanceof Number n) {
            return n.doubleValue();
        }
        throw new IllegalArgumentException(
                "The stored calibration's \"" + key + "\" is " + settings.get(key) + "; expected a number.");
    }
}
