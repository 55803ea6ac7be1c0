// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;

/**
 * Laplace approximation: a Gaussian around the MAP weights whose precision is the generalised Gauss-Newton (GGN) matrix of the training
 * loss plus the prior's precision (MacKay 1992; Daxberger et al. 2021, NeurIPS). Over the output layer, or over the dense and the output
 * layer (block diagonal, Kronecker-factored).
 * <p>
 * Predictions use the network linearised at the MAP (Immer, Korzepa and Bauer 2021, PMLR 130, 703), where the logits of a row are
 * exactly Gaussian: mean f(x), covariance J Sigma J^T. For the output layer alone nothing is lost by that: logits are linear in it.
 * Made by {@link LaplaceFitter}.
 */
public final class Laplace implements Posterior {
    static final String METHOD = "laplace";

    private final LayerCovariance m_output;
    private final Optional<KroneckerCovariance> m_dense;
    private final double m_priorPrecision;
    private final double m_logEvidence;
    private final int m_samples;

    Laplace(
            LayerCovariance output,
            Optional<KroneckerCovariance> dense,
            double priorPrecision,
            double logEvidence,
            int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("Laplace posterior with " + samples + " samples; expected at least 1.");
        }
        m_output = output;
        m_dense = dense;
        m_priorPrecision = priorPrecision;
        m_logEvidence = logEvidence;
        m_samples = samples;
    }

    static Laplace of(StoredPosterior stored) {
        int width = stored.count("width");
        int classes = stored.count("classes");
        boolean full = stored.text("structure").equals("full");
        LayerCovariance output = full
                ? FullCovariance.of(stored, "output", width, classes)
                : KroneckerCovariance.of(stored, "output", width, classes);
        Optional<KroneckerCovariance> dense = stored.hasArray("denseInputVectors")
                ? Optional.of(KroneckerCovariance.of(stored, "dense", stored.count("features"), width))
                : Optional.empty();
        return new Laplace(
                output, dense, stored.number("priorPrecision"), stored.number("logEvidence"), stored.count("samples"));
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public int samples() {
        return m_samples;
    }

    /** Precision of the zero-mean Gaussian prior on every weight that the posterior covers. */
    public double priorPrecision() {
        return m_priorPrecision;
    }

    /** Log marginal likelihood of the training labels at that precision, up to a constant that does not depend on it. */
    public double logEvidence() {
        return m_logEvidence;
    }

    /** "full" or "kronecker": the structure of the output layer's covariance. */
    public String structure() {
        return m_output instanceof FullCovariance ? "full" : "kronecker";
    }

    /** Whether the dense layer is uncertain too. */
    public boolean coversDense() {
        return m_dense.isPresent();
    }

    /**
     * Covariance of the logits of each row, rows x classes x classes.
     *
     * @param trunkFeatures rows x features
     */
    public double[] logitCovariances(Head centre, float[] trunkFeatures, int rows) {
        return covariances(centre, trunkFeatures, centre.preActivation(trunkFeatures, rows), rows);
    }

    private double[] covariances(Head centre, float[] trunkFeatures, float[] preActivation, int rows) {
        int width = centre.width();
        int classes = centre.classes();
        float[] hidden = preActivation.clone();
        Head.relu(hidden);
        double[] all = new double[rows * classes * classes];
        double[] one = new double[classes * classes];
        for (int r = 0; r < rows; r++) {
            java.util.Arrays.fill(one, 0);
            m_output.addOutputCovariance(hidden, r * width, one);
            if (m_dense.isPresent()) {
                double[] pre = new double[width * width];
                m_dense.get().addOutputCovariance(trunkFeatures, r * centre.features(), pre);
                addThroughRelu(centre, preActivation, r, pre, one);
            }
            System.arraycopy(one, 0, all, r * one.length, one.length);
        }
        return all;
    }

    /** Adds G^T C G with G = V restricted to the active units: the logits' share of the dense layer's covariance C. */
    private static void addThroughRelu(Head centre, float[] preActivation, int row, double[] pre, double[] logit) {
        int width = centre.width();
        int classes = centre.classes();
        float[] v = centre.outputWeight();
        double[] right = new double[width * classes]; // C G
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                if (preActivation[row * width + j] > 0) {
                    for (int c = 0; c < classes; c++) {
                        right[i * classes + c] += pre[i * width + j] * v[j * classes + c];
                    }
                }
            }
        }
        for (int i = 0; i < width; i++) {
            if (preActivation[row * width + i] > 0) {
                for (int c = 0; c < classes; c++) {
                    for (int e = 0; e < classes; e++) {
                        logit[c * classes + e] += v[i * classes + c] * right[i * classes + e];
                    }
                }
            }
        }
    }

    @Override
    public float[] sampleLogits(
            Head centre, float[] trunkFeatures, int rows, List<String> rowKeys, long seed, int samples) {
        int classes = centre.classes();
        float[] pre = centre.preActivation(trunkFeatures, rows);
        double[] covariances = covariances(centre, trunkFeatures, pre, rows);
        Head.relu(pre);
        float[] mean = centre.logits(pre, rows);
        float[] logits = new float[rows * samples * classes];
        double[] z = new double[classes];
        for (int r = 0; r < rows; r++) {
            double[] lower = CholeskyFactor.ofSemiDefinite(covariances, r * classes * classes, classes);
            for (int s = 0; s < samples; s++) {
                SplittableRandom random = KeyedRandom.of(seed, rowKeys.get(r), METHOD, s);
                for (int c = 0; c < classes; c++) {
                    z[c] = random.nextGaussian();
                    double value = mean[r * classes + c];
                    for (int e = 0; e <= c; e++) {
                        value += lower[c * classes + e] * z[e];
                    }
                    logits[(r * samples + s) * classes + c] = (float) value;
                }
            }
        }
        return logits;
    }

    /**
     * Mean class probabilities without sampling, by the probit approximation softmax(f_c / sqrt(1 + pi/8 v_c)) (MacKay 1992, Neural
     * Computation 4, 720). f_c and v_c are mean and variance of the class's logit less the mean of the others: what all logits share
     * cancels in the softmax, and the prior leaves it wide, so it must not count. For two classes this is MacKay's formula exactly.
     *
     * @param temperature divides the logits, and their covariance twice
     * @return rows x classes
     */
    public double[][] probitProbabilities(Head centre, float[] trunkFeatures, int rows, double temperature) {
        int classes = centre.classes();
        float[] pre = centre.preActivation(trunkFeatures, rows);
        double[] covariances = covariances(centre, trunkFeatures, pre, rows);
        Head.relu(pre);
        float[] mean = centre.logits(pre, rows);
        double[][] probabilities = new double[rows][];
        for (int r = 0; r < rows; r++) {
            double average = 0;
            for (int c = 0; c < classes; c++) {
                average += mean[r * classes + c] / (double) classes;
            }
            double[] scaled = new double[classes];
            for (int c = 0; c < classes; c++) {
                double variance = varianceAgainstOthers(covariances, r * classes * classes, classes, c)
                        / (temperature * temperature);
                scaled[c] = (mean[r * classes + c] - average) / temperature / Math.sqrt(1 + Math.PI / 8 * variance);
            }
            probabilities[r] = Categorical.softmax(scaled);
        }
        return probabilities;
    }

    /** a^T C a with a = 1 at the class and -1 / (classes - 1) elsewhere. */
    private static double varianceAgainstOthers(double[] covariances, int offset, int classes, int c) {
        double other = -1.0 / (classes - 1);
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                sum += (i == c ? 1 : other) * (j == c ? 1 : other) * covariances[offset + i * classes + j];
            }
        }
        return sum;
    }

    @Override
    public Head sampleHead(Head centre, long seed, int sample) {
        SplittableRandom random = KeyedRandom.of(seed, "posterior sample", METHOD, sample);
        double[] out = m_output.samplePerturbation(random);
        float[] denseWeight = centre.denseWeight();
        float[] denseBias = centre.denseBias();
        if (m_dense.isPresent()) {
            double[] dense = m_dense.get().samplePerturbation(random);
            denseWeight = plus(denseWeight, dense, 0);
            denseBias = plus(denseBias, dense, centre.features() * centre.width());
        }
        return new Head(
                centre.features(),
                centre.width(),
                centre.classes(),
                denseWeight,
                denseBias,
                plus(centre.outputWeight(), out, 0),
                plus(centre.outputBias(), out, centre.width() * centre.classes()));
    }

    private static float[] plus(float[] mean, double[] perturbation, int offset) {
        float[] sum = new float[mean.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (mean[i] + perturbation[offset + i]);
        }
        return sum;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("method", METHOD);
        settings.put("structure", structure());
        settings.put("width", m_output.inputs());
        settings.put("classes", m_output.outputs());
        m_dense.ifPresent(dense -> settings.put("features", dense.inputs()));
        settings.put("priorPrecision", m_priorPrecision);
        settings.put("logEvidence", m_logEvidence);
        settings.put("samples", m_samples);
        return settings;
    }

    @Override
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        m_output.storeArrays("output", arrays);
        m_dense.ifPresent(dense -> dense.storeArrays("dense", arrays));
        return arrays;
    }
}
