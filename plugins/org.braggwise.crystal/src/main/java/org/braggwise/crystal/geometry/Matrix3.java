// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

/** 3 x 3 matrices of real numbers: arrays of three rows. Nothing is changed in place. */
public final class Matrix3 {

    private Matrix3() {}

    /** @return the determinant */
    public static double determinant(double[][] m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }

    /** @return the inverse; entries that are not finite where the determinant is 0 */
    public static double[][] inverse(double[][] m) {
        double[][] r = new double[3][3];
        double det = determinant(m);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int p = (i + 1) % 3;
                int q = (i + 2) % 3;
                int s = (j + 1) % 3;
                int t = (j + 2) % 3;
                r[j][i] = (m[p][s] * m[q][t] - m[p][t] * m[q][s]) / det;
            }
        }
        return r;
    }

    /** @return rows as columns */
    public static double[][] transposed(double[][] m) {
        return new double[][] {{m[0][0], m[1][0], m[2][0]}, {m[0][1], m[1][1], m[2][1]}, {m[0][2], m[1][2], m[2][2]}};
    }

    /** @return a b */
    public static double[][] times(double[][] a, double[][] b) {
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
            }
        }
        return c;
    }

    /** @return m v */
    public static double[] apply(double[][] m, double[] v) {
        double[] r = new double[3];
        for (int i = 0; i < 3; i++) {
            r[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
        }
        return r;
    }

    /** @return the same matrix of nine integers, row by row, as real numbers */
    public static double[][] of(int[] m) {
        return new double[][] {{m[0], m[1], m[2]}, {m[3], m[4], m[5]}, {m[6], m[7], m[8]}};
    }
}
