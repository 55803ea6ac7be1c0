// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.network.Floats;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link VariationalDense} at work. Outside training the output is that of the means. */
final class VariationalDenseLayer extends ProductLayer<VariationalDense> {

    private static final long serialVersionUID = 1;

    /** The least variance of an output: keeps the derivative of its root finite where all inputs are 0. */
    private static final float LEAST_VARIANCE = 1e-12f;

    private transient Floats m_variance;
    private transient Floats m_biasVariance;
    private transient float[] m_noise;
    private transient float[] m_deviation;
    private double m_kl;

    VariationalDenseLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray y = product(training, workspaces);
        if (training) {
            addNoise(y, (int) layerConf().getNOut(), workspaces);
        }
        Rows.store(m_z, layerConf().isRectified(), NativeMemory.floats(y));
        return y;
    }

    private void addNoise(INDArray y, int out, LayerWorkspaceMgr workspaces) {
        if (m_variance == null) {
            m_variance = new Floats(Math.toIntExact(layerConf().getNIn() * out));
            m_biasVariance = new Floats(out);
        }
        GaussianWeights.variances(workers(), NativeMemory.buffer(getParam("rhoW")), m_variance);
        GaussianWeights.variances(workers(), NativeMemory.buffer(getParam("rhoB")), m_biasVariance);
        var biasVariance = new float[out];
        m_biasVariance.read(biasVariance);
        INDArray squares =
                matrix(workspaces, ArrayType.FF_WORKING_MEM, rows(), layerConf().getNIn());
        m_product.forward(workers(), squared(squares), rows(), m_variance, NativeMemory.floats(y));
        m_deviation = new float[m_z.length];
        NativeMemory.floats(y).read(m_deviation);
        m_noise = new float[m_z.length];
        SplittableRandom random =
                KeyedRandom.of(layerConf().getSeed(), layerConf().getLayerName(), "variational", getIterationCount());
        for (int i = 0; i < m_z.length; i++) {
            m_deviation[i] = (float) Math.sqrt(Math.max(LEAST_VARIANCE, m_deviation[i] + biasVariance[i % out]));
            m_noise[i] = (float) random.nextGaussian();
            m_z[i] += m_deviation[i] * m_noise[i];
        }
    }

    /** Writes x^2 there. */
    private Floats squared(INDArray to) {
        Floats squares = NativeMemory.floats(to);
        var x = new float[squares.length()];
        NativeMemory.floats(NativeMemory.rowMajor(input)).read(x);
        for (int i = 0; i < x.length; i++) {
            x[i] *= x[i];
        }
        squares.write(x);
        return squares;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        VariationalDense c = layerConf();
        float[] d = Rows.derivative(NativeMemory.buffer(NativeMemory.rowMajor(epsilon)), m_z, c.isRectified());
        INDArray work = matrix(workspaces, ArrayType.BP_WORKING_MEM, rows(), c.getNOut());
        INDArray wide = matrix(workspaces, ArrayType.BP_WORKING_MEM, rows(), c.getNIn());
        INDArray dx = matrix(workspaces, ArrayType.ACTIVATION_GRAD, rows(), c.getNIn());
        Floats dz = NativeMemory.floats(work);
        // by the mean of the output
        Rows.store(d, false, dz);
        Floats x = NativeMemory.floats(NativeMemory.rowMajor(input));
        m_product.weightGradient(workers(), x, rows(), dz, NativeMemory.floats(gradientViews.get("W")));
        Rows.sums(d, NativeMemory.buffer(gradientViews.get("b")));
        m_product.inputGradient(workers(), dz, rows(), NativeMemory.floats(getParam("W")), NativeMemory.floats(dx));
        // by its variance
        for (int i = 0; i < d.length; i++) {
            d[i] *= m_noise[i] / (2 * m_deviation[i]);
        }
        Rows.store(d, false, dz);
        m_product.weightGradient(workers(), squared(wide), rows(), dz, NativeMemory.floats(gradientViews.get("rhoW")));
        Rows.sums(d, NativeMemory.buffer(gradientViews.get("rhoB")));
        m_product.inputGradient(workers(), dz, rows(), m_variance, NativeMemory.floats(wide));
        addScaled(x, NativeMemory.floats(wide), NativeMemory.floats(dx));
        addKl(c);
        return new Pair<>(wrapped(), backpropDropOutIfPresent(dx));
    }

    /** dx += 2 x dSquares */
    private static void addScaled(Floats x, Floats dSquares, Floats dx) {
        var a = new float[dx.length()];
        var b = new float[a.length];
        var sum = new float[a.length];
        x.read(a);
        dSquares.read(b);
        dx.read(sum);
        for (int i = 0; i < a.length; i++) {
            sum[i] += 2 * a[i] * b[i];
        }
        dx.write(sum);
    }

    /** Deeplearning4j divides derivatives by the batch size afterwards, so that of the KL is multiplied by it here. */
    private void addKl(VariationalDense c) {
        double factor = c.getKlWeight() * rows() / c.getTrainingRows();
        m_kl = addKl("W", "rhoW", m_variance, factor) + addKl("b", "rhoB", m_biasVariance, factor);
    }

    private double addKl(String means, String rhos, Floats variances, double factor) {
        return GaussianWeights.addKl(
                workers(),
                NativeMemory.buffer(getParam(means)),
                variances,
                layerConf().getPriorScale(),
                factor,
                NativeMemory.buffer(gradientViews.get(means)),
                NativeMemory.buffer(gradientViews.get(rhos)));
    }

    /** @return KL(q || prior) in nats at the last {@link #backpropGradient} */
    double klDivergence() {
        return m_kl;
    }

    /** The part of the score that the KL makes, a mean a row like the rest of it. */
    @Override
    public double calcRegularizationScore(boolean backpropOnlyParams) {
        return layerConf().getKlWeight() * m_kl / layerConf().getTrainingRows();
    }

    @Override
    public void close() {
        if (m_variance != null) {
            m_variance.close();
            m_biasVariance.close();
            m_variance = null;
            m_biasVariance = null;
        }
    }
}
