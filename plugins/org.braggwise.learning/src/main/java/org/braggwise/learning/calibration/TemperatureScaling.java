// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import java.util.List;

import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.GoldenSection;

/**
 * Temperature scaling (Guo et al. 2017, PMLR 70, 1321): one number T that divides all logits and minimises the negative log-likelihood of
 * held-out rows. It leaves the order of the classes within a sample alone and makes the confidence match the accuracy. With posterior
 * samples the likelihood is that of the mean of the samples' probabilities, as the prediction uses it.
 * <p>
 * Where all rows are right the likelihood has no optimum: it goes on rising as T falls to 0, and a handful of rows would make every
 * prediction certain. So ln T has a normal prior with mean 0 (leave the network as it is) and variance 1. A row tells of ln T the
 * variance of its logits / T under the predicted probabilities (its Fisher information), so the prior weighs as much as one row whose
 * logits spread by 1, and its pull on the temperature falls with the number of rows.
 */
public final class TemperatureScaling {
    private static final double LOWEST = Math.log(0.05);
    private static final double HIGHEST = Math.log(20);
    private static final double PRIOR_PRECISION = 1;
    /** Rows that a thread takes at a time. */
    private static final int ROWS = 32;

    private TemperatureScaling() {}

    /**
     * The temperature in [0.05, 20] of the highest posterior density.
     *
     * @param logits a row's samples x classes
     * @param labels a class index a row
     * @param classes number of classes
     * @param workers whose threads it works on and who may cancel it
     * @throws IllegalArgumentException if there are no rows or the sizes do not fit
     */
    public static double fit(List<float[]> logits, int[] labels, int classes, Workers workers) {
        return fit(logits, labels, classes, PRIOR_PRECISION, workers);
    }

    /** @param priorPrecision of ln T; 0 for the likelihood alone */
    static double fit(List<float[]> logits, int[] labels, int classes, double priorPrecision, Workers workers) {
        if (logits.isEmpty() || logits.size() != labels.length) {
            throw new IllegalArgumentException(
                    "Temperature scaling got " + logits.size() + " rows of logits and " + labels.length
                            + " labels; expected as many of both, and at least one. Keep rows aside for validation.");
        }
        return Math.exp(GoldenSection.maximise(
                t -> -priorPrecision / 2 * t * t
                        - labels.length * negativeLogLikelihood(logits, labels, classes, Math.exp(t), workers),
                LOWEST,
                HIGHEST,
                1e-5));
    }

    /** Mean of -ln p(label) in nats, p the mean over samples of softmax(logits / temperature). */
    static double negativeLogLikelihood(
            List<float[]> logits, int[] labels, int classes, double temperature, Workers workers) {
        double[] each = new double[labels.length];
        workers.run((labels.length + ROWS - 1) / ROWS, (part, thread) -> {
            for (int r = part * ROWS; r < Math.min(labels.length, (part + 1) * ROWS); r++) {
                each[r] = logProbability(logits.get(r), labels[r], classes, temperature);
            }
        });
        double sum = 0;
        for (double v : each) {
            sum -= v;
        }
        return sum / labels.length;
    }

    /** ln of the mean over samples, by log-sum-exp throughout: a label with probability 1e-300 still has a finite loss. */
    static double logProbability(float[] samples, int label, int classes, double temperature) {
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
