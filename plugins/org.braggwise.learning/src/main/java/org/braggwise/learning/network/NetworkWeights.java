// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;

/**
 * The weights of a B-VGGNet as plain arrays. A convolution's kernel is row-major [3][inputs][outputs]: row 3-tap * inputs + input. The
 * dense weight is [features][width] with feature = position * channels + channel (channels last), the output weight [width][classes].
 */
public final class NetworkWeights {

    private final NetworkSpec m_spec;
    private final float[][][] m_kernels;
    private final float[][][] m_biases;
    private final float[] m_denseWeight;
    private final float[] m_denseBias;
    private final float[] m_outputWeight;
    private final float[] m_outputBias;

    /** All zero. */
    public NetworkWeights(NetworkSpec spec) {
        m_spec = spec;
        int[][] channels = spec.blockChannels();
        m_kernels = new float[channels.length][][];
        m_biases = new float[channels.length][][];
        for (int b = 0; b < channels.length; b++) {
            m_kernels[b] = new float[channels[b].length][];
            m_biases[b] = new float[channels[b].length][];
            for (int l = 0; l < channels[b].length; l++) {
                m_kernels[b][l] = new float[NetworkSpec.KERNEL * spec.inputChannels(b, l) * channels[b][l]];
                m_biases[b][l] = new float[channels[b][l]];
            }
        }
        m_denseWeight = new float[Math.multiplyExact(spec.features(), spec.denseWidth())];
        m_denseBias = new float[spec.denseWidth()];
        m_outputWeight = new float[spec.denseWidth() * spec.classes()];
        m_outputBias = new float[spec.classes()];
    }

    /** He's normal initialisation (2015, arXiv:1502.01852) for what feeds a ReLU, Glorot's for the output; biases 0. */
    public static NetworkWeights initialise(NetworkSpec spec, long seed) {
        var w = new NetworkWeights(spec);
        int[][] channels = spec.blockChannels();
        for (int b = 0; b < channels.length; b++) {
            for (int l = 0; l < channels[b].length; l++) {
                normal(
                        w.m_kernels[b][l],
                        Math.sqrt(2.0 / (NetworkSpec.KERNEL * spec.inputChannels(b, l))),
                        KeyedRandom.of(seed, "initial weights", "block " + b, l));
            }
        }
        normal(w.m_denseWeight, Math.sqrt(2.0 / spec.features()), KeyedRandom.of(seed, "initial weights", "dense", 0));
        normal(
                w.m_outputWeight,
                Math.sqrt(2.0 / (spec.denseWidth() + spec.classes())),
                KeyedRandom.of(seed, "initial weights", "output", 0));
        return w;
    }

    private static void normal(float[] values, double sigma, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sigma * random.nextGaussian());
        }
    }

    public NetworkSpec spec() {
        return m_spec;
    }

    /** @return [3][inputs][outputs] row-major, not copied */
    public float[] convKernel(int block, int layer) {
        return m_kernels[block][layer];
    }

    public float[] convBias(int block, int layer) {
        return m_biases[block][layer];
    }

    /** @return [features][width] row-major, not copied */
    public float[] denseWeight() {
        return m_denseWeight;
    }

    public float[] denseBias() {
        return m_denseBias;
    }

    /** @return [width][classes] row-major, not copied */
    public float[] outputWeight() {
        return m_outputWeight;
    }

    public float[] outputBias() {
        return m_outputBias;
    }

    /** @return every array in the order trunk (kernel, bias), dense, output: the order of files and of the flat parameter vector */
    public List<float[]> arrays() {
        List<float[]> all = new ArrayList<>();
        for (int b = 0; b < m_kernels.length; b++) {
            for (int l = 0; l < m_kernels[b].length; l++) {
                all.add(m_kernels[b][l]);
                all.add(m_biases[b][l]);
            }
        }
        all.add(m_denseWeight);
        all.add(m_denseBias);
        all.add(m_outputWeight);
        all.add(m_outputBias);
        return all;
    }
}
