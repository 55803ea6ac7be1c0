// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import org.braggwise.diffraction.TwoThetaGrid;

/**
 * Adds reflections to a pattern: each point gets the mean of the profile over its bin, the difference of the profile's integral at the bin's
 * two ends over the step. So a reflection keeps its area wherever it lies between the points, and however narrow it is. A profile ends with
 * the bin in which it has fallen to a threshold, relative to its own height; what is cut off is given back to the rest in proportion. The
 * error of a point is below 1e-6 of the pattern's maximum.
 */
final class ProfileRenderer {

    private static final double SQRT_LN2 = Math.sqrt(Math.log(2));

    private final TwoThetaGrid m_grid;
    private final PeakProfile m_profile;
    private final double m_threshold;
    private final double m_gaussianReach;
    private final double m_step;

    ProfileRenderer(TwoThetaGrid grid, PeakProfile profile, double threshold) {
        m_grid = grid;
        m_profile = profile;
        m_threshold = threshold;
        m_gaussianReach = ReflectionWidth.gaussianReach(threshold);
        m_step = grid.stepDeg();
    }

    /**
     * @param strongest the greatest area of a reflection on the grid
     * @return an empty pattern, to add reflections to
     */
    LineDrawing drawing(double strongest) {
        return new LineDrawing(TailNodes.of(m_grid.points()), strongest);
    }

    /** @return the width of a reflection at a Bragg angle theta in radians */
    ReflectionWidth width(double theta, double wavelengthAngstrom) {
        return m_profile.width(theta, wavelengthAngstrom);
    }

    /** @return how far from its centre a profile has fallen to the threshold, in degrees */
    double reachDeg(ReflectionWidth width) {
        return width.reachDeg(m_threshold, m_gaussianReach);
    }

    /**
     * Adds one reflection.
     *
     * @param drawing the pattern
     * @param centreDeg where the reflection is
     * @param sine the sine of its Bragg angle, from 0 to below 1
     * @param wavelengthAngstrom of the line
     * @param area its area in intensity times degrees
     */
    void add(LineDrawing drawing, double centreDeg, double sine, double wavelengthAngstrom, double area) {
        double cosine = Math.sqrt(1 - sine * sine);
        ReflectionWidth width = m_profile.width(sine / cosine, cosine, wavelengthAngstrom);
        double centre = (centreDeg - m_grid.startDeg()) / m_step;
        double reach = reachDeg(width) / m_step;
        double firstBin = Math.rint(centre - reach);
        double lastBin = Math.rint(centre + reach);
        int from = (int) Math.max(0, firstBin);
        int to = (int) Math.min(m_grid.points(), lastBin + 1);
        if (from >= to) {
            return;
        }
        double low = centre - firstBin + 0.5;
        double high = lastBin + 0.5 - centre;
        double hwhm = Math.max(width.fwhmDeg() / 2, 1e-9) / m_step;
        double sigma = hwhm / (Math.sqrt(2) * SQRT_LN2);
        double eta = width.lorentzianShare();
        double lorentzian = eta == 0 ? 0 : 1 - (beyond(high / hwhm) + beyond(low / hwhm)) / Math.PI;
        double gaussian = eta == 1 ? 0 : NormalIntegral.below(high / sigma) - NormalIntegral.below(-low / sigma);
        double scale = area / ((eta * lorentzian + (1 - eta) * gaussian) * m_step);
        if (eta > 0) {
            drawing.addLorentzian(from, to, centre, hwhm, eta * scale);
        }
        if (eta < 1) {
            drawing.addGaussian(from, to, centre, sigma, (1 - eta) * scale);
        }
    }

    /** atan(1 / x), by its series where that is exact to 1e-13. */
    private static double beyond(double x) {
        double t = 1 / x;
        if (t > 0.05 || t < 0) {
            return Math.PI / 2 - Math.atan(x);
        }
        double t2 = t * t;
        return t * (1 - t2 * (1 / 3.0 - t2 * (1 / 5.0 - t2 * (1 / 7.0 - t2 * (1 / 9.0)))));
    }
}
