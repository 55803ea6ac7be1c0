// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;

import org.braggwise.learning.network.Workers;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer of ours at work: its own loops and matrix products over {@link Workers}, on Deeplearning4j's memory. Whatever the number of
 * threads, its sums are made in the same order.
 */
abstract class FastLayer<C extends FlatLayer> extends BaseLayer<C> {

    private static final long serialVersionUID = 1;

    private transient Workers m_workers;

    FastLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    /** Lets the layer work on these threads instead of the caller's alone. */
    void bind(Workers workers) {
        m_workers = workers;
    }

    Workers workers() {
        if (m_workers == null) {
            m_workers = new Workers(1);
        }
        return m_workers;
    }

    int rows() {
        return (int) input.size(0);
    }

    /** @return rows x columns in the workspace for this kind of array */
    static INDArray matrix(LayerWorkspaceMgr workspaces, ArrayType type, long rows, long columns) {
        return workspaces.createUninitialized(type, DataType.FLOAT, new long[] {rows, columns}, 'c');
    }

    /** @return the flat vector of parameters */
    FloatBuffer parameters() {
        return NativeMemory.buffer(paramsFlattened);
    }

    /** @return the flat vector of derivatives, wrapped as Deeplearning4j wants it */
    Gradient wrapped() {
        Gradient g = new DefaultGradient(gradientsFlattened);
        gradientViews.forEach(g::setGradientFor);
        return g;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    /** Weight decay is decoupled from the loss (AdamW): it is no part of the score. */
    @Override
    public double calcRegularizationScore(boolean backpropOnlyParams) {
        return 0;
    }
}
