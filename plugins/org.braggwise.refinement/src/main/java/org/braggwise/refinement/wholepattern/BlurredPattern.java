// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/** A pattern convolved with a Gaussian and thinned out: lines that are wide find their partners from afar. */
final class BlurredPattern {

    private static final double POINTS_PER_FWHM = 5;

    /** Of a short scan this many are left. */
    private static final int FEWEST_POINTS = 60;

    private BlurredPattern() {}

    /**
     * @param pattern at nearly even steps
     * @param fwhmDeg of the Gaussian in degrees
     * @return about five points for each width
     */
    static MeasuredPattern of(MeasuredPattern pattern, double fwhmDeg) {
        double step = pattern.stepDeg();
        int most = pattern.points() / FEWEST_POINTS;
        int every = (int) Math.max(1, Math.min(most, fwhmDeg / POINTS_PER_FWHM / step));
        int reach = (int) Math.ceil(1.6 * fwhmDeg / step);
        double[] kernel = new double[2 * reach + 1];
        for (int i = -reach; i <= reach; i++) {
            double u = i * step / fwhmDeg;
            kernel[i + reach] = Math.exp(-4 * Math.log(2) * u * u);
        }
        int n = (pattern.points() - 1) / every + 1;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] sigma = new double[n];
        for (int i = 0; i < n; i++) {
            int centre = i * every;
            double sum = 0;
            double weight = 0;
            double variance = 0;
            for (int j = Math.max(0, centre - reach); j <= Math.min(pattern.points() - 1, centre + reach); j++) {
                double k = kernel[j - centre + reach];
                sum += k * pattern.intensities()[j];
                variance += k * pattern.sigmas()[j] * pattern.sigmas()[j];
                weight += k;
            }
            x[i] = pattern.twoThetaDeg()[centre];
            y[i] = sum / weight;
            sigma[i] = Math.sqrt(variance / weight);
        }
        return new MeasuredPattern(x, y, sigma, pattern.radiation());
    }
}
