// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;
import java.util.List;

/** The convolutions' weights where the passes want them. Shared by all threads; nobody writes while a pass runs. */
final class TrunkWeights {

    /** Which ways back are made. */
    enum Use {
        /** none */
        PREDICTION,
        /** to the input of every convolution but the first */
        TRAINING,
        /** to the patterns */
        EXPLANATION
    }

    private final List<ConvolutionPlace> m_places;
    final ConvolutionKernel[][] kernels;
    /** Each bias, repeated for a piece of so many tiles as elementwise loops take. */
    final float[][][] biases;

    TrunkWeights(NetworkSpec spec, Use use) {
        m_places = ConvolutionPlace.of(spec);
        int[][] channels = spec.blockChannels();
        kernels = new ConvolutionKernel[channels.length][];
        biases = new float[channels.length][][];
        for (int b = 0; b < channels.length; b++) {
            kernels[b] = new ConvolutionKernel[channels[b].length];
            biases[b] = new float[channels[b].length][];
        }
        for (ConvolutionPlace p : m_places) {
            boolean wayBack = use == Use.EXPLANATION || use == Use.TRAINING && p.at() > 0;
            kernels[p.block()][p.layer()] = new ConvolutionKernel(p.inputs(), p.outputs(), wayBack);
            biases[p.block()][p.layer()] = new float[Convolution.pieceTiles(p.outputs()) * p.outputs()];
        }
    }

    /** @return floats of native memory that one takes in training */
    static long values(NetworkSpec spec) {
        return 2L * Winograd.POINTS * spec.trunkParameterCount() / NetworkSpec.KERNEL;
    }

    void update(NetworkWeights weights, Workers workers) {
        workers.run(m_places.size(), (part, thread) -> {
            ConvolutionPlace p = m_places.get(part);
            float[] bias = weights.convBias(p.block(), p.layer());
            update(p, FloatBuffer.wrap(weights.convKernel(p.block(), p.layer())), 0, FloatBuffer.wrap(bias), 0);
        });
    }

    /** Takes over changed weights from a flat vector of parameters. */
    void update(FloatBuffer flat, Workers workers) {
        workers.run(m_places.size(), (part, thread) -> {
            ConvolutionPlace p = m_places.get(part);
            update(p, flat, p.at(), flat, p.at() + p.weights());
        });
    }

    private void update(ConvolutionPlace p, FloatBuffer kernel, int kernelAt, FloatBuffer bias, int biasAt) {
        kernels[p.block()][p.layer()].update(kernel, kernelAt);
        float[] repeated = biases[p.block()][p.layer()];
        for (int i = 0; i < repeated.length; i += p.outputs()) {
            bias.get(biasAt, repeated, i, p.outputs());
        }
    }

    void close() {
        for (ConvolutionKernel[] block : kernels) {
            for (ConvolutionKernel kernel : block) {
                kernel.close();
            }
        }
    }
}
