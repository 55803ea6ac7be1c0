// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import org.braggwise.learning.network.Floats;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link ParallelDense} at work. */
final class ParallelDenseLayer extends ProductLayer<ParallelDense> {

    private static final long serialVersionUID = 1;

    ParallelDenseLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray y = product(training, workspaces);
        Rows.store(m_z, layerConf().isRectified(), NativeMemory.floats(y));
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
