// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

/**
 * The metric tensor G of a basis, G_ij = a_i . a_j: what makes lengths and angles of coordinates. In square angstrom for a direct basis, in
 * reciprocal square angstrom for a reciprocal one. Immutable.
 */
public final class Metric {

    private final double m_11;
    private final double m_22;
    private final double m_33;
    private final double m_12;
    private final double m_13;
    private final double m_23;

    /** @param g a symmetric 3 x 3 matrix; what is above the diagonal is taken */
    public Metric(double[][] g) {
        m_11 = g[0][0];
        m_22 = g[1][1];
        m_33 = g[2][2];
        m_12 = g[0][1];
        m_13 = g[0][2];
        m_23 = g[1][2];
    }

    /** @return a_i . a_j, with i and j from 0 to 2 */
    public double at(int i, int j) {
        return i == j ? i == 0 ? m_11 : i == 1 ? m_22 : m_33 : i + j == 1 ? m_12 : i + j == 2 ? m_13 : m_23;
    }

    /** @return a new array with the full matrix */
    public double[][] toArray() {
        return new double[][] {{m_11, m_12, m_13}, {m_12, m_22, m_23}, {m_13, m_23, m_33}};
    }

    /** @return x . x for x = (x, y, z) in coordinates of the basis */
    public double square(double x, double y, double z) {
        return x * (m_11 * x + 2 * m_12 * y + 2 * m_13 * z) + y * (m_22 * y + 2 * m_23 * z) + m_33 * z * z;
    }

    /** @return x . x */
    public double square(double[] x) {
        return square(x[0], x[1], x[2]);
    }

    /** @return |x|; 0 where rounding makes the square negative */
    public double length(double[] x) {
        return Math.sqrt(Math.max(0, square(x[0], x[1], x[2])));
    }

    /** @return u . v */
    public double dot(int[] u, int[] v) {
        return dot(u[0], u[1], u[2], v[0], v[1], v[2]);
    }

    /** @return u . v */
    public double dot(double[] u, double[] v) {
        return dot(u[0], u[1], u[2], v[0], v[1], v[2]);
    }

    private double dot(double u1, double u2, double u3, double v1, double v2, double v3) {
        return u1 * (m_11 * v1 + m_12 * v2 + m_13 * v3)
                + u2 * (m_12 * v1 + m_22 * v2 + m_23 * v3)
                + u3 * (m_13 * v1 + m_23 * v2 + m_33 * v3);
    }

    /** @return the volume that the basis spans */
    public double volume() {
        return Math.sqrt(Math.max(0, Matrix3.determinant(toArray())));
    }

    /** @return G^-1, the metric tensor of the reciprocal basis: 1/d^2 = h . G^-1 h */
    public Metric reciprocal() {
        return new Metric(Matrix3.inverse(toArray()));
    }

    /** @return P^T G P, the metric tensor of the basis (a b c) P */
    public Metric transformed(int[] p) {
        return transformed(Matrix3.of(p));
    }

    /** @return P^T G P, the metric tensor of the basis (a b c) P */
    public Metric transformed(double[][] p) {
        double[][] g = toArray();
        double[][] t = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    for (int l = 0; l < 3; l++) {
                        sum += p[k][i] * g[k][l] * p[l][j];
                    }
                }
                t[i][j] = sum;
            }
        }
        return new Metric(t);
    }
}
