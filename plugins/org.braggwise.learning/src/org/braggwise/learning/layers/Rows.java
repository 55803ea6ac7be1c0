// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;

import org.braggwise.learning.network.Floats;

/** Loops over the rows of a dense layer's outputs. */
final class Rows {

    private Rows() {
    }

    /** @return the values plus the bias of their column, row-major */
    static float[] withBias(final Floats y, final FloatBuffer bias, final int rows) {
        final int out = bias.capacity();
        final var z = new float[rows * out];
        y.read(z);
        for (int i = 0; i < z.length; i++) {
            z[i] += bias.get(i % out);
        }
        return z;
    }

    static void store(final float[] z, final boolean rectified, final Floats to) {
        final var y = z.clone();
        for (int i = 0; rectified && i < y.length; i++) {
            y[i] = Math.max(0f, y[i]);
        }
        to.write(y);
    }

    /** @return epsilon, or 0 where a rectified value was not above 0 */
    static float[] derivative(final FloatBuffer epsilon, final float[] z, final boolean rectified) {
        final var d = new float[z.length];
        epsilon.get(0, d);
        for (int i = 0; rectified && i < d.length; i++) {
            d[i] = z[i] > 0 ? d[i] : 0f;
        }
        return d;
    }

    /** Sums over the rows. */
    static void sums(final float[] d, final FloatBuffer to) {
        final int out = to.capacity();
        final var sums = new float[out];
        for (int i = 0; i < d.length; i++) {
            sums[i % out] += d[i];
        }
        to.put(0, sums);
    }
}
