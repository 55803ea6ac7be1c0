// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.network.TrunkTrainer;
import org.braggwise.learning.network.Workers;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link ConvolutionTrunk} at work. */
final class ConvolutionTrunkLayer extends FastLayer<ConvolutionTrunk> {

    private static final long serialVersionUID = 1;

    private transient TrunkTrainer m_trainer;
    private final transient NetworkSpec m_spec;

    ConvolutionTrunkLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        m_spec = ((ConvolutionTrunk) conf.getLayer()).shape();
    }

    @Override
    void bind(Workers workers) {
        close();
        super.bind(workers);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        if (m_trainer == null) {
            m_trainer = Engine.get().trainer(m_spec, workers());
        }
        INDArray patterns = NativeMemory.rowMajor(input);
        FloatBuffer from = NativeMemory.buffer(patterns);
        int points = m_spec.inputLength();
        INDArray features = matrix(workspaces, ArrayType.ACTIVATIONS, rows(), m_spec.features());
        m_trainer.update(parameters());
        m_trainer.forward(
                (row, to, at) -> to.put(at, from, row * points, points),
                rows(),
                training ? masks() : null,
                NativeMemory.buffer(features));
        return features;
    }

    /** A function of the seed, the iteration, the row and the block. */
    private TrunkRunner.Masks masks() {
        if (m_spec.trunkDropout() == 0) {
            return null;
        }
        int iteration = getIterationCount();
        long seed = layerConf().getDropSeed();
        float keep = (float) (1 / (1 - m_spec.trunkDropout()));
        int[][] channels = m_spec.blockChannels();
        return row -> {
            SplittableRandom random = KeyedRandom.of(seed, "row " + row, "trunk dropout", iteration);
            var masks = new float[channels.length][];
            for (int b = 0; b < masks.length; b++) {
                masks[b] = new float[m_spec.blockLength(b + 1) * channels[b][channels[b].length - 1]];
                for (int i = 0; i < masks[b].length; i++) {
                    masks[b][i] = random.nextDouble() < m_spec.trunkDropout() ? 0f : keep;
                }
            }
            return masks;
        };
    }

    /** The derivative by the patterns is not made: nothing lies before them. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        m_trainer.backward(
                rows(), NativeMemory.buffer(NativeMemory.rowMajor(epsilon)), NativeMemory.buffer(gradientsFlattened));
        return new Pair<>(wrapped(), null);
    }

    @Override
    public void close() {
        if (m_trainer != null) {
            m_trainer.close();
            m_trainer = null;
        }
    }
}
