// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import java.util.List;

/**
 * Temperature scaling (Guo et al. 2017, PMLR 70, 1321): one number T that divides all logits and minimises the negative log-likelihood of
 * held-out rows. It leaves the order of the classes within a sample alone and makes the confidence match the accuracy. With posterior
 * samples the likelihood is that of the mean of the samples' probabilities, as the prediction uses it.
 */
public final class TemperatureScaling {
    private static final double LOWEST = Math.log(0.05);
    private static final double HIGHEST = Math.log(20);

    private TemperatureScaling() {
    }

    /**
     * The temperature in [0.05, 20] with the smallest negative log-likelihood.
     *
     * @param logits a row's samples x classes
     * @param labels a class index a row
     * @param classes number of classes
     * @throws IllegalArgumentException if there are no rows or the sizes do not fit
     */
    public static double fit(List<float[]> logits, int[] labels, int classes) {
        if (logits.isEmpty() || logits.size() != labels.length) {
            throw new IllegalArgumentException("Temperature scaling got " + logits.size() + " rows of logits and " + labels.length
                + " labels; expected as many of both, and at least one. Keep rows aside for validation.");
        }
        double low = LOWEST;
        double high = HIGHEST;
        int steps = 20;
        double width = (high - low) / steps;
        double best = low;
        double bestValue = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= steps; i++) {
            double value = negativeLogLikelihood(logits, labels, classes, Math.exp(low + i * width));
            if (value < bestValue) {
                bestValue = value;
                best = low + i * width;
            }
        }
        return Math.exp(goldenSection(logits, labels, classes, Math.max(LOWEST, best - width), Math.min(HIGHEST, best + width)));
    }

    private static double goldenSection(List<float[]> logits, int[] labels, int classes, double low, double high) {
        double golden = (Math.sqrt(5) - 1) / 2;
        double a = low;
        double b = high;
        while (b - a > 1e-5) {
            double x1 = b - golden * (b - a);
            double x2 = a + golden * (b - a);
            if (negativeLogLikelihood(logits, labels, classes, Math.exp(x1)) > negativeLogLikelihood(logits, labels, classes, Math.exp(x2))) {
                a = x1;
            } else {
                b = x2;
            }
        }
        return (a + b) / 2;
    }

    /** Mean of -ln p(label) in nats, p the mean over samples of softmax(logits / temperature). */
    public static double negativeLogLikelihood(List<float[]> logits, int[] labels, int classes, double temperature) {
        double sum = 0;
        for (int r = 0; r < labels.length; r++) {
            sum -= logProbability(logits.get(r), labels[r], classes, temperature);
        }
        return sum / labels.length;
    }

    /** ln of the mean over samples, by log-sum-exp throughout: a label with probability 1e-300 still has a finite loss. */
    private static double logProbability(float[] samples, int label, int classes, double temperature) {
        int count = samples.length / classes;
        double[] each = new double[count];
        double largest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < count; s++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                max = Math.max(max, samples[s * classes + c]);
            }
            double total = 0;
            for (int c = 0; c < classes; c++) {
                total += Math.exp((samples[s * classes + c] - max) / temperature);
            }
            each[s] = (samples[s * classes + label] - max) / temperature - Math.log(total);
            largest = Math.max(largest, each[s]);
        }
        double sum = 0;
        for (double v : each) {
            sum += Math.exp(v - largest);
        }
        return largest + Math.log(sum / count);
    }
}
