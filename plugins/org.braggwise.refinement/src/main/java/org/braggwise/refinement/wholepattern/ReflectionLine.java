// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import org.braggwise.diffraction.Radiation;

/**
 * Where one spectral line of one reflection lies, how wide it is, and its profile on the points of the pattern. Written to by {@link #place}
 * and {@link #render}; one instance a model.
 */
final class ReflectionLine {

    private static final double DEG = 180 / Math.PI;
    private static final double LARGEST_SINE = 0.9999;

    private final Radiation m_radiation;
    private final PolarisationFactor m_polarisation;
    private final SharedParameters m_shared;
    private final double m_displacementDeg;
    private final double m_leastGaussianSquare;
    private Radiation.Line m_line;
    private double m_sine;
    private double m_cosine;
    private double m_tangent;
    private double m_gaussian;
    private double m_slope;

    /** The profile, from {@link #render}. */
    final AsymmetricProfile shape;

    /** Width and shape, from {@link #place}. */
    final ProfileWidths widths = new ProfileWidths();

    /** Weight of the spectral line times Lorentz-polarisation factor. */
    double geometry;

    /** Centre in degrees two-theta. */
    double position;

    /**
     * @param pattern angles and radiation
     * @param settings polarisation counts
     * @param shared indices of shifts and widths
     * @param displacementDeg by how many degrees a displacement of 1 mm shifts lines at low angles
     */
    ReflectionLine(
            MeasuredPattern pattern, RefinementSettings settings, SharedParameters shared, double displacementDeg) {
        m_radiation = pattern.radiation();
        boolean tube = m_radiation.isOfTube();
        m_polarisation = new PolarisationFactor(settings.polarisation().orElse(tube ? 1.0 : 0.0));
        m_shared = shared;
        m_displacementDeg = displacementDeg;
        m_leastGaussianSquare = Math.pow(pattern.stepDeg(), 2);
        shape = new AsymmetricProfile(pattern.twoThetaDeg());
    }

    /**
     * Computes place and widths.
     *
     * @return false where the spectral line is too long for the spacing
     */
    boolean place(PhaseModel phase, int i, Radiation.Line line, double[] x) {
        m_line = line;
        m_sine = line.wavelengthAngstrom() * Math.sqrt(Math.max(1e-9, phase.q[i])) / 2;
        if (m_sine >= LARGEST_SINE) {
            return false;
        }
        m_cosine = Math.sqrt(1 - m_sine * m_sine);
        m_tangent = m_sine / m_cosine;
        position = 2 * Math.asin(m_sine) * DEG
                + x[m_shared.zero()]
                - x[m_shared.displacement()] * m_displacementDeg * m_cosine;
        m_gaussian = x[m_shared.w()] + m_tangent * (x[m_shared.v()] + m_tangent * x[m_shared.u()]);
        // Positive whatever U, V and W are, and never without a slope.
        double root = Math.sqrt(m_gaussian * m_gaussian + 4 * m_leastGaussianSquare * m_leastGaussianSquare);
        m_slope = 0.5 * (1 + m_gaussian / root);
        widths.set(0.5 * (m_gaussian + root), x[phase.strain] * m_tangent + x[phase.size] / m_cosine);
        geometry = line.weight() * m_polarisation.at(m_sine * m_sine);
        return true;
    }

    /** Computes the profile; false where no point of the pattern is near. */
    boolean render(double importance, double[] x, boolean derivatives) {
        return shape.set(position, widths.fwhm, widths.eta, x[m_shared.asymmetry()], importance, derivatives);
    }

    /**
     * Adds the derivatives by the cell, the shifts and the widths.
     *
     * @param phase whose
     * @param i which reflection
     * @param area of the line
     * @param x all parameters
     * @param columns where they go
     */
    void addDerivatives(PhaseModel phase, int i, double area, double[] x, DerivativeColumns columns) {
        double wavelength = m_line.wavelengthAngstrom();
        double secant2 = 1 / (m_cosine * m_cosine);
        double thetaByQ = wavelength * wavelength / (8 * m_sine * m_cosine);
        double positionByQ = (2 * DEG + x[m_shared.displacement()] * m_displacementDeg * m_sine) * thetaByQ;
        double gaussianByQ = m_slope * (x[m_shared.v()] + 2 * m_tangent * x[m_shared.u()]) * secant2 * thetaByQ;
        double lorentzianByQ = (x[phase.strain] * secant2 + x[phase.size] * m_sine * secant2) * thetaByQ;
        double areaByQ = x[phase.scale]
                * phase.strength[i]
                * m_line.weight()
                * m_polarisation.byU(m_sine * m_sine)
                * wavelength
                * wavelength
                / 4;
        double fwhmByQ = widths.fwhmByGaussianSquare * gaussianByQ + widths.fwhmByLorentzian * lorentzianByQ;
        double etaByQ = widths.etaByGaussianSquare * gaussianByQ + widths.etaByLorentzian * lorentzianByQ;
        for (int k = 0; k < phase.cellParameters(); k++) {
            double by = phase.qByCell(i, k);
            columns.addAll(
                    phase.cell + k, areaByQ * by, area * positionByQ * by, area * fwhmByQ * by, area * etaByQ * by);
        }
        columns.addPosition(m_shared.zero(), area);
        columns.addPosition(m_shared.displacement(), -area * m_displacementDeg * m_cosine);
        columns.addGaussian(m_shared.u(), m_slope * area * m_tangent * m_tangent);
        columns.addGaussian(m_shared.v(), m_slope * area * m_tangent);
        columns.addGaussian(m_shared.w(), m_slope * area);
        columns.addLorentzian(phase.strain, area * m_tangent);
        columns.addLorentzian(phase.size, area / m_cosine);
        columns.addAsymmetry(m_shared.asymmetry(), area);
    }

    /** @return where the strongest spectral line of a reflection lies, in degrees two-theta; NaN beyond 180 */
    double positionDeg(double q, double[] x) {
        double sine = m_radiation.strongestLine().wavelengthAngstrom() * Math.sqrt(q) / 2;
        double cosine = Math.sqrt(1 - sine * sine);
        return sine < 1
                ? 2 * Math.asin(sine) * DEG
                        + x[m_shared.zero()]
                        - x[m_shared.displacement()] * m_displacementDeg * cosine
                : Double.NaN;
    }

    /** @return the Lorentz-polarisation factor of a reflection, the weighted mean over the spectral lines */
    double geometryOf(double q) {
        double sum = 0;
        for (Radiation.Line line : m_radiation.lines()) {
            double u = line.wavelengthAngstrom() * line.wavelengthAngstrom() * q / 4;
            sum += u < 1 ? line.weight() * m_polarisation.at(u) : 0;
        }
        return sum;
    }
}
