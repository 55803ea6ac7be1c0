// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * One line's profile on the points of a pattern, with its derivatives: a pseudo-Voigt of unit area, smeared by axial divergence as Finger, Cox
 * and Jephcoat (1994), J. Appl. Cryst. 27, 892, doi:10.1107/S0021889894004218, have it for a sample and a slit of the same half height.
 *
 * <p>With S / L = H / L = a, a ray that leaves the equatorial plane by h (in units of L, 0 to 2 a) is counted at 2 phi, cos 2 phi = cos 2 theta
 * sqrt(1 + h^2), with the weight (2 a - h) / ((1 + h^2) sin 2 phi). In h the integral is smooth, and a few Gauss-Legendre points do.
 * Beyond 90 degrees the line leans to the other side by itself.
 */
final class AsymmetricProfile {

    /** Half the width of the window, in full widths at half maximum: of a Gaussian, and how much more a Lorentzian has. */
    private static final double REACH = 4;

    private static final double LORENTZIAN_REACH = 16;

    private static final double LEAST_IMPORTANCE = 0.3;

    /** No window is wider than this, in degrees. */
    private static final double LARGEST_REACH_DEG = 15;

    /** Gauss-Legendre points and weights on 0 to 1: Abramowitz and Stegun, table 25.4, of order 3, 6 and 12. */
    private static final double[][] POINTS = {
        {0.1127016653792583, 0.5, 0.8872983346207417},
        {
            0.033765242898424,
            0.1693953067668678,
            0.3806904069584015,
            0.6193095930415985,
            0.8306046932331322,
            0.966234757101576
        },
        {
            0.0092196828766404, 0.0479413718147626, 0.1150486629028477, 0.2063410228566913, 0.3160842505009099,
                    0.4373832957442655,
            0.5626167042557345, 0.6839157494990901, 0.7936589771433087, 0.8849513370971523, 0.9520586281852375,
                    0.9907803171233596
        }
    };

    private static final double[][] WEIGHTS = {
        {0.2777777777777778, 0.4444444444444444, 0.2777777777777778},
        {
            0.0856622461895852,
            0.1803807865240693,
            0.2339569672863455,
            0.2339569672863455,
            0.1803807865240693,
            0.0856622461895852
        },
        {
            0.0235876681932559, 0.0534696629976592, 0.0800391642716731, 0.101583713361533, 0.1167462682691774,
                    0.1245735229067014,
            0.1245735229067014, 0.1167462682691774, 0.101583713361533, 0.0800391642716731, 0.0534696629976592,
                    0.0235876681932559
        }
    };

    private static final double LN2_4 = 4 * Math.log(2);
    private static final double GAUSS = 2 * Math.sqrt(Math.log(2) / Math.PI);

    private final double[] m_x;

    /** First point of the window, and the one after its last. */
    int from;

    int to;

    /** The profile and its derivatives by position, width, Lorentzian share and asymmetry, from index 0 for the point {@link #from}. */
    final double[] value;

    final double[] byPosition;
    final double[] byFwhm;
    final double[] byEta;
    final double[] byAsymmetry;

    /** @param twoThetaDeg the angles of the pattern */
    AsymmetricProfile(double[] twoThetaDeg) {
        m_x = twoThetaDeg;
        value = new double[twoThetaDeg.length];
        byPosition = new double[twoThetaDeg.length];
        byFwhm = new double[twoThetaDeg.length];
        byEta = new double[twoThetaDeg.length];
        byAsymmetry = new double[twoThetaDeg.length];
    }

    /** @return the lowest index whose angle is at least the given one */
    private int indexOf(double angle) {
        int n = m_x.length;
        // Steps are almost even: a guess, and then neighbours.
        int i = (int) Math.max(0, Math.min(n, Math.ceil((angle - m_x[0]) / (m_x[n - 1] - m_x[0]) * (n - 1))));
        while (i > 0 && m_x[i - 1] >= angle) {
            i--;
        }
        while (i < n && m_x[i] < angle) {
            i++;
        }
        return i;
    }

