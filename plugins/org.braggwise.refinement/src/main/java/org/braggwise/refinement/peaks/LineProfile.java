// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.simulation.NormalIntegral;

/**
 * One reflection of area 1 on the points of a scan: the mean over each bin of a pseudo-Voigt for each line of the radiation, which lies
 * where Bragg's law puts it, and the derivative by the angle of the strongest line. The profile ends at its reach, with its area within.
 */
final class LineProfile {

    private static final double SQRT_LN2 = Math.sqrt(Math.log(2));
    private static final double GAUSSIAN_REACH = 7;

    private final Scan m_scan;
    private final LineShape m_shape;
    private final double[] m_ratio;
    private final double[] m_weight;

    LineProfile(Scan scan, LineShape shape) {
        m_scan = scan;
        m_shape = shape;
        Radiation radiation = scan.radiation();
        int lines = radiation.lines().size();
        m_ratio = new double[lines];
        m_weight = new double[lines];
        for (int i = 0; i < lines; i++) {
            Radiation.Line line = radiation.lines().get(i);
            m_ratio[i] = line.wavelengthAngstrom() / radiation.strongestLine().wavelengthAngstrom();
            m_weight[i] = line.weight();
        }
    }

    LineShape shape() {
        return m_shape;
    }

    /** @return the lowest (0) or highest (1) angle that the lines of a reflection reach when followed for so many widths */
    double end(double centreDeg, double widths, int which) {
        double end = centreDeg;
        for (double ratio : m_ratio) {
            double c = centre(centreDeg, ratio);
            end = which == 0 ? Math.min(end, c) : Math.max(end, c);
        }
        double w = widths * m_shape.fwhmDeg(centreDeg);
        return which == 0 ? end - w : end + w;
    }

    /**
     * Adds area times the profile to points from .. to - 1.
     *
     * @param centreDeg the angle of the strongest line
     * @param value where it is added to, value[i - offset] for point i
     * @param slopeOrNull where area times the derivative by the angle is added to, with the same offset
     */
    void add(double centreDeg, double area, int from, int to, double[] value, double[] slopeOrNull, int offset) {
        double fwhm = m_shape.fwhmDeg(centreDeg);
        double eta = m_shape.lorentzianShare(centreDeg);
        double reach = m_shape.reach(centreDeg) * fwhm;
        for (int i = 0; i < m_ratio.length; i++) {
            double c = centre(centreDeg, m_ratio[i]);
            double moves = m_ratio[i] == 1
                    ? 1
                    : m_ratio[i] * Math.cos(Math.toRadians(centreDeg / 2)) / Math.cos(Math.toRadians(c / 2));
            line(c, fwhm, eta, reach, area * m_weight[i], moves, from, to, value, slopeOrNull, offset);
        }
    }

    private void line(
            double c,
            double fwhm,
            double eta,
            double reach,
            double area,
            double moves,
            int from,
            int to,
            double[] value,
            double[] slope,
            int offset) {
        double[] edges = m_scan.edges();
        int first = Math.max(from, m_scan.at(c - reach));
        int last = Math.min(to, m_scan.at(c + reach));
        if (first >= last) {
            return;
        }
        double hwhm = fwhm / 2;
        double sigma = hwhm / (Math.sqrt(2) * SQRT_LN2);
        double inside = eta * 2 / Math.PI * Math.atan(reach / hwhm) + 1 - eta;
        double scale = area / inside;
        double lorentzian = eta * scale / Math.PI;
        double gaussian = (1 - eta) * scale;
        double below = 0;
        double density = 0;
        for (int i = first; i <= last; i++) {
            double e = edges[i] - c;
            double z = e / hwhm;
            double cumulative = lorentzian * Math.atan(z);
            double here = slope == null ? 0 : lorentzian / (hwhm * (1 + z * z));
            double t = e / sigma;
            if (gaussian != 0) {
                cumulative += gaussian * (t < -GAUSSIAN_REACH ? 0 : t > GAUSSIAN_REACH ? 1 : NormalIntegral.below(t));
                if (slope != null && Math.abs(t) < GAUSSIAN_REACH) {
                    here += gaussian / (sigma * Math.sqrt(2 * Math.PI)) * Math.exp(-t * t / 2);
                }
            }
            if (i > first) {
                double width = edges[i] - edges[i - 1];
                value[i - 1 - offset] += (cumulative - below) / width;
                if (slope != null) {
                    slope[i - 1 - offset] -= moves * (here - density) / width;
                }
            }
            below = cumulative;
            density = here;
        }
    }

    private static double centre(double strongestDeg, double ratio) {
        return ratio == 1
                ? strongestDeg
                : 2 * Math.toDegrees(Math.asin(Math.min(1, ratio * Math.sin(Math.toRadians(strongestDeg / 2)))));
    }
}
