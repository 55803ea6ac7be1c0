// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.util.ArrayList;
import java.util.List;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Configuration of a dense layer whose weights are independent Gaussians with mean M and standard deviation s = ln(1 + e^rho), trained by
 * the evidence lower bound with local reparameterisation (Kingma, Salimans and Welling 2015, arXiv:1506.02557): the output is drawn from
 * N(x M, x^2 s^2) and the loss gains klWeight * KL(q || N(0, priorScale^2)) / rows. The prior takes the place of weight decay.
 */
public final class VariationalDense extends FlatLayer {

    private static final long serialVersionUID = 1;

    /** Of every weight at the start: a standard deviation of 0.0067, below that of the starting means. */
    static final double RHO_START = -5;

    private boolean m_rectified;
    private double m_priorScale;
    private double m_klWeight;
    private long m_trainingRows;
    private long m_seed;

    /** For JSON. */
    public VariationalDense() {}

    /**
     * @param trainingRows N of KL / N
     * @param seed of the noise
     */
    public VariationalDense(
            String name,
            int in,
            int out,
            boolean rectified,
            double priorScale,
            double klWeight,
            long trainingRows,
            long seed) {
        super(name, in, out);
        m_rectified = rectified;
        m_priorScale = priorScale;
        m_klWeight = klWeight;
        m_trainingRows = trainingRows;
        m_seed = seed;
    }

    public boolean isRectified() {
        return m_rectified;
    }

    public void setRectified(boolean rectified) {
        m_rectified = rectified;
    }

    public double getPriorScale() {
        return m_priorScale;
    }

    /** May change while training goes on, as may the weight of the KL. */
    public void setPriorScale(double scale) {
        m_priorScale = scale;
    }

    public double getKlWeight() {
        return m_klWeight;
    }

    public void setKlWeight(double weight) {
        m_klWeight = weight;
    }

    public long getTrainingRows() {
        return m_trainingRows;
    }

    public void setTrainingRows(long rows) {
        m_trainingRows = rows;
    }

    public long getSeed() {
        return m_seed;
    }

    public void setSeed(long seed) {
        m_seed = seed;
    }

    @Override
    List<FlatParameters.Parameter> parameters() {
        List<FlatParameters.Parameter> all =
                new ArrayList<>(ParallelDense.parameters((int) getNIn(), (int) getNOut(), m_rectified));
        all.add(new FlatParameters.Parameter(
                "rhoW", (int) getNIn(), (int) getNOut(), FlatParameters.Kind.OTHER, RHO_START, 0));
        all.add(new FlatParameters.Parameter("rhoB", 1, (int) getNOut(), FlatParameters.Kind.OTHER, RHO_START, 0));
        return all;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String key) {
        return null;
    }

    @Override
    FastLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new VariationalDenseLayer(conf, type);
    }
}
