// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inverted dropout whose masks are a function of the seed and the iteration, not of ND4J's one global generator: training repeats, also
 * beside other trainings. Unlike Deeplearning4j's own, the probability is that of being dropped.
 */
public final class SeededDropout implements IDropout {

    private static final long serialVersionUID = 1;

    private double m_probability;
    private long m_seed;
    private transient float[] m_mask;

    /** For JSON. */
    public SeededDropout() {}

    public SeededDropout(double probability, long seed) {
        m_probability = probability;
        m_seed = seed;
    }

    public double getProbability() {
        return m_probability;
    }

    public void setProbability(double probability) {
        m_probability = probability;
    }

    public long getSeed() {
        return m_seed;
    }

    public void setSeed(long seed) {
        m_seed = seed;
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        SplittableRandom random = KeyedRandom.of(m_seed, "head", "dropout", iteration);
        float keep = (float) (1 / (1 - m_probability));
        m_mask = new float[(int) input.length()];
        for (int i = 0; i < m_mask.length; i++) {
            m_mask[i] = random.nextDouble() < m_probability ? 0f : keep;
        }
        multiply(input, result);
        return result;
    }

    @Override
    public INDArray backprop(INDArray atOutput, INDArray atInput, int iteration, int epoch) {
        multiply(atOutput, atInput);
        m_mask = null;
        return atInput;
    }

    private void multiply(INDArray x, INDArray y) {
        FloatBuffer from = NativeMemory.buffer(NativeMemory.rowMajor(x));
        FloatBuffer to = NativeMemory.buffer(y);
        for (int i = 0; i < m_mask.length; i++) {
            to.put(i, from.get(i) * m_mask[i]);
        }
    }

    @Override
    public void clear() {
        m_mask = null;
    }

    @Override
    public SeededDropout clone() {
        return new SeededDropout(m_probability, m_seed);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SeededDropout d && d.m_probability == m_probability && d.m_seed == m_seed;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(m_probability) + Long.hashCode(m_seed);
    }
}
