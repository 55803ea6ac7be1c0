// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import org.braggwise.diffraction.TwoThetaGrid;

/**
 * Adds reflections to a pattern: each point gets the mean of the profile over its bin, the difference of the profile's integral at the bin's
 * two ends over the step. So a reflection keeps its area wherever it lies between the points, and however narrow it is. A profile ends with
 * the bin in which it has fallen to a threshold, relative to its own height; what is cut off is given back to the rest in proportion.
 */
final class ProfileRenderer {

    /** Below this the bin's integral of a Lorentzian, atan(z), is z - z^3/3 + z^5/5 to 2e-9. */
    private static final double SMALL_ANGLE = 0.05;

    private static final double SQRT_LN2 = Math.sqrt(Math.log(2));

    private final TwoThetaGrid m_grid;
    private final PeakProfile m_profile;
    private final double m_threshold;
    private final double[] m_angles;
    private final double m_step;

    ProfileRenderer(TwoThetaGrid grid, PeakProfile profile, double threshold) {
        m_grid = grid;
        m_profile = profile;
        m_threshold = threshold;
        m_step = grid.stepDeg();
        m_angles = new double[grid.points()];
        for (int i = 0; i < m_angles.length; i++) {
            m_angles[i] = grid.at(i);
        }
    }

    /** @return the width of a reflection at a Bragg angle theta in radians */
    ReflectionWidth width(double theta, double wavelengthAngstrom) {
        return m_profile.width(theta, wavelengthAngstrom);
    }

    /** @return how far from its centre a profile has fallen to the threshold, in degrees */
    double reachDeg(ReflectionWidth width) {
        return width.reachDeg(m_threshold);
    }

    /**
     * Adds one reflection.
     *
     * @param y the pattern
     * @param centreDeg where the reflection is
     * @param width how wide it is
     * @param area its area in intensity times degrees
     */
    void add(double[] y, double centreDeg, ReflectionWidth width, double area) {
        double reach = reachDeg(width);
        double start = m_grid.startDeg();
        double firstBin = Math.rint((centreDeg - reach - start) / m_step);
        double lastBin = Math.rint((centreDeg + reach - start) / m_step);
        int from = (int) Math.max(0, firstBin);
        int to = (int) Math.min(y.length - 1, lastBin);
        if (from > to) {
            return;
        }
        double low = start + (firstBin - 0.5) * m_step - centreDeg;
        double high = start + (lastBin + 0.5) * m_step - centreDeg;
        double hwhm = Math.max(width.fwhmDeg() / 2, 1e-9);
        double sigma = hwhm / (Math.sqrt(2) * SQRT_LN2);
        double eta = width.lorentzianShare();
        double lorentzian = eta == 0 ? 0 : (Math.atan(high / hwhm) - Math.atan(low / hwhm)) / Math.PI;
        double gaussian = eta == 1 ? 0 : NormalIntegral.below(high / sigma) - NormalIntegral.below(low / sigma);
        double scale = area / ((eta * lorentzian + (1 - eta) * gaussian) * m_step);
        if (eta > 0) {
            addLorentzian(y, from, to, centreDeg, hwhm, eta * scale);
        }
        if (eta < 1) {
            addGaussian(y, from, to, centreDeg, sigma, (1 - eta) * scale);
        }
    }

    /* atan(b) - atan(a) = atan((b - a) / (1 + a b)) for the two ends a, b of a bin: one quotient, no atan but near the centre. */
    private void addLorentzian(double[] y, int from, int to, double centre, double hwhm, double scale) {
        double n = hwhm * m_step;
        double k = hwhm * hwhm - m_step * m_step / 4;
        double core = Math.sqrt(Math.max(0, n / SMALL_ANGLE - k)) + m_step;
        int coreFrom = clamp(Math.ceil((centre - core - m_grid.startDeg()) / m_step), from, to + 1);
        int coreTo = clamp(Math.floor((centre + core - m_grid.startDeg()) / m_step) + 1, coreFrom, to + 1);
        double factor = scale / Math.PI;
        addTail(y, from, coreFrom, centre, n, k, factor);
        for (int i = coreFrom; i < coreTo; i++) {
            double m = m_angles[i] - centre;
            y[i] += factor * Math.atan2(n, m * m + k);
        }
        addTail(y, coreTo, to + 1, centre, n, k, factor);
    }

    private void addTail(double[] y, int from, int to, double centre, double n, double k, double factor) {
        double[] angles = m_angles;
        for (int i = from; i < to; i++) {
            double m = angles[i] - centre;
            double z = n / (m * m + k);
            double z2 = z * z;
            y[i] += factor * z * (1 - z2 * (1 / 3.0 - z2 * 0.2));
        }
    }

    private void addGaussian(double[] y, int from, int to, double centre, double sigma, double scale) {
        double reach = 8.5 * sigma + m_step;
        int first = clamp(Math.floor((centre - reach - m_grid.startDeg()) / m_step), from, to + 1);
        int last = clamp(Math.ceil((centre + reach - m_grid.startDeg()) / m_step), from - 1, to);
        if (first > last) {
            return;
        }
        double below = NormalIntegral.below((m_angles[first] - m_step / 2 - centre) / sigma);
        for (int i = first; i <= last; i++) {
            double next = NormalIntegral.below((m_angles[i] + m_step / 2 - centre) / sigma);
            y[i] += scale * (next - below);
            below = next;
        }
    }

    private static int clamp(double value, int min, int max) {
        return (int) Math.max(min, Math.min(max, value));
    }
}
