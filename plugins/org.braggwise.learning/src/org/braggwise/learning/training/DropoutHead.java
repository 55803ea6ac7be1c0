// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.network.DenseProduct;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.Workers;

/** Dense, ReLU, dropout, output: the head of the plain network, of MC dropout and of the MAP estimate for Laplace. */
final class DropoutHead implements TrainableHead {

    private final NetworkWeights m_weights;
    private final NetworkWeights m_gradients;
    private final DenseProduct m_dense;
    private final DenseProduct m_output;
    private final long m_seed;
    private final float[] m_hidden;
    private final float[] m_logits;
    private final float[] m_hiddenGradients;

    DropoutHead(final NetworkWeights weights, final NetworkWeights gradients, final int batchSize, final long seed) {
        final NetworkSpec s = weights.spec();
        m_weights = weights;
        m_gradients = gradients;
        m_dense = new DenseProduct(batchSize, s.features(), s.denseWidth());
        m_output = new DenseProduct(batchSize, s.denseWidth(), s.classes());
        m_seed = seed;
        m_hidden = new float[batchSize * s.denseWidth()];
        m_logits = new float[batchSize * s.classes()];
        m_hiddenGradients = new float[batchSize * s.denseWidth()];
        update();
    }

    @Override
    public void register(final AdamW optimiser) {
        optimiser.add(m_weights.denseWeight(), m_gradients.denseWeight(), true);
        optimiser.add(m_weights.denseBias(), m_gradients.denseBias(), false);
        optimiser.add(m_weights.outputWeight(), m_gradients.outputWeight(), true);
        optimiser.add(m_weights.outputBias(), m_gradients.outputBias(), false);
    }

    @Override
    public void update() {
        m_dense.weights(m_weights.denseWeight());
        m_output.weights(m_weights.outputWeight());
    }

    @Override
    public Step step(final Workers workers, final float[] features, final int rows, final float[] targets, final int[] labels,
        final float[] rowWeights, final long step, final double klWeight, final float[] featureGradients) {
        final NetworkSpec s = m_weights.spec();
        final int width = s.denseWidth();
        m_dense.forward(workers, features, rows, m_hidden);
        final SplittableRandom random = KeyedRandom.of(m_seed, "head", "dropout", (int)step);
        final float keep = (float)(1 / (1 - s.headDropout()));
        final var factor = new float[rows * width];
        for (int i = 0; i < rows * width; i++) {
            final float h = m_hidden[i] + m_weights.denseBias()[i % width];
            final boolean kept = s.headDropout() == 0 || random.nextDouble() >= s.headDropout();
            factor[i] = h > 0 && kept ? keep : 0f;
            m_hidden[i] = h * factor[i];
        }
        m_output.forward(workers, m_hidden, rows, m_logits);
        addBias(m_logits, m_weights.outputBias(), rows);
        final Step result = SoftmaxLoss.differentiate(m_logits, targets, labels, rowWeights, rows, s.classes());
        m_output.backward(workers, m_logits, rows, m_gradients.outputWeight(), m_hiddenGradients);
        columnSums(m_logits, rows, m_gradients.outputBias());
        for (int i = 0; i < rows * width; i++) {
            m_hiddenGradients[i] *= factor[i];
        }
        m_dense.backward(workers, m_hiddenGradients, rows, m_gradients.denseWeight(), featureGradients);
        columnSums(m_hiddenGradients, rows, m_gradients.denseBias());
        return result;
    }

    static void addBias(final float[] values, final float[] bias, final int rows) {
        for (int i = 0; i < rows * bias.length; i++) {
            values[i] += bias[i % bias.length];
        }
    }

    static void columnSums(final float[] values, final int rows, final float[] sums) {
        java.util.Arrays.fill(sums, 0f);
        for (int i = 0; i < rows * sums.length; i++) {
            sums[i % sums.length] += values[i];
        }
    }

    @Override
    public double klDivergence() {
        return 0;
    }

    @Override
    public NetworkWeights weights() {
        return m_weights;
    }

    @Override
    public void close() {
        m_dense.close();
        m_output.close();
    }
}
