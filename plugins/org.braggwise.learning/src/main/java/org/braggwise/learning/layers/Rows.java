// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;

import org.braggwise.learning.network.Floats;

/** Loops over the rows of a dense layer's outputs. */
final class Rows {

    private Rows() {}

    /** @return the values plus the bias of their column, row-major */
    static float[] withBias(Floats y, FloatBuffer bias, int rows) {
        int out = bias.capacity();
        var z = new float[rows * out];
        y.read(z);
        for (int i = 0; i < z.length; i++) {
            z[i] += bias.get(i % out);
        }
        return z;
    }

    static void store(float[] z, boolean rectified, Floats to) {
        var y = z.clone();
        for (int i = 0; rectified && i < y.length; i++) {
            y[i] = Math.max(0f, y[i]);
        }
        to.write(y);
    }

    /** @return epsilon, or 0 where a rectified value was not above 0 */
    static float[] derivative(FloatBuffer epsilon, float[] z, boolean rectified) {
        var d = new float[z.length];
        epsilon.get(0, d);
        for (int i = 0; rectified && i < d.length; i++) {
            d[i] = z[i] > 0 ? d[i] : 0f;
        }
        return d;
    }

    /** Sums over the rows. */
    static void sums(float[] d, FloatBuffer to) {
        int out = to.capacity();
        var sums = new float[out];
        for (int i = 0; i < d.length; i++) {
            sums[i % out] += d[i];
        }
        to.put(0, sums);
    }
}
