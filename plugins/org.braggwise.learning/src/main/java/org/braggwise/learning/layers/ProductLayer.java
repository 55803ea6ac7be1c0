// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import org.braggwise.learning.network.DenseProduct;
import org.braggwise.learning.network.Floats;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense layer at work: the product with its weights "W" and the bias "b", which its kinds go on from. */
abstract class ProductLayer<C extends FlatLayer> extends FastLayer<C> {

    private static final long serialVersionUID = 1;

    final transient DenseProduct m_product;
    /** What the layer's ReLU gets, rows x outputs. */
    transient float[] m_z;

    ProductLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        var c = (FlatLayer) conf.getLayer();
        m_product = new DenseProduct((int) c.getNIn(), (int) c.getNOut());
    }

    /**
     * Leaves x W + b in {@link #m_z}.
     *
     * @return the memory of the layer's output, with x W in it
     */
    INDArray product(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        INDArray y =
                matrix(workspaces, ArrayType.ACTIVATIONS, rows(), layerConf().getNOut());
        Floats to = NativeMemory.floats(y);
        m_product.forward(
                workers(),
                NativeMemory.floats(NativeMemory.rowMajor(input)),
                rows(),
                NativeMemory.floats(getParam("W")),
                to);
        m_z = Rows.withBias(to, NativeMemory.buffer(getParam("b")), rows());
        return y;
    }
}
