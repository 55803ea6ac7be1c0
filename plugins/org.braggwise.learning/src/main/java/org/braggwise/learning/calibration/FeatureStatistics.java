// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.braggwise.learning.network.Workers;

/**
 * Out-of-distribution score of penultimate features. A model that was shown patterns of foreign structure types asks a
 * {@link ForeignDetector}. Another one takes the squared Mahalanobis distance to the nearest class mean with one covariance for all
 * classes (Lee et al. 2018, NeurIPS), shrunk towards a multiple of the identity by Ledoit and Wolf's rule (2004, J. Multivar. Anal. 88,
 * 365), since ReLU features are few rows for many nearly constant dimensions; on real data it is a weak score. Either is then read as a
 * percentile of the validation rows, so that 0.95 means "further out than 95 % of the rows the network was validated on".
 */
public final class FeatureStatistics {
    private final int m_width;
    private final float[] m_means; // classes x width; NaN rows: classes without training rows
    private final float[] m_whitening; // L^-1 packed lower, covariance = L L^T
    private final float[] m_validationDistances; // ascending
    private final ForeignDetector m_foreign; // null for none

    private FeatureStatistics(
            int width, float[] means, float[] whitening, float[] validationDistances, ForeignDetector foreign) {
        m_width = width;
        m_means = means;
        m_whitening = whitening;
        m_validationDistances = validationDistances;
        m_foreign = foreign;
    }

    /**
     * Means and covariance of the training rows, distances of the validation rows.
     *
     * @param training rows x width penultimate features
     * @param labels of the training rows
     * @param classes number of classes; those without a training row are never the nearest
     * @param validation rows x width; where there are none, the training rows stand in (their percentiles are then too strict)
     * @param workers whose threads it works on and who may cancel it
     * @throws IllegalArgumentException if there is no training row
     */
    public static FeatureStatistics fit(
            float[] training, int[] labels, int classes, int width, float[] validation, Workers workers) {
        return fit(training, labels, classes, width, validation, new float[0], workers);
    }

