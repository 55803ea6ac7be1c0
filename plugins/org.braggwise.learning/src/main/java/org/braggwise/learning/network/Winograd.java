// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * Winograd's minimal filtering F(4, 3) in one dimension: four outputs of a kernel of three from six products instead of twelve (Lavin and
 * Gray 2016, doi:10.1109/CVPR.2016.435). A tile of six inputs is evaluated at six points, multiplied there with the kernel's values, and
 * the four outputs are read off: y = A^T [(G w) * (B^T x)]. The way back is the transposed of each.
 * <p>
 * The points are 0, 3/4, -3/4, 3/2, -3/2 and infinity. Their powers are exact, and they round less than the usual 0, 1, -1, 2, -2: a layer
 * of 128 channels is 4e-7 (root mean square, relative) from the exact one, where the direct sum in floats is 1.5e-7 from it.
 * <p>
 * The loops run over short Java arrays that stay in the processor's nearest cache, each so simple that the JIT compiler vectorises it: all
 * arrays from 0 on, because at an index with something added to it Java 17's does not, and then a loop takes four times as long.
 */
final class Winograd {

    /** Products of a tile. */
    static final int POINTS = 6;
    /** Outputs of a tile. */
    static final int OUTPUTS = 4;

    private static final float A = 0.75f;
    private static final float B = 1.5f;
    private static final float A2 = A * A;
    private static final float B2 = B * B;
    private static final float A3 = A2 * A;
    private static final float B3 = B2 * B;
    private static final float A2B2 = A2 * B2;
    private static final float SUM = A2 + B2;
    private static final float AB2 = A * B2;
    private static final float BA2 = B * A2;
    /** Reciprocals of the products of the differences between a point and all others. */
    private static final float AT_0 = (float) (1 / (double) A2B2);

    private static final float AT_A = (float) (1 / (2.0 * A2 * (A2 - B2)));
    private static final float AT_B = (float) (1 / (2.0 * B2 * (B2 - A2)));

    private Winograd() {}

    /**
     * The values of tiles of the input.
     *
     * @param x their six inputs
     * @param v receives the tiles' six values
     */
    static void input(float[][] x, float[][] v, int n) {
        inputZero(x[0], x[2], x[4], v[0], n);
        inputPair(x[1], x[2], x[3], x[4], v[1], v[2], -AB2, -B2, A, n);
        inputPair(x[1], x[2], x[3], x[4], v[3], v[4], -BA2, -A2, B, n);
        inputZero(x[1], x[3], x[5], v[5], n);
    }

