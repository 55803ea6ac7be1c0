// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import org.braggwise.learning.network.DenseProduct;
import org.braggwise.learning.network.Floats;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link ParallelDense} at work. */
final class ParallelDenseLayer extends FastLayer<ParallelDense> {

    private static final long serialVersionUID = 1;

    private final transient DenseProduct m_product;
    private transient float[] m_z;

    ParallelDenseLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        var c = (ParallelDense) conf.getLayer();
        m_product = new DenseProduct((int) c.getNIn(), (int) c.getNOut());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        int out = (int) layerConf().getNOut();
        INDArray y = matrix(workspaces, ArrayType.ACTIVATIONS, rows(), out);
        Floats to = NativeMemory.floats(y);
        m_product.forward(
                workers(),
                NativeMemory.floats(NativeMemory.rowMajor(input)),
                rows(),
                NativeMemory.floats(getParam("W")),
                to);
        m_z = Rows.withBias(to, NativeMemory.buffer(getParam("b")), rows());
        Rows.store(m_z, layerConf().isRectified(), to);
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray dz =
                matrix(workspaces, ArrayType.BP_WORKING_MEM, rows(), layerConf().getNOut());
        float[] d = Rows.derivative(
                NativeMemory.buffer(NativeMemory.rowMajor(epsilon)),
                m_z,
                layerConf().isRectified());
        Floats dzFloats = NativeMemory.floats(dz);
        Rows.store(d, false, dzFloats);
        INDArray dx = matrix(
                workspaces, ArrayType.ACTIVATION_GRAD, rows(), layerConf().getNIn());
        m_product.weightGradient(
                workers(),
                NativeMemory.floats(NativeMemory.rowMajor(input)),
                rows(),
                dzFloats,
                NativeMemory.floats(gradientViews.get("W")));
        Rows.sums(d, NativeMemory.buffer(gradientViews.get("b")));
        m_product.inputGradient(
                workers(), dzFloats, rows(), NativeMemory.floats(getParam("W")), NativeMemory.floats(dx));
        m_z = null;
        return new Pair<>(wrapped(), backpropDropOutIfPresent(dx));
    }
}
