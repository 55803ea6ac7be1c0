// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import org.braggwise.diffraction.simulation.ReflectionWidth;

/** Draws single lines of a reflection into a pattern, as the simulator does (a point is the mean over its bin), and into derivatives. */
final class DerivativeDrawing {

    /** How far from its centre, in FWHM, a line's derivatives count. */
    private static final double DERIVATIVE_REACH = 9;

    private final ProfileIntegral m_shape;
    private final JacobianRows m_rows;
    private final int m_points;
    private final double m_start;
    private final double m_step;

    DerivativeDrawing(MatchConditions conditions, ProfileIntegral shape, JacobianRows rows) {
        m_shape = shape;
        m_rows = rows;
        m_points = conditions.grid().points();
        m_start = conditions.grid().startDeg();
        m_step = conditions.grid().stepDeg();
    }

    /**
     * What derivatives of a line need.
     *
     * @param byIntensity derivatives of its intensity, without {@link #factor}, by each parameter
     * @param factor on these
     * @param coefficients of Q by the lattice numbers, which follow the scale among the parameters
     * @param offset where they begin
     * @param count how many they are
     */
    record Derivatives(float[] byIntensity, double factor, double[] coefficients, int offset, int count) {}

    /**
     * @param y the pattern
     * @param q of the reflection
     * @param wavelength of the line
     * @param area of the line
     * @param derivativesOrNull to add to the derivatives; null to leave them
     */
    void draw(double[] y, double q, double wavelength, double area, Derivatives derivativesOrNull) {
        double sine = wavelength * Math.sqrt(q) / 2;
        double theta = Math.asin(sine);
        double centre = Math.toDegrees(2 * theta);
        ReflectionWidth width = m_shape.width(theta, wavelength);
        double w = width.fwhmDeg();
        double share = width.lorentzianShare();
        double reach = ProfileIntegral.reachDeg(width);
        double first = Math.rint((centre - reach - m_start) / m_step);
        double last = Math.rint((centre + reach - m_start) / m_step);
        int from = (int) Math.max(0, first);
        int to = (int) Math.min(m_points - 1, last);
        if (from > to) {
            return;
        }
        double low = m_shape.integral((m_start + (first - 0.5) * m_step - centre) / w, share);
        double high = m_shape.integral((m_start + (last + 0.5) * m_step - centre) / w, share);
        double norm = 1 / (m_step * (high - low));
        double before = m_shape.integral((m_start + (from - 0.5) * m_step - centre) / w, share);
        for (int i = from; i <= to; i++) {
            double after = m_shape.integral((m_start + (i + 0.5) * m_step - centre) / w, share);
            y[i] += area * (norm * (after - before));
            before = after;
        }
        if (derivativesOrNull != null) {
            double byQ = area * Math.toDegrees(wavelength / (2 * Math.sqrt(q) * Math.sqrt(1 - sine * sine)));
            derivatives(centre, w, share, norm, byQ, from, to, derivativesOrNull);
        }
    }

    private void derivatives(
            double centre, double w, double share, double norm, double byQ, int from, int to, Derivatives d) {
        int near = (int) Math.max(from, Math.ceil((centre - DERIVATIVE_REACH * w - m_start) / m_step));
        int far = (int) Math.min(to, Math.floor((centre + DERIVATIVE_REACH * w - m_start) / m_step));
        double edge = (m_start + (near - 0.5) * m_step - centre) / w;
        double before = m_shape.integral(edge, share);
        double slope = m_shape.density(edge, share);
        for (int i = near; i <= far; i++) {
            edge = (m_start + (i + 0.5) * m_step - centre) / w;
            double after = m_shape.integral(edge, share);
            double nextSlope = m_shape.density(edge, share);
            m_rows.add(i, (float) (d.factor() * norm * (after - before)), d.byIntensity());
            m_rows.add(i, 1, (slope - nextSlope) / w * norm * byQ, d.coefficients(), d.offset(), d.count());
            before = after;
            slope = nextSlope;
        }
    }
}
