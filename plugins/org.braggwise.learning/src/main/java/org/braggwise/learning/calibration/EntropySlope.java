// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

import java.util.List;

import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Categorical;
import org.braggwise.learning.posterior.GoldenSection;

/**
 * How the temperature goes with a row's own doubt (entropy-based temperature scaling, Balanya, Maronas and Ramos 2022, arXiv:2208.00461): ln T
 * of a row is that of all rows plus slope x (entropy - pivot), the entropy that of the mean of its samples' probabilities at the temperature of
 * all rows. One temperature can only make all rows surer, or none; labels that were smoothed in training, for one, leave the sure rows too
 * unsure while the doubtful ones are too sure.
 * <p>
 * The slope is the most probable one on held-out rows, for a normal prior about 0 with a deviation of 1/4 a nat: few rows do not move it.
 *
 * @param slope change of ln T a nat of entropy, -1 to 1; 0 for one temperature of all rows
 * @param pivot entropy in nats of a row that keeps the temperature of all: the mean of the held-out rows
 */
public record EntropySlope(double slope, double pivot) {

    /** One temperature for all rows. */
    public static final EntropySlope NONE = new EntropySlope(0, 0);

    private static final double STEEPEST = 1;
    private static final double PRIOR_PRECISION = 16;
    /** Rows that a thread takes at a time. */
    private static final int ROWS = 32;

    /** @throws IllegalArgumentException if a number is none that a fit can give */
    public EntropySlope {
        if (!(Math.abs(slope) <= STEEPEST) || !(pivot >= 0 && pivot < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The temperature's slope with the entropy is " + slope + " about "
                    + pivot + " nats; expected -1 to 1, and a finite pivot from 0 on.");
        }
    }

    /** @return whether all rows have one temperature */
    public boolean isNone() {
        return slope == 0;
    }

    /**
     * The temperature of a row.
     *
     * @param temperature of all rows
     * @param samples the row's logits, samples x classes
     */
    public double temperature(double temperature, float[] samples, int classes) {
        return isNone()
                ? temperature
                : temperature * Math.exp(slope * (entropy(samples, classes, temperature) - pivot));
    }

    /** @return entropy of the mean over the samples of softmax(logits / temperature), nats */
    private static double entropy(float[] samples, int classes, double temperature) {
        double[] mean = new double[classes];
        int count = samples.length / classes;
        for (int s = 0; s < count; s++) {
            double[] p = Categorical.softmax(samples, s * classes, classes, temperature);
            for (int c = 0; c < classes; c++) {
                mean[c] += p[c] / count;
            }
        }
        return Categorical.entropy(mean);
    }

    /**
     * Fits the slope.
     *
     * @param logits a row's samples x classes
     * @param labels a class index a row
     * @param classes number of classes
     * @param temperature of all rows, as {@link TemperatureScaling} gives it
     * @param workers whose threads it works on and who may cancel it
     * @throws IllegalArgumentException if there are no rows or the sizes do not fit
     */
    public static EntropySlope fit(
            List<float[]> logits, int[] labels, int classes, double temperature, Workers workers) {
        if (logits.isEmpty() || logits.size() != labels.length) {
            throw new IllegalArgumentException("The temperature's slope is to be fitted to " + logits.size()
                    + " rows of logits and " + labels.length + " labels; expected as many of both, and at least one.");
        }
        double[] entropies = new double[labels.length];
        inParts(labels.length, workers, r -> entropies[r] = entropy(logits.get(r), classes, temperature));
        double pivot = java.util.Arrays.stream(entropies).average().orElseThrow();
        double[] each = new double[labels.length];
        double slope = GoldenSection.maximise(
                a -> {
                    inParts(
                            labels.length,
                            workers,
                            r -> each[r] = TemperatureScaling.logProbability(
                                    logits.get(r),
                                    labels[r],
                                    classes,
                                    temperature * Math.exp(a * (entropies[r] - pivot))));
                    double sum = -PRIOR_PRECISION / 2 * a * a;
                    for (double v : each) {
                        sum += v;
                    }
                    return sum;
                },
                -STEEPEST,
                STEEPEST,
                1e-4);
        return new EntropySlope(slope, pivot);
    }

    private static void inParts(int rows, Workers workers, java.util.function.IntConsumer row) {
        workers.run((rows + ROWS - 1) / ROWS, (part, thread) -> {
            for (int r = part * ROWS; r < Math.min(rows, (part + 1) * ROWS); r++) {
                row.accept(r);
            }
        });
    }
}