    /**
     * The same, having been shown foreign patterns.
     *
     * @param foreign rows x width; empty for none
     */
    public static FeatureStatistics fit(
            float[] training,
            int[] labels,
            int classes,
            int width,
            float[] validation,
            float[] foreign,
            Workers workers) {
        if (labels.length == 0 || training.length != (long) labels.length * width) {
            throw new IllegalArgumentException(
                    "Feature statistics got " + training.length + " values for " + labels.length + " training rows of "
                            + width + " features; expected one value a feature and at least one row.");
        }
        double[] means = classMeans(training, labels, classes, width);
        double[] lower = ShrunkCovariance.of(centred(training, labels, means, width), labels.length, width, workers)
                .choleskyFactor();
        float[] stored = new float[means.length];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = (float) means[i];
        }
        ForeignDetector detector = foreign.length == 0 ? null : ForeignDetector.fit(training, foreign, width, workers);
        FeatureStatistics withoutDistances =
                new FeatureStatistics(width, stored, invertLower(lower, width), new float[0], detector);
        float[] held = validation.length > 0 ? validation : training;
        float[] distances = new float[held.length / width];
        workers.run(distances.length, (r, thread) -> distances[r] = (float) withoutDistances.distance(held, r * width));
        Arrays.sort(distances);
        return new FeatureStatistics(width, stored, withoutDistances.m_whitening, distances, detector);
    }

    private static double[] classMeans(float[] training, int[] labels, int classes, int width) {
        double[] means = new double[classes * width];
        int[] counts = new int[classes];
        for (int r = 0; r < labels.length; r++) {
            counts[labels[r]]++;
            for (int i = 0; i < width; i++) {
                means[labels[r] * width + i] += training[r * width + i];
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= counts[i / width]; // 0 / 0: NaN marks a class without rows
        }
        return means;
    }

    private static double[] centred(float[] training, int[] labels, double[] means, int width) {
        double[] centred = new double[training.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = training[i] - means[labels[i / width] * width + i % width];
        }
        return centred;
    }

    private static float[] invertLower(double[] lower, int n) {
        float[] packed = new float[n * (n + 1) / 2];
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            Arrays.fill(column, 0);
            for (int i = j; i < n; i++) {
                double s = i == j ? 1 : 0;
                for (int k = j; k < i; k++) {
                    s -= lower[i * n + k] * column[k];
                }
                column[i] = s / lower[i * n + i];
                packed[i * (i + 1) / 2 + j] = (float) column[i];
            }
        }
        return packed;
    }

    /**
     * How unlike the training the features from offset on are: the odds of being a foreign pattern's, or the squared Mahalanobis distance
     * to the nearest class mean.
     */
    public double distance(float[] features, int offset) {
        if (m_foreign != null) {
            return Math.min(Float.MAX_VALUE, Math.exp(m_foreign.logOdds(features, offset)));
        }
        double nearest = Double.POSITIVE_INFINITY;
        double[] difference = new double[m_width];
        for (int c = 0; c < m_means.length / m_width; c++) {
            if (!Float.isNaN(m_means[c * m_width])) {
                for (int i = 0; i < m_width; i++) {
                    difference[i] = features[offset + i] - m_means[c * m_width + i];
                }
                nearest = Math.min(nearest, squaredLength(difference, nearest));
            }
        }
        return nearest;
    }

    /** |L^-1 d|^2, given up once it exceeds the limit. */
    private double squaredLength(double[] difference, double limit) {
        double sum = 0;
        int at = 0;
        for (int i = 0; i < m_width && sum < limit; i++) {
            double v = 0;
            for (int k = 0; k <= i; k++) {
                v += m_whitening[at++] * difference[k];
            }
            sum += v * v;
        }
        return sum;
    }

    /**
     * Fraction of the validation rows that lie closer, 0 to below 1. Beyond the furthest of n validation rows it goes on towards 1 as
     * 1 - (furthest / distance) / (n + 1), so that far rows keep their order.
     */
    public double percentile(double distance) {
        if (Double.isNaN(distance)) {
            return Double.NaN;
        }
        int n = m_validationDistances.length;
        float furthest = m_validationDistances[n - 1];
        if (distance > furthest) {
            return 1 - furthest / distance / (n + 1);
        }
        int closer = 0;
        int end = n;
        while (closer < end) { // first row that is not closer
            int middle = (closer + end) >>> 1;
            if (m_validationDistances[middle] < distance) {
                closer = middle + 1;
            } else {
                end = middle;
            }
        }
        return closer / (n + 1.0);
    }

    /** Whether the score has been shown foreign patterns. */
    public boolean knowsForeign() {
        return m_foreign != null;
    }

    /** Number of features. */
    public int width() {
        return m_width;
    }

    /** The stored arrays, by name; not copied. */
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("means", m_means);
        arrays.put("whitening", m_whitening);
        arrays.put("validationDistances", m_validationDistances);
        if (m_foreign != null) {
            arrays.put("foreignWeights", m_foreign.weights());
            arrays.put("foreignBias", new float[] {m_foreign.bias()});
        }
        return arrays;
    }

    /**
     * From {@link #arrays()}.
     *
     * @throws IllegalArgumentException if an array is missing or sizes do not fit
     */
    public static FeatureStatistics of(Map<String, float[]> arrays) {
        float[] means = arrays.get("means");
        float[] whitening = arrays.get("whitening");
        float[] distances = arrays.get("validationDistances");
        if (means == null || whitening == null || distances == null) {
            throw new IllegalArgumentException("Stored feature statistics hold " + arrays.keySet()
                    + "; expected means, whitening and validationDistances.");
        }
        int width = (int) Math.round((Math.sqrt(8.0 * whitening.length + 1) - 1) / 2);
        if (width * (width + 1) / 2 != whitening.length || means.length % width != 0 || distances.length == 0) {
            throw new IllegalArgumentException(
                    "Stored feature statistics of " + means.length + " means, " + whitening.length
                            + " whitening values and " + distances.length + " distances do not fit together.");
        }
        float[] weights = arrays.get("foreignWeights");
        float[] bias = arrays.get("foreignBias");
        if ((weights == null) != (bias == null) || weights != null && (weights.length != width || bias.length != 1)) {
            throw new IllegalArgumentException(
                    "The stored detector of foreign patterns does not fit " + width + " features.");
        }
        return new FeatureStatistics(
                width, means, whitening, distances, weights == null ? null : new ForeignDetector(weights, bias[0]));
    }
}
