// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

/** Normal equations of at most seven unknowns, solved by Gauss and Jordan's elimination, which gives the covariance too. */
final class SmallSystem {

    private static final double SINGULAR = 1e-11;

    private final double[][] m_a = new double[7][14];
    private final double[] m_b = new double[7];
    private int m_n;

    /** Starts anew with n unknowns. */
    void clear(int n) {
        m_n = n;
        for (int i = 0; i < n; i++) {
            m_b[i] = 0;
            for (int j = 0; j < 2 * n; j++) {
                m_a[i][j] = j == n + i ? 1 : 0;
            }
        }
    }

    /** Adds an observation: the sum of coefficients times unknowns is the value, with a weight. */
    void add(double[] coefficients, double value, double weight) {
        for (int i = 0; i < m_n; i++) {
            double w = weight * coefficients[i];
            m_b[i] += w * value;
            for (int j = 0; j < m_n; j++) {
                m_a[i][j] += w * coefficients[j];
            }
        }
    }

    /**
     * @param x takes the unknowns
     * @return whether they are determined
     */
    boolean solve(double[] x) {
        double[] diagonal = new double[m_n];
        for (int i = 0; i < m_n; i++) {
            diagonal[i] = m_a[i][i];
        }
        for (int p = 0; p < m_n; p++) {
            // The matrix is positive definite, so that the diagonal serves as pivot.
            double pivot = m_a[p][p];
            if (!(pivot > SINGULAR * diagonal[p])) {
                return false;
            }
            for (int j = 0; j < 2 * m_n; j++) {
                m_a[p][j] /= pivot;
            }
            m_b[p] /= pivot;
            for (int i = 0; i < m_n; i++) {
                double f = m_a[i][p];
                if (i != p && f != 0) {
                    for (int j = 0; j < 2 * m_n; j++) {
                        m_a[i][j] -= f * m_a[p][j];
                    }
                    m_b[i] -= f * m_b[p];
                }
            }
        }
        System.arraycopy(m_b, 0, x, 0, m_n);
        return true;
    }

    /** @return the covariance of two unknowns after {@link #solve}, for weights 1 / sigma^2 */
    double covariance(int i, int j) {
        return m_a[i][m_n + j];
    }
}
