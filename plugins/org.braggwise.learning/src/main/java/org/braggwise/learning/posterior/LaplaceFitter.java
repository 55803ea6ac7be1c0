// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.network.Workers;

/**
 * Fits a {@link Laplace} posterior around a trained head. Rows come in batches through {@link #add}; what is kept does not grow with
 * their number.
 * <p>
 * The prior's precision delta maximises the log marginal likelihood
 * {@code -delta/2 |theta|^2 + D/2 ln delta - 1/2 ln det(H + delta I)} (MacKay 1992), H the GGN matrix at the MAP; the likelihood at the
 * MAP does not depend on delta.
 */
public final class LaplaceFitter {
    private static final int BATCH = 32;
    private static final double LOWEST_LOG_PRECISION = Math.log(1e-6);
    private static final double HIGHEST_LOG_PRECISION = Math.log(1e6);

    private final Head m_centre;
    private final LaplaceSettings m_settings;
    private final Workers m_workers;
    private final Optional<OutputCurvature> m_full;
    private final KroneckerFactors m_output;
    private final Optional<KroneckerFactors> m_dense;
    private long m_rows;

    /**
     * @param centre the trained (MAP) head
     * @param workers whose threads it works on and who may cancel it
     */
    public LaplaceFitter(Head centre, LaplaceSettings settings, Workers workers) {
        m_centre = centre;
        m_settings = settings;
        m_workers = workers;
        m_full = settings.full(centre.width(), centre.classes())
                ? Optional.of(new OutputCurvature(centre.width(), centre.classes(), workers))
                : Optional.empty();
        m_output = KroneckerFactors.complete(centre.width(), centre.classes());
        m_dense = settings.dense()
                ? Optional.of(KroneckerFactors.lowRank(centre.features(), centre.width(), settings.denseRank()))
                : Optional.empty();
    }

    /**
     * @param weights trained (MAP)
     * @param patterns the rows they were trained on
     * @return the posterior around them
     * @throws java.util.concurrent.CancellationException if the workers were cancelled
     */
    public static Laplace fit(NetworkWeights weights, float[][] patterns, LaplaceSettings settings, Workers workers) {
        var fitter = new LaplaceFitter(Head.of(weights.spec(), weights), settings, workers);
        try (TrunkRunner runner = Engine.get().runner(weights, workers)) {
            for (int from = 0; from < patterns.length; from += BATCH) {
                int to = Math.min(patterns.length, from + BATCH);
                fitter.add(runner.features(Arrays.copyOfRange(patterns, from, to), null), to - from);
            }
        }
        return fitter.fit();
    }

    /**
     * Adds training rows. The GGN of cross-entropy does not depend on the labels.
     *
     * @param trunkFeatures rows x features
     */
    public void add(float[] trunkFeatures, int rows) {
        int width = m_centre.width();
        int classes = m_centre.classes();
        float[] pre = m_centre.preActivation(trunkFeatures, rows);
        float[] hidden = pre.clone();
        Head.relu(hidden);
        float[] logits = m_centre.logits(hidden, rows);
        double[][] probabilities = new double[rows][];
        for (int r = 0; r < rows; r++) {
            probabilities[r] = Categorical.softmax(logits, r * classes, classes, 1);
        }
        m_full.ifPresent(full -> full.add(hidden, probabilities));
        for (int r = 0; r < rows; r++) {
            m_workers.checkCancelled();
            double[] curvature = softmaxCurvature(probabilities[r]);
            m_output.add(hidden, r * width, curvature);
            if (m_dense.isPresent()) {
                m_dense.get().add(trunkFeatures, r * m_centre.features(), throughRelu(pre, r, curvature));
            }
        }
        m_rows += rows;
    }

    /** diag(p) - p p^T: the Hessian of cross-entropy in the logits. */
    static double[] softmaxCurvature(double[] p) {
        int classes = p.length;
        double[] curvature = new double[classes * classes];
        for (int c = 0; c < classes; c++) {
            for (int e = 0; e < classes; e++) {
                curvature[c * classes + e] = (c == e ? p[c] : 0) - p[c] * p[e];
            }
        }
        return curvature;
    }

