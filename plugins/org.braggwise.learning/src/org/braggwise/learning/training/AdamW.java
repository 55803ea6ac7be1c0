// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.learning.network.Workers;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980) with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101). Every element
 * is on its own, so its result does not depend on threads.
 */
final class AdamW {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float EPSILON = 1e-8f;
    private static final int CUT = 1 << 16;

    private record Piece(float[] values, float[] gradient, float[] mean, float[] square, int from, int to, boolean decays) {
    }

    private final List<Piece> m_pieces = new ArrayList<>();
    private final float m_decay;
    private long m_step;

    AdamW(final double weightDecay) {
        m_decay = (float)weightDecay;
    }

    /** Adds an array that {@link #step} changes along its gradient. */
    void add(final float[] values, final float[] gradient, final boolean decays) {
        final var mean = new float[values.length];
        final var square = new float[values.length];
        for (int from = 0; from < values.length; from += CUT) {
            m_pieces.add(new Piece(values, gradient, mean, square, from, Math.min(values.length, from + CUT), decays));
        }
    }

    void step(final double learningRate, final Workers workers) {
        m_step++;
        final float rate = (float)(learningRate / (1 - Math.pow(BETA1, m_step)));
        final float unbias = (float)(1 / (1 - Math.pow(BETA2, m_step)));
        final float shrink = (float)(learningRate * m_decay);
        workers.run(m_pieces.size(), (part, thread) -> move(m_pieces.get(part), rate, unbias, shrink));
    }

    private static void move(final Piece p, final float rate, final float unbias, final float shrink) {
        final float[] w = p.values;
        final float[] g = p.gradient;
        final float[] m = p.mean;
        final float[] v = p.square;
        final float decay = p.decays ? shrink : 0f;
        for (int i = p.from; i < p.to; i++) {
            m[i] = (float)BETA1 * m[i] + (float)(1 - BETA1) * g[i];
            v[i] = (float)BETA2 * v[i] + (float)(1 - BETA2) * g[i] * g[i];
            w[i] -= decay * w[i] + rate * m[i] / ((float)Math.sqrt(v[i] * unbias) + EPSILON);
        }
    }
}
