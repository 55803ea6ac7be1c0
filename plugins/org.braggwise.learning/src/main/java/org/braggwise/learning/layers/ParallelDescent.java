// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.braggwise.learning.network.Workers;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.Solver;
import org.deeplearning4j.optimize.api.ConvexOptimizer;
import org.deeplearning4j.optimize.api.StepFunction;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.StochasticGradientDescent;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980) with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101) in one pass over
 * all weights, shared by threads. Each weight's step depends on that weight alone, so the result is the same on any number of threads.
 * Settings, schedule, state and its layout are Deeplearning4j's, whose own step goes over the weights four times on one thread and makes
 * a hundred small arrays on the way.
 */
final class ParallelDescent extends StochasticGradientDescent {

    private static final long serialVersionUID = 1;

    /** Weights that are worked on at a time: four arrays of them stay in the nearest cache. */
    private static final int PART = 2048;

    /** Weights from {@code from} on. */
    private record Part(int from, int count, boolean decays) {}

    /** Deeplearning4j takes the step off where {@link #updateGradientAccordingToParams} has done so already. */
    private static final class NoStep implements StepFunction {

        private static final long serialVersionUID = 1;

        @Override
        public void step(INDArray x, INDArray line, double step) {}

        @Override
        public void step(INDArray x, INDArray line) {}

        @Override
        public void step() {}
    }

    private final transient MultiLayerNetwork m_network;
    private final transient Adam m_settings;
    private final transient double m_weightDecay;
    private final transient Workers m_workers;
    private final transient List<Part> m_parts = new ArrayList<>();
    private final transient float[][][] m_scratch;

    /**
     * @param network whose layers are all of ours, or have no weights
     * @param settings of its updater
     * @param weightDecay times the learning rate, of the weights that the layers' configurations regularise
     * @throws IllegalStateException where Deeplearning4j keeps the updater's state in several blocks
     */
    ParallelDescent(MultiLayerNetwork network, Adam settings, double weightDecay, Workers workers) {
        super(network.conf(), new NoStep(), network.getListeners(), network);
        m_network = network;
        m_settings = settings;
        m_weightDecay = weightDecay;
        m_workers = workers;
        m_scratch = new float[workers.threads()][4][PART];
        int at = 0;
        for (Layer layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof FlatLayer flat) {
                for (FlatParameters.Parameter p : flat.parameters()) {
                    List<?> decay = flat.getRegularizationByParam(p.key());
                    at = addParts(at, Math.toIntExact(p.length()), decay != null && !decay.isEmpty());
                }
            }
        }
        if (((MultiLayerUpdater) getUpdater()).getUpdaterBlocks().size() != 1 || at != network.numParams()) {
            throw new IllegalStateException("Adam's state is not one block of all weights.");
        }
    }

    private int addParts(int first, int length, boolean decays) {
        for (int i = 0; i < length; i += PART) {
            m_parts.add(new Part(first + i, Math.min(PART, length - i), decays));
        }
        return first + length;
    }

    /** @return what makes a network descend by this */
    Solver solver() {
        return new Solver() {
            @Override
            public ConvexOptimizer getOptimizer() {
                return ParallelDescent.this;
            }

            @Override
            public void setListeners(Collection<TrainingListener> listeners) {
                ParallelDescent.this.setListeners(listeners);
            }
        };
    }

    /** Takes the step. The gradient stays what it is: a sum over the batch. */
    @Override
    public void updateGradientAccordingToParams(
            Gradient gradient, Model model, int batchSize, LayerWorkspaceMgr workspaces) {
        int iteration = getIterationCount(model);
        double learningRate = m_settings.getLearningRate(iteration, getEpochCount(model));
        double t = iteration + 1.0;
        float rate = (float) (learningRate
                * Math.sqrt(1 - Math.pow(m_settings.getBeta2(), t))
                / (1 - Math.pow(m_settings.getBeta1(), t)));
        FloatBuffer g = NativeMemory.buffer(gradient.gradient());
        FloatBuffer p = NativeMemory.buffer(m_network.params());
        FloatBuffer state = NativeMemory.buffer(getUpdater().getStateViewArray());
        int all = p.capacity();
        m_workers.run(m_parts.size(), (i, thread) -> {
            Part part = m_parts.get(i);
            int n = part.count;
            float[][] own = m_scratch[thread];
            g.get(part.from, own[0], 0, n);
            state.get(part.from, own[1], 0, n);
            state.get(all + part.from, own[2], 0, n);
            p.get(part.from, own[3], 0, n);
            mean(n, own[0], batchSize);
            step(n, own[0], own[1], own[2], (float) m_settings.getBeta1(), (float) m_settings.getBeta2(), rate, (float)
                    m_settings.getEpsilon());
            takeOff(n, own[0], own[3], part.decays ? (float) (m_weightDecay * learningRate) : 0);
            state.put(part.from, own[1], 0, n);
            state.put(all + part.from, own[2], 0, n);
            p.put(part.from, own[3], 0, n);
        });
    }

    private static void mean(int n, float[] g, float rows) {
        for (int i = 0; i < n; i++) {
            g[i] /= rows;
        }
    }

    /** Leaves the step in g. */
    private static void step(
            int n, float[] g, float[] m, float[] v, float beta1, float beta2, float rate, float epsilon) {
        for (int i = 0; i < n; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
            g[i] = rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }

    private static void takeOff(int n, float[] step, float[] p, float decay) {
        for (int i = 0; i < n; i++) {
            p[i] -= decay * p[i] + step[i];
        }
    }
}
