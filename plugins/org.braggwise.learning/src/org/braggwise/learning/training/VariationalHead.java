// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.network.DenseProduct;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Head;
import org.braggwise.learning.posterior.Variational;

/**
 * Both dense layers as independent Gaussians, trained by the evidence lower bound with local reparameterisation (Kingma, Salimans and
 * Welling 2015): a layer's output is drawn from N(x M, x^2 S^2), and the loss is nll + klWeight * KL / N. Standard deviations are
 * s = ln(1 + e^rho), the prior of every weight N(0, priorScale^2).
 * <p>
 * A dense layer has far more weights than there are training rows, so the plain KL / N would be hundreds of nats against a
 * cross-entropy of one or two and would be all that is minimised. It is therefore tempered (a cold posterior, Wenzel et al. 2020,
 * arXiv:2002.02405) by a factor that makes it a tenth of ln(classes) at the start, and never above 1; {@link #klDivergence} is the
 * tempered value, which is what the history shows.
 */
final class VariationalHead implements TrainableHead {

    private static final float RHO_START = -5f;
    private static final double KL_SHARE_AT_START = 0.1;

    private final NetworkWeights m_means;
    private final NetworkWeights m_gradients;
    private final double m_priorScale;
    private final double m_rows;
    private final long m_seed;
    private final double m_temper;
    private final Layer m_dense;
    private final Layer m_output;

    /** @param trainingRows N of KL / N */
    VariationalHead(final NetworkWeights means, final NetworkWeights gradients, final int batchSize, final double priorScale,
        final long trainingRows, final long seed) {
        final NetworkSpec s = means.spec();
        m_means = means;
        m_gradients = gradients;
        m_priorScale = priorScale;
        m_rows = trainingRows;
        m_seed = seed;
        m_dense = new Layer(s.features(), s.denseWidth(), means.denseWeight(), means.denseBias(), gradients.denseWeight(),
            gradients.denseBias(), batchSize);
        m_output = new Layer(s.denseWidth(), s.classes(), means.outputWeight(), means.outputBias(), gradients.outputWeight(),
            gradients.outputBias(), batchSize);
        m_temper = Math.min(1, KL_SHARE_AT_START * Math.log(s.classes()) * trainingRows / fullKl());
        update();
    }

    /** One dense layer of Gaussian weights. */
    private final class Layer {
        private final int m_in;
        private final int m_out;
        private final float[] m_mean;
        private final float[] m_bias;
        private final float[] m_meanGradient;
        private final float[] m_biasGradient;
        private final float[] m_rho;
        private final float[] m_biasRho;
        private final float[] m_rhoGradient;
        private final float[] m_biasRhoGradient;
        private final float[] m_variance;
        private final DenseProduct m_ofMeans;
        private final DenseProduct m_ofVariances;
        private final float[] m_noise;
        private final float[] m_deviation;
        private final float[] m_squares;
        private float[] m_x;

        Layer(final int in, final int out, final float[] mean, final float[] bias, final float[] meanGradient,
            final float[] biasGradient, final int batchSize) {
            m_in = in;
            m_out = out;
            m_mean = mean;
            m_bias = bias;
            m_meanGradient = meanGradient;
            m_biasGradient = biasGradient;
            m_rho = new float[mean.length];
            m_biasRho = new float[bias.length];
            Arrays.fill(m_rho, RHO_START);
            Arrays.fill(m_biasRho, RHO_START);
            m_rhoGradient = new float[mean.length];
            m_biasRhoGradient = new float[bias.length];
            m_variance = new float[mean.length];
            m_ofMeans = new DenseProduct(batchSize, in, out);
            m_ofVariances = new DenseProduct(batchSize, in, out);
            m_noise = new float[batchSize * out];
            m_deviation = new float[batchSize * out];
            m_squares = new float[batchSize * in];
        }

        void register(final AdamW optimiser) {
            // the prior takes the place of weight decay
            optimiser.add(m_mean, m_meanGradient, false);
            optimiser.add(m_bias, m_biasGradient, false);
            optimiser.add(m_rho, m_rhoGradient, false);
            optimiser.add(m_biasRho, m_biasRhoGradient, false);
        }

        void update() {
            for (int i = 0; i < m_rho.length; i++) {
                final float s = (float)Variational.standardDeviation(m_rho[i]);
                m_variance[i] = s * s;
            }
            m_ofMeans.weights(m_mean);
            m_ofVariances.weights(m_variance);
        }

