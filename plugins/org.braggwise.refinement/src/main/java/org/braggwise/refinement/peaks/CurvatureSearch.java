// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds peaks as minima of the second derivative, which shows shoulders too. The derivative is that of a parabola fitted by least squares
 * to a window of about a line's width, after Savitzky and Golay (1964), Anal. Chem. 36, 1627, doi:10.1021/ac60214a047, at whatever angles the
 * points lie; its standard deviation follows from the variances of the points.
 */
final class CurvatureSearch {

    /** Curvature of a line's top times FWHM^2 over its height: 8 ln 2 = 5.5 for a Gaussian, 8 for a Lorentzian, less what bins take off. */
    private static final double TOP = 5.5;

    /** Half the window over the width. */
    private static final double WINDOW = 0.4;

    /** A quarter of the normal distribution is nearer to 0, in standard deviations. */
    private static final double QUARTILE_OF_NORMAL = 0.31864;

    /** A peak before it is fitted. */
    record Candidate(double centreDeg, double height) {}

    private CurvatureSearch() {}

    /**
     * @param scan the points
     * @param y intensities above the background, or what fitted peaks leave of them
     * @param shape width of a line
     * @param leastHeight in the unit of the intensities
     * @param significance in standard deviations
     * @return peaks by angle
     */
    static List<Candidate> find(Scan scan, double[] y, LineShape shape, double leastHeight, double significance) {
        int n = scan.points();
        double[] curvature = new double[n];
        double[] sigma = new double[n];
        derivatives(scan, y, shape, curvature, sigma);
        List<Candidate> found = new ArrayList<>();
        for (int i = 1; i < n - 1; i++) {
            double c = -curvature[i];
            double fwhm = shape.fwhmDeg(scan.x()[i]);
            double height = c * fwhm * fwhm / TOP;
            if (c >= -curvature[i - 1]
                    && c > -curvature[i + 1]
                    && height > leastHeight
                    && c > significance * sigma[i]) {
                found.add(new Candidate(top(scan.x(), curvature, i), height));
            }
        }
        return found;
    }

    /**
     * How much larger the curvature's noise is than the points' variances say: neighbouring points of smoothed or resampled patterns are not
     * independent. By the lower quartile of its size, so that lines do not count as long as a quarter of the pattern is free of them.
     *
     * @return the factor of the standard deviation, 1 or more
     */
    static double noiseFactor(Scan scan, double[] y, LineShape shape) {
        int n = scan.points();
        double[] curvature = new double[n];
        double[] sigma = new double[n];
        derivatives(scan, y, shape, curvature, sigma);
        double[] ratios = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (sigma[i] > 0) {
                ratios[count++] = Math.abs(curvature[i]) / sigma[i];
            }
        }
        Arrays.sort(ratios, 0, count);
        return count == 0 ? 1 : Math.max(1, ratios[count / 4] / QUARTILE_OF_NORMAL);
    }

    private static void derivatives(Scan scan, double[] y, LineShape shape, double[] curvature, double[] sigma) {
        int n = scan.points();
        for (int i = 0; i < n; i++) {
            double fwhm = shape.fwhmDeg(scan.x()[i]);
            int half = Math.max(1, (int) Math.rint(WINDOW * fwhm / scan.stepDeg()));
            if (i >= half && i + half < n) {
                derivative(scan, y, i, half, curvature, sigma);
            }
        }
    }

    private static void derivative(Scan scan, double[] y, int i, int half, double[] curvature, double[] sigma) {
        double[] x = scan.x();
        int m = 2 * half + 1;
        double s2 = 0;
        double mean = 0;
        for (int j = i - half; j <= i + half; j++) {
            mean += x[j] / m;
        }
        double s3 = 0;
        for (int j = i - half; j <= i + half; j++) {
            double d = x[j] - mean;
            s2 += d * d;
            s3 += d * d * d;
        }
        // The quadratic that is orthogonal to the constant and the straight line on these points.
        double sum = 0;
        double norm = 0;
        double variance = 0;
        for (int j = i - half; j <= i + half; j++) {
            double d = x[j] - mean;
            double p = d * d - s2 / m - s3 / s2 * d;
            sum += p * y[j];
            norm += p * p;
            variance += p * p * scan.variance()[j];
        }
        curvature[i] = 2 * sum / norm;
        sigma[i] = 2 * Math.sqrt(variance) / norm;
    }

    /** The vertex of the parabola through the least curvature and its neighbours. */
    private static double top(double[] x, double[] c, int i) {
        double den = c[i - 1] - 2 * c[i] + c[i + 1];
        double shift = den > 0 ? 0.5 * (c[i - 1] - c[i + 1]) / den : 0;
        return x[i] + Math.max(-0.5, Math.min(0.5, shift)) * (x[i + 1] - x[i - 1]) / 2;
    }
}