    /** The GGN in the dense layer's outputs: G curvature G^T with G the output weights of the active units. */
    private double[] throughRelu(float[] pre, int row, double[] curvature) {
        int width = m_centre.width();
        int classes = m_centre.classes();
        float[] v = m_centre.outputWeight();
        double[] left = new double[width * classes];
        double[] result = new double[width * width];
        for (int i = 0; i < width; i++) {
            if (pre[row * width + i] > 0) {
                for (int c = 0; c < classes; c++) {
                    for (int e = 0; e < classes; e++) {
                        left[i * classes + e] += v[i * classes + c] * curvature[c * classes + e];
                    }
                }
            }
        }
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                if (pre[row * width + i] > 0 && pre[row * width + j] > 0) {
                    double sum = 0;
                    for (int c = 0; c < classes; c++) {
                        sum += left[i * classes + c] * v[j * classes + c];
                    }
                    result[i * width + j] = sum;
                }
            }
        }
        return result;
    }

    /**
     * The posterior for the rows added so far.
     *
     * @throws IllegalStateException if no row was added
     * @throws java.util.concurrent.CancellationException if the workers were cancelled
     */
    public Laplace fit() {
        if (m_rows == 0) {
            throw new IllegalStateException(
                    "A Laplace posterior needs training rows; none was added. Fit it on the training table.");
        }
        KroneckerFactors.Spectrum output = m_output.spectrum(m_workers);
        Optional<KroneckerFactors.Spectrum> dense = m_dense.map(d -> d.spectrum(m_workers));
        double squaredNorm = squares(m_centre.outputWeight()) + squares(m_centre.outputBias());
        long parameters = (long) (m_centre.width() + 1) * m_centre.classes();
        if (dense.isPresent()) {
            squaredNorm += squares(m_centre.denseWeight()) + squares(m_centre.denseBias());
            parameters += (long) (m_centre.features() + 1) * m_centre.width();
        }
        double norm = squaredNorm;
        long count = parameters;
        DoubleUnaryOperator denseDeterminant =
                precision -> dense.map(s -> s.logDeterminant(precision)).orElse(0.0);
        DoubleUnaryOperator rough =
                evidence(norm, count, precision -> output.logDeterminant(precision), denseDeterminant);
        DoubleUnaryOperator evidence = m_full.map(full -> evidence(norm, count, full::logDeterminant, denseDeterminant))
                .orElse(rough);
        double logPrecision = m_settings.priorPrecision().isPresent()
                ? Math.log(m_settings.priorPrecision().getAsDouble())
                : GoldenSection.maximise(rough, LOWEST_LOG_PRECISION, HIGHEST_LOG_PRECISION, 0.01);
        if (m_full.isPresent() && m_settings.priorPrecision().isEmpty()) {
            // each look at the full matrix costs a factorisation, so it starts from the Kronecker factors' answer
            logPrecision = GoldenSection.narrow(evidence, logPrecision - 2, logPrecision + 2, 0.05);
        }
        double precision = Math.exp(logPrecision);
        LayerCovariance covariance = m_full.<LayerCovariance>map(full -> full.covariance(precision))
                .orElseGet(() -> output.covariance(precision));
        return new Laplace(
                covariance,
                dense.map(s -> s.covariance(precision)),
                precision,
                evidence.applyAsDouble(logPrecision),
                m_settings.samples());
    }

    private DoubleUnaryOperator evidence(
            double squaredNorm,
            long parameters,
            DoubleUnaryOperator outputDeterminant,
            DoubleUnaryOperator denseDeterminant) {
        return logPrecision -> {
            m_workers.checkCancelled();
            double precision = Math.exp(logPrecision);
            double logDeterminant =
                    outputDeterminant.applyAsDouble(precision) + denseDeterminant.applyAsDouble(precision);
            return -precision / 2 * squaredNorm + parameters / 2.0 * logPrecision - logDeterminant / 2;
        };
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += (double) v * v;
        }
        return sum;
    }
}
