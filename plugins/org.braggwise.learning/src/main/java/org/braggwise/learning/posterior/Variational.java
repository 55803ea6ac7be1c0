// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;

/**
 * Mean-field variational inference (Blundell et al. 2015, PMLR 37, 1613): every weight of the dense and the output layer is an
 * independent Gaussian. The means are the network's own weights; this holds rho, with standard deviation ln(1 + e^rho), in the same
 * layout as the weights, and the scale s of the prior N(0, s^2).
 * <p>
 * Logits are drawn by local reparameterisation (Kingma, Salimans and Welling 2015): for one row, a layer's output is exactly Gaussian
 * with mean x^T M and variance (x^2)^T S^2, so the noise is drawn there, per row.
 */
public final class Variational implements Posterior {
    static final String METHOD = "variational";

    private final float[] m_denseWeightRho;
    private final float[] m_denseBiasRho;
    private final float[] m_outputWeightRho;
    private final float[] m_outputBiasRho;
    private final double m_priorScale;
    private final int m_samples;
    // variances in the layout of the weights: what local reparameterisation multiplies by
    private final float[] m_denseWeightVariance;
    private final float[] m_outputWeightVariance;

    /**
     * The arrays are not copied.
     *
     * @param priorScale standard deviation of the prior of each weight, above 0
     * @param samples draws of a prediction, at least 1
     * @throws IllegalArgumentException if the scale or the sample count is out of range
     */
    public Variational(
            float[] denseWeightRho,
            float[] denseBiasRho,
            float[] outputWeightRho,
            float[] outputBiasRho,
            double priorScale,
            int samples) {
        if (!(priorScale > 0) || samples < 1) {
            throw new IllegalArgumentException("Variational posterior with prior scale " + priorScale + " and "
                    + samples + " samples; expected a scale above 0 and at least 1 sample.");
        }
        m_denseWeightRho = denseWeightRho;
        m_denseBiasRho = denseBiasRho;
        m_outputWeightRho = outputWeightRho;
        m_outputBiasRho = outputBiasRho;
        m_priorScale = priorScale;
        m_samples = samples;
        m_denseWeightVariance = variances(denseWeightRho);
        m_outputWeightVariance = variances(outputWeightRho);
    }

    static Variational of(StoredPosterior stored) {
        return new Variational(
                stored.array("denseWeightRho"),
                stored.array("denseBiasRho"),
                stored.array("outputWeightRho"),
                stored.array("outputBiasRho"),
                stored.number("priorScale"),
                stored.count("samples"));
    }

    /** Standard deviation ln(1 + e^rho), without overflow for large rho or loss of precision for small. */
    public static double standardDeviation(double rho) {
        return rho > 30 ? rho : Math.log1p(Math.exp(rho));
    }

    private static float[] variances(float[] rho) {
        float[] variance = new float[rho.length];
        for (int i = 0; i < rho.length; i++) {
            double s = standardDeviation(rho[i]);
            variance[i] = (float) (s * s);
        }
        return variance;
    }

    /**
     * KL(q || prior) in nats, the sum over all weights of ln(s / sigma) + (sigma^2 + mu^2) / (2 s^2) - 1/2.
     *
     * @param centre the means
     */
    public double klDivergence(Head centre) {
        return klDivergence(centre.denseWeight(), m_denseWeightRho, m_priorScale)
                + klDivergence(centre.denseBias(), m_denseBiasRho, m_priorScale)
                + klDivergence(centre.outputWeight(), m_outputWeightRho, m_priorScale)
                + klDivergence(centre.outputBias(), m_outputBiasRho, m_priorScale);
    }

    static double klDivergence(float[] mean, float[] rho, double priorScale) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double sigma = standardDeviation(rho[i]);
            sum += Math.log(priorScale / sigma)
                    + (sigma * sigma + (double) mean[i] * mean[i]) / (2 * priorScale * priorScale)
                    - 0.5;
        }
        return sum;
    }

    /** Standard deviation of the prior of each weight. */
    public double priorScale() {
        return m_priorScale;
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public int samples() {
        return m_samples;
    }

    @Override
    public float[] sampleLogits(
            Head centre, float[] trunkFeatures, int rows, List<String> rowKeys, long seed, int samples) {
        int width = centre.width();
        int classes = centre.classes();
        float[] mean = centre.preActivation(trunkFeatures, rows);
        float[] variance = Head.affine(
                squares(trunkFeatures, rows * centre.features()),
                rows,
                centre.features(),
                m_denseWeightVariance,
                variances(m_denseBiasRho),
                width);
        float[] hidden = new float[rows * samples * width];
        SplittableRandom[] random = new SplittableRandom[rows * samples];
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < samples; s++) {
                SplittableRandom draw = KeyedRandom.of(seed, rowKeys.get(r), METHOD, s);
                random[r * samples + s] = draw;
                for (int i = 0; i < width; i++) {
                    double z = mean[r * width + i] + Math.sqrt(variance[r * width + i]) * draw.nextGaussian();
                    hidden[(r * samples + s) * width + i] = (float) Math.max(0, z);
                }
            }
        }
        float[] logits = centre.logits(hidden, rows * samples);
        float[] logitVariance = Head.affine(
                squares(hidden, hidden.length),
                rows * samples,
                width,
                m_outputWeightVariance,
                variances(m_outputBiasRho),
                classes);
        for (int i = 0; i < logits.length; i++) {
            logits[i] += (float) (Math.sqrt(logitVariance[i]) * random[i / classes].nextGaussian());
        }
        return logits;
    }

    private static float[] squares(float[] x, int length) {
        float[] squared = new float[length];
        for (int i = 0; i < length; i++) {
            squared[i] = x[i] * x[i];
        }
        return squared;
    }

    @Override
    public Head sampleHead(Head centre, long seed, int sample) {
        SplittableRandom random = KeyedRandom.of(seed, "posterior sample", METHOD, sample);
        return new Head(
                centre.features(),
                centre.width(),
                centre.classes(),
                draw(centre.denseWeight(), m_denseWeightRho, random),
                draw(centre.denseBias(), m_denseBiasRho, random),
                draw(centre.outputWeight(), m_outputWeightRho, random),
                draw(centre.outputBias(), m_outputBiasRho, random));
    }

    private static float[] draw(float[] mean, float[] rho, SplittableRandom random) {
        float[] value = new float[mean.length];
        for (int i = 0; i < value.length; i++) {
            value[i] = (float) (mean[i] + standardDeviation(rho[i]) * random.nextGaussian());
        }
        return value;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("method", METHOD);
        settings.put("priorScale", m_priorScale);
        settings.put("samples", m_samples);
        return settings;
    }

    @Override
    public Map<String, float[]> arrays() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("denseWeightRho", m_denseWeightRho);
        arrays.put("denseBiasRho", m_denseBiasRho);
        arrays.put("outputWeightRho", m_outputWeightRho);
        arrays.put("outputBiasRho", m_outputBiasRho);
        return arrays;
    }
}
