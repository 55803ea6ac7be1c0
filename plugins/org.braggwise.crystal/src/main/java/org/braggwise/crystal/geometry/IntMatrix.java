// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

/** 3 x 3 matrices of integers, row by row in arrays of nine. Nothing is changed in place. */
public final class IntMatrix {

    private static final int[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    private IntMatrix() {}

    /** @return a new array with the identity */
    public static int[] identity() {
        return IDENTITY.clone();
    }

    /** @return the matrix whose columns are three vectors */
    public static int[] columns(int[] a, int[] b, int[] c) {
        return new int[] {a[0], b[0], c[0], a[1], b[1], c[1], a[2], b[2], c[2]};
    }

    /** @return the determinant */
    public static int determinant(int[] m) {
        return m[0] * (m[4] * m[8] - m[5] * m[7])
                - m[1] * (m[3] * m[8] - m[5] * m[6])
                + m[2] * (m[3] * m[7] - m[4] * m[6]);
    }

    /** @return the trace */
    public static int trace(int[] m) {
        return m[0] + m[4] + m[8];
    }

    /** @return a b */
    public static int[] times(int[] a, int[] b) {
        int[] c = new int[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
            }
        }
        return c;
    }

    /** @return every entry of a matrix or a vector times a number */
    public static int[] times(int[] a, int scalar) {
        int[] c = a.clone();
        for (int i = 0; i < c.length; i++) {
            c[i] *= scalar;
        }
        return c;
    }

    /** @return m v */
    public static int[] apply(int[] m, int[] v) {
        return new int[] {
            m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
            m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
            m[6] * v[0] + m[7] * v[1] + m[8] * v[2]
        };
    }

    /** @return the matrix of cofactors, transposed: inverse times determinant */
    public static int[] adjugate(int[] m) {
        return new int[] {
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
        };
    }

    /** @return the inverse of a matrix with determinant 1 or -1 */
    public static int[] inverse(int[] m) {
        return times(adjugate(m), determinant(m));
    }

    /** @return the sum of two vectors */
    public static int[] sum(int[] p, int[] q) {
        return new int[] {p[0] + q[0], p[1] + q[1], p[2] + q[2]};
    }

    /** @return the greatest common divisor, 0 or more */
    public static int gcd(int a, int b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }
}