        void forward(final Workers workers, final float[] x, final int rows, final SplittableRandom random, final float[] y) {
            m_x = x;
            for (int i = 0; i < rows * m_in; i++) {
                m_squares[i] = x[i] * x[i];
            }
            m_ofMeans.forward(workers, x, rows, y);
            m_ofVariances.forward(workers, m_squares, rows, m_deviation);
            for (int i = 0; i < rows * m_out; i++) {
                final double s = Variational.standardDeviation(m_biasRho[i % m_out]);
                m_deviation[i] = (float)Math.sqrt(Math.max(1e-16, m_deviation[i] + s * s));
                m_noise[i] = (float)random.nextGaussian();
                y[i] += m_bias[i % m_out] + m_deviation[i] * m_noise[i];
            }
        }

        void backward(final Workers workers, final float[] dy, final int rows, final double klWeight, final float[] dx) {
            final var dVariance = new float[rows * m_out];
            for (int i = 0; i < dVariance.length; i++) {
                dVariance[i] = dy[i] * m_noise[i] / (2 * m_deviation[i]);
            }
            m_ofMeans.backward(workers, dy, rows, m_meanGradient, dx);
            DropoutHead.columnSums(dy, rows, m_biasGradient);
            final var dSquares = new float[rows * m_in];
            m_ofVariances.backward(workers, dVariance, rows, m_rhoGradient, dSquares);
            DropoutHead.columnSums(dVariance, rows, m_biasRhoGradient);
            for (int i = 0; i < dSquares.length; i++) {
                dx[i] += 2 * m_x[i] * dSquares[i];
            }
            addKl(m_mean, m_rho, m_meanGradient, m_rhoGradient, klWeight);
            addKl(m_bias, m_biasRho, m_biasGradient, m_biasRhoGradient, klWeight);
        }

        /** Turns derivatives by the variance into derivatives by rho, and adds those of klWeight * KL / N. */
        private void addKl(final float[] mean, final float[] rho, final float[] meanGradient, final float[] rhoGradient,
            final double klWeight) {
            final double f = klWeight / m_rows;
            final double precision = 1 / (m_priorScale * m_priorScale);
            for (int i = 0; i < mean.length; i++) {
                final double s = Variational.standardDeviation(rho[i]);
                final double slope = 1 / (1 + Math.exp(-rho[i])); // of ln(1 + e^rho)
                meanGradient[i] += (float)(f * mean[i] * precision);
                rhoGradient[i] = (float)((2 * s * rhoGradient[i] + f * (s * precision - 1 / s)) * slope);
            }
        }
    }

    @Override
    public void register(final AdamW optimiser) {
        m_dense.register(optimiser);
        m_output.register(optimiser);
    }

    @Override
    public void update() {
        m_dense.update();
        m_output.update();
    }

    @Override
    public Step step(final Workers workers, final float[] features, final int rows, final float[] targets, final int[] labels,
        final float[] rowWeights, final long step, final double klWeight, final float[] featureGradients) {
        final NetworkSpec s = m_means.spec();
        final SplittableRandom random = KeyedRandom.of(m_seed, "head", "variational", (int)step);
        final var hidden = new float[rows * s.denseWidth()];
        m_dense.forward(workers, features, rows, random, hidden);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = Math.max(0f, hidden[i]);
        }
        final var logits = new float[rows * s.classes()];
        m_output.forward(workers, hidden, rows, random, logits);
        final Step result = SoftmaxLoss.differentiate(logits, targets, labels, rowWeights, rows, s.classes());
        final var dHidden = new float[hidden.length];
        m_output.backward(workers, logits, rows, klWeight * m_temper, dHidden);
        for (int i = 0; i < dHidden.length; i++) {
            dHidden[i] = hidden[i] > 0 ? dHidden[i] : 0f;
        }
        m_dense.backward(workers, dHidden, rows, klWeight * m_temper, featureGradients);
        return result;
    }

    /** @param samples draws of a prediction; @return the posterior with these standard deviations, sharing no array */
    Variational posterior(final int samples) {
        return new Variational(m_dense.m_rho.clone(), m_dense.m_biasRho.clone(), m_output.m_rho.clone(), m_output.m_biasRho.clone(),
            m_priorScale, samples);
    }

    @Override
    public double klDivergence() {
        return m_temper * fullKl();
    }

    private double fullKl() {
        return posterior(1).klDivergence(Head.of(m_means.spec(), m_means));
    }

    @Override
    public NetworkWeights weights() {
        return m_means;
    }

    @Override
    public void close() {
        for (DenseProduct p : new DenseProduct[]{m_dense.m_ofMeans, m_dense.m_ofVariances, m_output.m_ofMeans,
            m_output.m_ofVariances}) {
            p.close();
        }
    }
}
