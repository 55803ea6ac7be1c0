// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import org.braggwise.crystal.geometry.FractionalDifference;

/**
 * Solves A p = b modulo 1 for integer A (n x 3) and real b: the origin shifts that carry one set of translation parts into another. By the
 * Smith normal form U A V = S, as in R. W. Grosse-Kunstleve (1999), Acta Cryst. A55, 383, doi:10.1107/S0108767398010186, section 5.
 */
final class ModularEquations {

    private final int[][] m_u;
    private final int[][] m_v;
    private final int[] m_s = new int[3];

    ModularEquations(int[][] a) {
        int n = a.length;
        int[][] m = new int[n][];
        m_u = new int[n][n];
        m_v = new int[3][3];
        for (int i = 0; i < n; i++) {
            m[i] = a[i].clone();
            m_u[i][i] = 1;
        }
        for (int i = 0; i < 3; i++) {
            m_v[i][i] = 1;
        }
        for (int d = 0; d < Math.min(n, 3); d++) {
            if (!pivot(m, d)) {
                break;
            }
            boolean clean = false;
            while (!clean) {
                clean = true;
                for (int i = d + 1; i < n; i++) {
                    while (m[i][d] != 0) {
                        int q = m[i][d] / m[d][d];
                        subtractRow(m, i, d, q);
                        subtractRow(m_u, i, d, q);
                        if (m[i][d] != 0) { // the remainder is the smaller pivot
                            swapRows(m, d, i);
                            swapRows(m_u, d, i);
                        }
                    }
                }
                for (int j = d + 1; j < 3; j++) {
                    while (m[d][j] != 0) {
                        int q = m[d][j] / m[d][d];
                        subtractColumn(m, j, d, q);
                        subtractColumn(m_v, j, d, q);
                        if (m[d][j] != 0) {
                            swapColumns(m, d, j);
                            swapColumns(m_v, d, j);
                            clean = false;
                        }
                    }
                }
            }
            m_s[d] = m[d][d];
        }
    }

    /** @return one p, with its free parts 0; a p is returned even where b admits none: test it */
    double[] solve(double[] b) {
        double[] q = new double[3];
        for (int d = 0; d < 3; d++) {
            if (m_s[d] != 0) {
                double sum = 0;
                for (int i = 0; i < b.length; i++) {
                    sum += m_u[d][i] * b[i];
                }
                q[d] = FractionalDifference.nearest(sum) / m_s[d];
            }
        }
        double[] p = new double[3];
        for (int i = 0; i < 3; i++) {
            p[i] = m_v[i][0] * q[0] + m_v[i][1] * q[1] + m_v[i][2] * q[2];
        }
        return p;
    }

    /** Brings the smallest entry that is left to the diagonal. */
    private boolean pivot(int[][] m, int d) {
        int row = -1;
        int column = -1;
        for (int i = d; i < m.length; i++) {
            for (int j = d; j < 3; j++) {
                if (m[i][j] != 0 && (row < 0 || Math.abs(m[i][j]) < Math.abs(m[row][column]))) {
                    row = i;
                    column = j;
                }
            }
        }
        if (row < 0) {
            return false;
        }
        swapRows(m, d, row);
        swapRows(m_u, d, row);
        swapColumns(m, d, column);
        swapColumns(m_v, d, column);
        return true;
    }

    private static void subtractRow(int[][] m, int to, int from, int times) {
        for (int j = 0; j < m[to].length; j++) {
            m[to][j] -= times * m[from][j];
        }
    }

    private static void subtractColumn(int[][] m, int to, int from, int times) {
        for (int[] row : m) {
            row[to] -= times * row[from];
        }
    }

    private static void swapRows(int[][] m, int i, int j) {
        int[] t = m[i];
        m[i] = m[j];
        m[j] = t;
    }

    private static void swapColumns(int[][] m, int i, int j) {
        for (int[] row : m) {
            int t = row[i];
            row[i] = row[j];
            row[j] = t;
        }
    }
}
