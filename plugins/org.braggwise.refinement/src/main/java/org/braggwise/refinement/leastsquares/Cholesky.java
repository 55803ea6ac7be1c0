// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

/** A = L L' of a symmetric positive definite matrix, for solving A x = b and for its inverse (Golub and Van Loan, Matrix Computations, 4.2). */
public final class Cholesky {

    /** A pivot below this share of the diagonal means that parameters depend on each other, to within rounding. */
    private static final double SINGULAR = 1e-13;

    private final int m_n;
    private final double[] m_l;

    private Cholesky(int n, double[] l) {
        m_n = n;
        m_l = l;
    }

    /**
     * @param n order
     * @param matrix n * n numbers row by row; the lower triangle counts
     * @return the factor, null where the matrix is not positive definite
     */
    public static Cholesky of(int n, double[] matrix) {
        double[] l = matrix.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = l[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                if (i > j) {
                    l[i * n + j] = sum / l[j * n + j];
                } else if (sum > SINGULAR * matrix[i * n + i]) {
                    l[i * n + i] = Math.sqrt(sum);
                } else {
                    return null;
                }
            }
        }
        return new Cholesky(n, l);
    }

    /** Solves A x = b in place. */
    public void solve(double[] b) {
        for (int i = 0; i < m_n; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= m_l[i * m_n + k] * b[k];
            }
            b[i] = sum / m_l[i * m_n + i];
        }
        for (int i = m_n - 1; i >= 0; i--) {
            double sum = b[i];
            for (int k = i + 1; k < m_n; k++) {
                sum -= m_l[k * m_n + i] * b[k];
            }
            b[i] = sum / m_l[i * m_n + i];
        }
    }

    /** @return ln det A */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < m_n; i++) {
            sum += 2 * Math.log(m_l[i * m_n + i]);
        }
        return sum;
    }

    /** @return the inverse, row by row */
    public double[] inverse() {
        double[] inverse = new double[m_n * m_n];
        double[] column = new double[m_n];
        for (int i = 0; i < m_n; i++) {
            java.util.Arrays.fill(column, 0);
            column[i] = 1;
            solve(column);
            System.arraycopy(column, 0, inverse, i * m_n, m_n);
        }
        return inverse;
    }
}
