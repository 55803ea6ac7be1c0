// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;
import java.util.Map;

import org.braggwise.learning.network.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;

/** {@link ParallelAdam} at work: each weight's step depends on that weight alone, so the result is the same on any number of threads. */
final class ParallelAdamStep implements GradientUpdater<ParallelAdam> {

    /** Weights that are worked on at a time: small enough to stay in the nearest cache. */
    private static final int PART = 4096;

    private final ParallelAdam m_settings;
    private final AdamUpdater m_state;
    private final Workers m_workers;
    private final float[][][] m_scratch;

    ParallelAdamStep(ParallelAdam settings, Workers workers) {
        m_settings = settings;
        m_state = new AdamUpdater(settings);
        m_workers = workers == null ? new Workers(1) : workers;
        m_scratch = new float[m_workers.threads()][3][PART];
    }

    @Override
    public ParallelAdam getConfig() {
        return m_settings;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialise) {
        m_state.setState(state, initialise);
    }

    @Override
    public Map<String, INDArray> getState() {
        return m_state.getState();
    }

    @Override
    public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialise) {
        m_state.setStateViewArray(view, shape, order, initialise);
    }

    /** @param gradient of all weights, one behind the other; holds the steps to take off afterwards */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        double beta1 = m_settings.getBeta1();
        double beta2 = m_settings.getBeta2();
        double t = iteration + 1.0;
        float rate = (float) (m_settings.getLearningRate(iteration, epoch)
                * Math.sqrt(1 - Math.pow(beta2, t))
                / (1 - Math.pow(beta1, t)));
        float epsilon = (float) m_settings.getEpsilon();
        FloatBuffer g = NativeMemory.buffer(gradient);
        FloatBuffer m = NativeMemory.buffer(m_state.getM());
        FloatBuffer v = NativeMemory.buffer(m_state.getV());
        int n = g.capacity();
        m_workers.run((n + PART - 1) / PART, (part, thread) -> {
            int from = part * PART;
            int count = Math.min(PART, n - from);
            float[][] own = m_scratch[thread];
            g.get(from, own[0], 0, count);
            m.get(from, own[1], 0, count);
            v.get(from, own[2], 0, count);
            step(count, own[0], own[1], own[2], (float) beta1, (float) beta2, rate, epsilon);
            g.put(from, own[0], 0, count);
            m.put(from, own[1], 0, count);
            v.put(from, own[2], 0, count);
        });
    }

    private static void step(
            int n, float[] g, float[] m, float[] v, float beta1, float beta2, float rate, float epsilon) {
        for (int i = 0; i < n; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
            g[i] = rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
