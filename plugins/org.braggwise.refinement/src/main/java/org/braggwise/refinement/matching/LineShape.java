// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import org.braggwise.diffraction.simulation.PeakProfile;

/**
 * The known profile of reflections, as tables of its integral: a bin's share of a reflection is a difference of two entries, interpolated
 * along a straight line. Lengths z are in units of the full width at half maximum. Widths follow {@link PeakProfile}.
 */
final class LineShape {

    /** Profiles are cut where they have fallen to this share of their height, as the simulator does. */
    private static final double THRESHOLD = 1e-4;

    private static final double LIMIT = 60;
    private static final int PER_UNIT = 1000;
    private static final double SQRT_LN2 = Math.sqrt(Math.log(2));
    private static final int SIZE = (int) (2 * LIMIT * PER_UNIT) + 2;
    private static final double[] LORENTZIAN = new double[SIZE];
    private static final double[] GAUSSIAN = new double[SIZE];

    static {
        double sum = -0.5;
        double h = 1.0 / PER_UNIT;
        for (int i = 0; i < SIZE; i++) {
            double z = i * h - LIMIT;
            LORENTZIAN[i] = Math.atan(2 * z) / Math.PI;
            GAUSSIAN[i] = sum;
            // Simpson's rule over the step to the next entry
            sum += h / 6 * (gaussian(z) + 4 * gaussian(z + h / 2) + gaussian(z + h));
        }
    }

    private final PeakProfile m_profile;
    private final double[] m_mixed;
    private final double m_share;

    LineShape(PeakProfile profile) {
        m_profile = profile;
        m_share = switch (profile.shape()) {
            case GAUSSIAN -> 0;
            case LORENTZIAN -> 1;
            case PSEUDO_VOIGT -> profile.lorentzianShare();
            case THOMPSON_COX_HASTINGS -> Double.NaN;};
        m_mixed = Double.isNaN(m_share) ? null : new double[SIZE];
        if (m_mixed != null) {
            mix(m_share, m_mixed);
        }
    }

    private static double gaussian(double z) {
        double t = 2 * SQRT_LN2 * z;
        return 2 * SQRT_LN2 / Math.sqrt(Math.PI) * Math.exp(-t * t);
    }

    private static void mix(double share, double[] table) {
        for (int i = 0; i < SIZE; i++) {
            table[i] = share * LORENTZIAN[i] + (1 - share) * GAUSSIAN[i];
        }
    }

    /** Writes FWHM in degrees and the Lorentzian's share at a Bragg angle theta in radians. */
    void width(double theta, double wavelength, double[] out) {
        double t = Math.tan(theta);
        double cos = Math.cos(theta);
        PeakProfile p = m_profile;
        double instrument = Math.sqrt(Math.max(1e-8, p.u() * t * t + p.v() * t + p.w()));
        double size = Math.toDegrees(p.scherrerConstant() * wavelength / (10 * p.domainSizeNm() * cos));
        double strain = Math.toDegrees(4 * p.microstrain() * t);
        double sum = instrument + size + strain;
        double quadrature = Math.sqrt(instrument * instrument + size * size + strain * strain);
        out[1] = m_share;
        switch (p.shape()) {
            case GAUSSIAN -> out[0] = quadrature;
            case LORENTZIAN -> out[0] = sum;
            case PSEUDO_VOIGT -> out[0] = quadrature + m_share * (sum - quadrature);
            case THOMPSON_COX_HASTINGS -> thompsonCoxHastings(
                    instrument, Math.max(0, p.x() * t + p.y() / cos + size + strain), out);
        }
    }

    /** Equations (2) and (3) of Thompson, Cox and Hastings (1987), J. Appl. Cryst. 20, 79. */
    private static void thompsonCoxHastings(double g, double l, double[] out) {
        double fwhm = Math.pow(
                Math.pow(g, 5)
                        + 2.69269 * Math.pow(g, 4) * l
                        + 2.42843 * Math.pow(g, 3) * l * l
                        + 4.47163 * g * g * Math.pow(l, 3)
                        + 0.07842 * g * Math.pow(l, 4)
                        + Math.pow(l, 5),
                0.2);
        double q = l / fwhm;
        out[0] = fwhm;
        out[1] = Math.max(0, Math.min(1, q * (1.36603 - q * (0.47719 - 0.11116 * q))));
    }

    /** @return how far from its centre a profile of this Lorentzian share has fallen to the threshold, in FWHM */
    static double reach(double share) {
        double gaussian = Math.sqrt(Math.log(1 / THRESHOLD)) / (2 * SQRT_LN2);
        if (share == 0) {
            return gaussian;
        }
        double height = share * 2 / Math.PI + (1 - share) * 2 * SQRT_LN2 / Math.sqrt(Math.PI);
        double lorentzian = Math.sqrt(Math.max(0, share / (2 * Math.PI * THRESHOLD * height) - 0.25));
        return Math.max(lorentzian, share == 1 ? 0 : gaussian);
    }

    /** @return the integral of the profile from its centre to z, for a Lorentzian share that {@link #width} gave */
    double integral(double z, double share) {
        double u = Math.max(0, Math.min((SIZE - 2), (z + LIMIT) * PER_UNIT));
        int i = (int) u;
        double w = u - i;
        if (m_mixed != null) {
            return m_mixed[i] + w * (m_mixed[i + 1] - m_mixed[i]);
        }
        double l = LORENTZIAN[i] + w * (LORENTZIAN[i + 1] - LORENTZIAN[i]);
        double g = GAUSSIAN[i] + w * (GAUSSIAN[i + 1] - GAUSSIAN[i]);
        return share * l + (1 - share) * g;
    }

    /** @return the profile at z, its area being 1 */
    double density(double z, double share) {
        double u = (z + LIMIT) * PER_UNIT;
        if (!(u >= 0 && u < SIZE - 2)) {
            return 0;
        }
        int i = (int) u;
        double g = (GAUSSIAN[i + 1] - GAUSSIAN[i]) * PER_UNIT;
        double l = 2 / Math.PI / (1 + 4 * z * z);
        return share * l + (1 - share) * g;
    }
}
