// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

/**
 * Background by statistics-sensitive non-linear iterative peak clipping, SNIP (C. G. Ryan et al., Nucl. Instrum. Methods B 34, 396 (1988),
 * doi:10.1016/0168-583X(88)90063-8; decreasing window after M. Morhac et al., Nucl. Instrum. Methods A 401, 113 (1997),
 * doi:10.1016/S0168-9002(97)01023-1).
 *
 * <p>For windows p = m, m - 1, ..., 1 every point becomes min(v[i], (v[i - p] + v[i + p]) / 2). Optionally v is the log-log-square-root
 * transform of the counts, which evens out their Poisson noise and makes strong peaks clip as fast as weak ones. Near the ends the window
 * shrinks to what is there.
 */
public final class SnipBackground {

    private SnipBackground() {}

    /**
     * @param intensities at even steps
     * @param halfWidthPoints m, the half width of the widest window, 1 or more: somewhat more than the width of the widest peak at its foot
     * @param smoothingPoints width (odd) of a moving mean that is applied first so that the background runs through the noise and not under
     *            it; 1 for none
     * @param logLogSquareRoot whether to clip in the transformed scale
     * @return the background, as many points
     */
    public static double[] estimate(
            double[] intensities, int halfWidthPoints, int smoothingPoints, boolean logLogSquareRoot) {
        if (halfWidthPoints < 1 || smoothingPoints < 1 || smoothingPoints % 2 == 0) {
            throw new IllegalArgumentException("SNIP got a half width of " + halfWidthPoints + " and a smoothing of "
                    + smoothingPoints + " points; expected 1 or more, the smoothing odd.");
        }
        int n = intensities.length;
        double[] v = movingMean(intensities, smoothingPoints);
        double lowest = 0;
        for (double y : v) {
            lowest = Math.min(lowest, y);
        }
        if (logLogSquareRoot) {
            for (int i = 0; i < n; i++) {
                v[i] = Math.log(Math.log(Math.sqrt(v[i] - lowest + 1) + 1) + 1);
            }
        }
        double[] next = new double[n];
        for (int p = halfWidthPoints; p >= 1; p--) {
            for (int i = 0; i < n; i++) {
                int q = Math.min(p, Math.min(i, n - 1 - i));
                next[i] = Math.min(v[i], (v[i - q] + v[i + q]) / 2);
            }
            double[] swap = v;
            v = next;
            next = swap;
        }
        if (logLogSquareRoot) {
            for (int i = 0; i < n; i++) {
                double root = Math.exp(Math.exp(v[i]) - 1) - 1;
                v[i] = root * root - 1 + lowest;
            }
        }
        return v;
    }

    /** Mean over a window that shrinks symmetrically at the ends, so that a straight line stays one. */
    static double[] movingMean(double[] y, int points) {
        double[] sums = new double[y.length + 1];
        for (int i = 0; i < y.length; i++) {
            sums[i + 1] = sums[i] + y[i];
        }
        double[] mean = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            int q = Math.min(points / 2, Math.min(i, y.length - 1 - i));
            mean[i] = q == 0 ? y[i] : (sums[i + q + 1] - sums[i - q]) / (2 * q + 1);
        }
        return mean;
    }
}
