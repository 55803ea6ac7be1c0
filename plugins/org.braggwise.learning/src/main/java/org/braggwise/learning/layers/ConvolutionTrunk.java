// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.learning.network.NetworkSpec;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Configuration of the convolution trunk as one Deeplearning4j layer: blocks of convolutions of kernel 3 with ReLU, each closed by
 * max-pooling of 2 and, where asked for, dropout. In: rows x points. Out: rows x features, position by position.
 */
public final class ConvolutionTrunk extends FlatLayer {

    private static final long serialVersionUID = 1;

    private int[][] m_blockChannels;
    private double m_dropProbability;
    private long m_dropSeed;

    /** For JSON. */
    public ConvolutionTrunk() {}

    /** @param seed of the dropout masks */
    public ConvolutionTrunk(NetworkSpec spec, long seed) {
        super("trunk", spec.inputLength(), spec.features());
        m_blockChannels = spec.blockChannels();
        m_dropProbability = spec.trunkDropout();
        m_dropSeed = seed;
    }

    public int[][] getBlockChannels() {
        return m_blockChannels;
    }

    public void setBlockChannels(int[][] channels) {
        m_blockChannels = channels;
    }

    public double getDropProbability() {
        return m_dropProbability;
    }

    public void setDropProbability(double probability) {
        m_dropProbability = probability;
    }

    public long getDropSeed() {
        return m_dropSeed;
    }

    public void setDropSeed(long seed) {
        m_dropSeed = seed;
    }

    /** Dense layers are no part of the trunk: their sizes in it have no meaning. */
    NetworkSpec shape() {
        return new NetworkSpec((int) getNIn(), m_blockChannels, 1, 2, m_dropProbability, 0);
    }

    @Override
    List<FlatParameters.Parameter> parameters() {
        NetworkSpec s = shape();
        List<FlatParameters.Parameter> all = new ArrayList<>();
        for (int b = 0; b < m_blockChannels.length; b++) {
            for (int l = 0; l < m_blockChannels[b].length; l++) {
                int rows = NetworkSpec.KERNEL * s.inputChannels(b, l);
                int out = m_blockChannels[b][l];
                String at = (b + 1) + "." + (l + 1);
                all.add(new FlatParameters.Parameter(
                        "W" + at, rows, out, FlatParameters.Kind.WEIGHT, 0, Math.sqrt(2.0 / rows)));
                all.add(new FlatParameters.Parameter("b" + at, 1, out, FlatParameters.Kind.BIAS, 0, 0));
            }
        }
        return all;
    }

    @Override
    FastLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new ConvolutionTrunkLayer(conf, type);
    }
}
