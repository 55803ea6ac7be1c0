// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

/** A polynomial by least squares through the normal equations of the powers about the mean, which suffice for degree 2. */
final class Polynomial {

    private Polynomial() {}

    /** @return coefficients of 1, x, x^2 up to the degree, 0 to 2; of fewer where the points are fewer */
    static double[] fit(double[] x, double[] y, int degree) {
        int m = Math.min(degree + 1, x.length);
        double[][] a = new double[m][m + 1];
        for (int i = 0; i < x.length; i++) {
            for (int r = 0; r < m; r++) {
                for (int c = 0; c < m; c++) {
                    a[r][c] += Math.pow(x[i], r + c);
                }
                a[r][m] += Math.pow(x[i], r) * y[i];
            }
        }
        for (int p = 0; p < m; p++) {
            for (int r = p + 1; r < m; r++) {
                double f = a[r][p] / a[p][p];
                for (int c = p; c <= m; c++) {
                    a[r][c] -= f * a[p][c];
                }
            }
        }
        double[] c = new double[m];
        for (int r = m - 1; r >= 0; r--) {
            double sum = a[r][m];
            for (int k = r + 1; k < m; k++) {
                sum -= a[r][k] * c[k];
            }
            c[r] = sum / a[r][r];
        }
        return c;
    }
}
