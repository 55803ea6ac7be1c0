// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

/**
 * Smoothing by local least-squares polynomials (A. Savitzky, M. J. E. Golay, Anal. Chem. 36, 1627 (1964), doi:10.1021/ac60214a047).
 *
 * <p>At the ends, where the window is not whole, the polynomial of the nearest whole window is used, so that a polynomial of the fitted
 * degree comes back unchanged everywhere.
 */
public final class SavitzkyGolay {

    private final int m_half;
    /** Row t: the weights that give the fitted value at place t of the window. */
    private final double[][] m_weights;

    /**
     * @param windowPoints odd, 3 or more
     * @param degree of the polynomial, 0 or more, less than the window
     * @throws IllegalArgumentException for other values
     */
    public SavitzkyGolay(int windowPoints, int degree) {
        if (windowPoints < 3 || windowPoints % 2 == 0 || degree < 0 || degree >= windowPoints || degree > 8) {
            throw new IllegalArgumentException("Savitzky-Golay got a window of " + windowPoints + " points and degree "
                    + degree + "; expected an odd window of 3 or more and a degree below it, at most 8.");
        }
        m_half = windowPoints / 2;
        // Polynomials orthonormal on the window (Gram-Schmidt, twice for accuracy): the projection is their outer
        // product.
        double[][] basis = new double[degree + 1][windowPoints];
        for (int d = 0; d <= degree; d++) {
            for (int i = 0; i < windowPoints; i++) {
                basis[d][i] = Math.pow((i - m_half) / (double) m_half, d);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int e = 0; e < d; e++) {
                    double projection = dot(basis[d], basis[e]);
                    for (int i = 0; i < windowPoints; i++) {
                        basis[d][i] -= projection * basis[e][i];
                    }
                }
            }
            double norm = Math.sqrt(dot(basis[d], basis[d]));
            for (int i = 0; i < windowPoints; i++) {
                basis[d][i] /= norm;
            }
        }
        m_weights = new double[windowPoints][windowPoints];
        for (int t = 0; t < windowPoints; t++) {
            for (int i = 0; i < windowPoints; i++) {
                for (int d = 0; d <= degree; d++) {
                    m_weights[t][i] += basis[d][t] * basis[d][i];
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** @return the weights of the window for its middle */
    double[] centralWeights() {
        return m_weights[m_half].clone();
    }

    /**
     * @param intensities at even steps, at least a window of them
     * @return the smoothed intensities, as many
     */
    public double[] smooth(double[] intensities) {
        int n = intensities.length;
        int window = 2 * m_half + 1;
        if (n < window) {
            throw new IllegalArgumentException(
                    "Savitzky-Golay got " + n + " points, expected at least its window of " + window + ".");
        }
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            int from = Math.max(0, Math.min(i - m_half, n - window));
            double[] w = m_weights[i - from];
            double sum = 0;
            for (int k = 0; k < window; k++) {
                sum += w[k] * intensities[from + k];
            }
            out[i] = sum;
        }
        return out;
    }
}