    /**
     * Computes a line.
     *
     * @param position where it would be without axial divergence, in degrees two-theta
     * @param fwhm full width at half maximum in degrees
     * @param eta Lorentzian share
     * @param asymmetry a = S / L = H / L, 0 for none
     * @param importance area over that of the pattern's strong lines, 0 to 1: the tails of a weak line are cut where they are as low as those of
     *     a strong one
     * @param derivatives whether they are wanted
     * @return whether the window holds any point
     */
    boolean set(double position, double fwhm, double eta, double asymmetry, double importance, boolean derivatives) {
        double tails = LORENTZIAN_REACH * Math.max(LEAST_IMPORTANCE, Math.sqrt(Math.min(1, importance)));
        double reach = Math.min(LARGEST_REACH_DEG, fwhm * (REACH + tails * eta));
        double smear = asymmetry > 0 && position > 0.1 ? Math.toDegrees(offset(position, 2 * asymmetry)) : 0;
        from = indexOf(position - reach + Math.min(0, smear));
        to = indexOf(position + reach + Math.max(0, smear));
        if (from >= to) {
            return false;
        }
        int n = to - from;
        java.util.Arrays.fill(value, 0, n, 0);
        if (derivatives) {
            java.util.Arrays.fill(byPosition, 0, n, 0);
            java.util.Arrays.fill(byFwhm, 0, n, 0);
            java.util.Arrays.fill(byEta, 0, n, 0);
            java.util.Arrays.fill(byAsymmetry, 0, n, 0);
        }
        double spread = Math.abs(smear) / fwhm;
        if (asymmetry <= 0 || position <= 0.1) {
            add(position, 1, 0, 1, 0, fwhm, eta, derivatives);
        } else {
            smear(position, asymmetry, spread < 0.3 ? 0 : spread < 1.5 ? 1 : 2, fwhm, eta, derivatives);
        }
        return true;
    }

    private void smear(double position, double a, int rule, double fwhm, double eta, boolean derivatives) {
        double[] t = POINTS[rule];
        double sum = 0;
        double sumByA = 0;
        double theta2 = Math.toRadians(position);
        double cos = Math.cos(theta2);
        for (int k = 0; k < t.length; k++) {
            double h = Math.min(2 * a * t[k], largestHeight(cos));
            double c = cos * Math.sqrt(1 + h * h);
            double s2 = 1 - c * c;
            double w = WEIGHTS[rule][k] * (1 - t[k]) / ((1 + h * h) * Math.sqrt(s2));
            sum += w;
            sumByA += w * 2 * t[k] * (-2 * h / (1 + h * h) + cos * cos * h / s2);
        }
        for (int k = 0; k < t.length; k++) {
            double h = Math.min(2 * a * t[k], largestHeight(cos));
            double c = cos * Math.sqrt(1 + h * h);
            double s2 = 1 - c * c;
            double w = WEIGHTS[rule][k] * (1 - t[k]) / ((1 + h * h) * Math.sqrt(s2));
            double wByA = w * 2 * t[k] * (-2 * h / (1 + h * h) + cos * cos * h / s2);
            double shiftByA = Math.toDegrees(-cos * h / (Math.sqrt(1 + h * h) * Math.sqrt(s2)) * 2 * t[k]);
            add(
                    Math.toDegrees(Math.acos(c)),
                    w / sum,
                    wByA / sum - w * sumByA / (sum * sum),
                    Math.sin(theta2) * Math.sqrt((1 + h * h) / s2),
                    shiftByA,
                    fwhm,
                    eta,
                    derivatives);
        }
    }

    /** The height at which a ray reaches the equator's 0 degrees, a little less. */
    private static double largestHeight(double cos) {
        return cos * cos < 0.999998 ? Math.sqrt(Math.max(0, 0.999998 / (cos * cos) - 1)) : 0;
    }

    private static double offset(double position, double h) {
        double cos = Math.cos(Math.toRadians(position));
        double limited = Math.min(h, largestHeight(cos));
        return Math.acos(cos * Math.sqrt(1 + limited * limited)) - Math.toRadians(position);
    }

    private void add(
            double at,
            double weight,
            double weightByA,
            double shift,
            double shiftByA,
            double fwhm,
            double eta,
            boolean derivatives) {
        double inverse = 1 / fwhm;
        double lorentz = 2 / Math.PI * inverse;
        double gauss = GAUSS * inverse;
        for (int i = from, o = 0; i < to; i++, o++) {
            double u = (m_x[i] - at) * inverse;
            double u2 = u * u;
            double d = 1 / (1 + 4 * u2);
            double l = lorentz * d;
            double g = u2 < 12 ? gauss * DecayTable.of(LN2_4 * u2) : 0;
            double v = eta * l + (1 - eta) * g;
            value[o] += weight * v;
            if (derivatives) {
                double lx = 8 * u * d * l;
                double gx = 2 * LN2_4 * u * g;
                double px = (eta * lx + (1 - eta) * gx) * inverse;
                byPosition[o] += weight * shift * px;
                byFwhm[o] += weight * (px * u - v * inverse);
                byEta[o] += weight * (l - g);
                byAsymmetry[o] += weightByA * v + weight * shiftByA * px;
            }
        }
    }
}
