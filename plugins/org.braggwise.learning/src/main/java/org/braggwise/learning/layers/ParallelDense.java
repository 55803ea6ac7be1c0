// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.util.List;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/** Configuration of a dense layer y = W^T x + b, with ReLU where asked for, whose products run over threads with one result. */
public final class ParallelDense extends FlatLayer {

    private static final long serialVersionUID = 1;

    private boolean m_rectified;

    /** For JSON. */
    public ParallelDense() {}

    public ParallelDense(String name, int in, int out, boolean rectified) {
        super(name, in, out);
        m_rectified = rectified;
    }

    public boolean isRectified() {
        return m_rectified;
    }

    public void setRectified(boolean rectified) {
        m_rectified = rectified;
    }

    @Override
    List<FlatParameters.Parameter> parameters() {
        return parameters((int) getNIn(), (int) getNOut(), m_rectified);
    }

    /** He's initialisation before a ReLU, Glorot's else. */
    static List<FlatParameters.Parameter> parameters(int in, int out, boolean rectified) {
        return List.of(
                new FlatParameters.Parameter(
                        "W", in, out, FlatParameters.Kind.WEIGHT, 0, Math.sqrt(2.0 / (rectified ? in : in + out))),
                new FlatParameters.Parameter("b", 1, out, FlatParameters.Kind.BIAS, 0, 0));
    }

    @Override
    FastLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new ParallelDenseLayer(conf, type);
    }
}
