// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/**
 * A convolution's kernel where matrix products want it: its values at Winograd's six points, a matrix inputs x outputs each, and their
 * transposed for the way back.
 */
final class ConvolutionKernel implements AutoCloseable {

    private static final int BLOCK = 16;

    final int inputs;
    final int outputs;
    /** [6][inputs][outputs] */
    final Floats values;
    /** [6][outputs][inputs]; null where there is no way back. */
    final Floats transposed;

    ConvolutionKernel(int inputs, int outputs, boolean wayBack) {
        this.inputs = inputs;
        this.outputs = outputs;
        values = new Floats(Winograd.POINTS * inputs * outputs);
        transposed = wayBack ? new Floats(Winograd.POINTS * inputs * outputs) : null;
    }

    /** @param taps [3][inputs][outputs] from {@code at} on */
    void update(FloatBuffer taps, int at) {
        int n = inputs * outputs;
        var w = new float[NetworkSpec.KERNEL][n];
        for (int k = 0; k < w.length; k++) {
            taps.get(at + k * n, w[k]);
        }
        var u = new float[Winograd.POINTS][n];
        Winograd.kernel(w[0], w[1], w[2], u, n);
        for (int p = 0; p < u.length; p++) {
            values.at.put(p * n, u[p]);
            if (transposed != null) {
                transpose(u[p], w[0]);
                transposed.at.put(p * n, w[0]);
            }
        }
    }

    private void transpose(float[] from, float[] to) {
        for (int i0 = 0; i0 < inputs; i0 += BLOCK) {
            for (int o0 = 0; o0 < outputs; o0 += BLOCK) {
                for (int i = i0; i < Math.min(inputs, i0 + BLOCK); i++) {
                    for (int o = o0; o < Math.min(outputs, o0 + BLOCK); o++) {
                        to[o * inputs + i] = from[i * outputs + o];
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        values.close();
        if (transposed != null) {
            transposed.close();
        }
    }
}
