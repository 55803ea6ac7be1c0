// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.ProfileShape;
import org.braggwise.diffraction.simulation.ReflectionWidth;

/**
 * The known profile of reflections, as tables of its integral: a bin's share of a reflection is a difference of two entries, interpolated
 * along a straight line. Lengths z are in units of the full width at half maximum.
 */
final class ProfileIntegral {

    /** Profiles are cut where they have fallen to this share of their height, as the simulator does. */
    static final double THRESHOLD = 1e-4;

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

    ProfileIntegral(PeakProfile profile) {
        m_profile = profile;
        boolean fixed = profile.shape() != ProfileShape.THOMPSON_COX_HASTINGS;
        m_mixed = fixed ? mixed(profile.width(0.3, 1).lorentzianShare()) : null;
    }

    private static double gaussian(double z) {
        double t = 2 * SQRT_LN2 * z;
        return 2 * SQRT_LN2 / Math.sqrt(Math.PI) * Math.exp(-t * t);
    }

    /** One look-up instead of two where all reflections have the same shape. */
    private static double[] mixed(double share) {
        double[] table = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            table[i] = share * LORENTZIAN[i] + (1 - share) * GAUSSIAN[i];
        }
        return table;
    }

    /** @return width and shape at a Bragg angle theta in radians */
    ReflectionWidth width(double theta, double wavelength) {
        return m_profile.width(theta, wavelength);
    }

    /** @return how far from its centre a profile is drawn, in degrees */
    static double reachDeg(ReflectionWidth width) {
        return Math.min(LIMIT * width.fwhmDeg(), width.reachDeg(THRESHOLD));
    }

    /** @return the integral of the profile from its centre to z, for a Lorentzian share that {@link #width} gave */
    double integral(double z, double share) {
        double u = Math.max(0, Math.min(SIZE - 2, (z + LIMIT) * PER_UNIT));
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