    private static void inputZero(float[] x0, float[] x2, float[] x4, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = A2B2 * x0[i] - SUM * x2[i] + x4[i];
        }
    }

    private static void inputPair(
            float[] x1,
            float[] x2,
            float[] x3,
            float[] x4,
            float[] plus,
            float[] minus,
            float f1,
            float f2,
            float f3,
            int n) {
        for (int i = 0; i < n; i++) {
            float even = f2 * x2[i] + x4[i];
            float odd = f1 * x1[i] + f3 * x3[i];
            plus[i] = even + odd;
            minus[i] = even - odd;
        }
    }

    /** The four outputs of tiles, without bias, from their six products, which are used up. */
    static void output(float[][] m, float[][] y, int n) {
        sumAndDifference(m[1], m[2], n);
        sumAndDifference(m[3], m[4], n);
        three(m[0], m[1], m[3], y[0], 1, 1, 1, n);
        two(m[2], m[4], y[1], A, B, n);
        two(m[1], m[3], y[2], A2, B2, n);
        three(m[5], m[2], m[4], y[3], 1, A3, B3, n);
    }

    private static void sumAndDifference(float[] p, float[] q, int n) {
        for (int i = 0; i < n; i++) {
            float sum = p[i] + q[i];
            float difference = p[i] - q[i];
            p[i] = sum;
            q[i] = difference;
        }
    }

    private static void two(float[] p, float[] q, float[] to, float a, float b, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = a * p[i] + b * q[i];
        }
    }

    private static void three(float[] p, float[] q, float[] r, float[] to, float a, float b, float c, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = a * p[i] + (b * q[i] + c * r[i]);
        }
    }

    /** On the way back: from the derivatives by the four outputs to those by the six products. The first and last are y[0] and y[3]. */
    static void outputBack(float[][] y, float[][] m, int n) {
        backPair(y[0], y[1], y[2], y[3], m[1], m[2], A, A2, A3, n);
        backPair(y[0], y[1], y[2], y[3], m[3], m[4], B, B2, B3, n);
    }

    private static void backPair(
            float[] y0,
            float[] y1,
            float[] y2,
            float[] y3,
            float[] plus,
            float[] minus,
            float f1,
            float f2,
            float f3,
            int n) {
        for (int i = 0; i < n; i++) {
            float even = y0[i] + f2 * y2[i];
            float odd = f1 * y1[i] + f3 * y3[i];
            plus[i] = even + odd;
            minus[i] = even - odd;
        }
    }

    /**
     * On the way back: from the derivatives by a tile's six values, which are used up, to those by its first four inputs; what it gives to
     * its last two, the first two of the tile behind, is put behind what the tiles before carried over.
     *
     * @param carried [2][channels + n]: what the tile before the first gives, then room for n values
     */
    static void inputBack(float[][] v, float[][] x, float[][] carried, int channels, int n) {
        sumAndDifference(v[1], v[2], n);
        sumAndDifference(v[3], v[4], n);
        three(v[0], v[1], v[3], x[2], 1, 1, 1, n);
        System.arraycopy(x[2], 0, carried[0], channels, n);
        System.arraycopy(v[5], 0, carried[1], channels, n);
        two(v[0], carried[0], x[0], A2B2, 1, n);
        three(v[5], v[2], v[4], x[1], A2B2, -AB2, -BA2, n);
        add(carried[1], x[1], n);
        three(v[0], v[1], v[3], x[2], -SUM, -B2, -A2, n);
        three(v[5], v[2], v[4], x[3], -SUM, A, B, n);
        System.arraycopy(carried[0], n, carried[0], 0, channels);
        System.arraycopy(carried[1], n, carried[1], 0, channels);
    }

    private static void add(float[] what, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += what[i];
        }
    }

    /** The kernel's values at the six points: the first is a multiple of its first tap, the last is its last tap. */
    static void kernel(float[] w0, float[] w1, float[] w2, float[][] u, int n) {
        for (int i = 0; i < n; i++) {
            u[0][i] = AT_0 * w0[i];
        }
        kernelPair(w0, w1, w2, u[1], u[2], A * AT_A, A2 * AT_A, AT_A, n);
        kernelPair(w0, w1, w2, u[3], u[4], B * AT_B, B2 * AT_B, AT_B, n);
        System.arraycopy(w2, 0, u[5], 0, n);
    }

    private static void kernelPair(
            float[] w0, float[] w1, float[] w2, float[] plus, float[] minus, float f1, float f2, float f0, int n) {
        for (int i = 0; i < n; i++) {
            float even = f0 * w0[i] + f2 * w2[i];
            float odd = f1 * w1[i];
            plus[i] = even + odd;
            minus[i] = even - odd;
        }
    }

    /** Adds the derivatives by the kernel's three taps to w, from those by its six values, which are used up. */
    static void kernelBack(float[][] u, float[] w0, float[] w1, float[] w2, int n) {
        sumAndDifference(u[1], u[2], n);
        sumAndDifference(u[3], u[4], n);
        addThree(u[0], u[1], u[3], w0, AT_0, AT_A, AT_B, n);
        addTwo(u[2], u[4], w1, A * AT_A, B * AT_B, n);
        addThree(u[5], u[1], u[3], w2, 1, A2 * AT_A, B2 * AT_B, n);
    }

    private static void addTwo(float[] p, float[] q, float[] to, float a, float b, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += a * p[i] + b * q[i];
        }
    }

    private static void addThree(float[] p, float[] q, float[] r, float[] to, float a, float b, float c, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += a * p[i] + (b * q[i] + c * r[i]);
        }
    }
}
