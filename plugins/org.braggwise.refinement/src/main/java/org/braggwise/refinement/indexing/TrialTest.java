// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.Arrays;

/**
 * The first, cheap test of a trial cell: do its lines explain the first observed ones? A table over Q says for each calculated line which
 * observed line it is within the tolerance of. Most cells fail on the first eight lines, after a few dozen look-ups and no square root.
 */
final class TrialTest {

    private static final int BINS = 1 << 14;
    /** The bit of a calculated line that explains nothing. */
    private static final int NONE = 31;

    private static final int[] STAGES = {8, 14, 30};

    private final byte[] m_table = new byte[BINS + 2];
    private final double m_scale;
    private final double[] m_limits = new double[STAGES.length];
    private final int[] m_masks = new int[STAGES.length];
    private final int[] m_needed = new int[STAGES.length];
    private int m_explained;
    private long m_tried;

    TrialTest(ObservedLines lines, int mostUnindexed) {
        int n = lines.searched;
        double top = lines.searchLimit() + lines.tolerance[n - 1];
        m_scale = BINS / top;
        Arrays.fill(m_table, (byte) NONE);
        for (int b = 0; b < BINS; b++) {
            double q = (b + 0.5) / m_scale;
            int i = Math.min(n - 1, lines.nearest(q));
            if (Math.abs(lines.q[i] - q) <= lines.tolerance[i]) {
                m_table[b] = (byte) i;
            }
        }
        for (int s = 0; s < STAGES.length; s++) {
            int k = Math.min(n, STAGES[s]);
            m_limits[s] = Math.min(lines.q[k - 1] + lines.tolerance[k - 1], top * (1 - 1e-9));
            m_masks[s] = (1 << k) - 1;
            m_needed[s] = k - allowed(k, mostUnindexed);
        }
    }

    /** @return how many of the first lines may be left over: at most one in eight, two in fourteen */
    static int allowed(int lines, int most) {
        return Math.min(most, lines / 7);
    }

    /** @return how many trial cells were tested */
    long tried() {
        return m_tried;
    }

    private boolean enough(int stage) {
        return Integer.bitCount(m_explained & m_masks[stage]) >= m_needed[stage];
    }

    private void mark(double q) {
        m_explained |= 1 << m_table[(int) (q * m_scale)];
    }

    /** @return whether an orthorhombic cell passes */
    boolean orthorhombic(double a, double b, double c) {
        m_tried++;
        for (int s = 0; s < STAGES.length; s++) {
            m_explained = 0;
            double limit = m_limits[s];
            for (int h = 0; a * h * h <= limit; h++) {
                double qa = a * h * h;
                for (int k = 0; qa + b * k * k <= limit; k++) {
                    double qb = qa + b * k * k;
                    for (int l = 0; qb + c * l * l <= limit; l++) {
                        mark(qb + c * l * l);
                    }
                }
            }
            if (!enough(s)) {
                return false;
            }
        }
        return true;
    }

    /** @return whether a tetragonal (f = 0), hexagonal (f = a) or, with c = a, a cubic cell passes */
    boolean uniaxial(double a, double f, double c) {
        m_tried++;
        for (int s = 0; s < STAGES.length; s++) {
            m_explained = 0;
            double limit = m_limits[s];
            for (int h = 0; a * h * h <= limit; h++) {
                for (int k = 0; k <= h; k++) {
                    double plane = a * (h * h + k * k) + f * h * k;
                    if (plane > limit) {
                        break;
                    }
                    for (int l = 0; plane + c * l * l <= limit; l++) {
                        mark(plane + c * l * l);
                    }
                }
            }
            if (!enough(s)) {
                return false;
            }
        }
        return true;
    }

    /** @return whether a monoclinic cell passes, unique axis b, e the coefficient of hl */
    boolean monoclinic(double a, double b, double c, double e) {
        m_tried++;
        for (int s = 0; s < STAGES.length; s++) {
            m_explained = 0;
            double limit = m_limits[s];
            double least = a - e * e / (4 * c);
            for (int h = 0; least * h * h <= limit; h++) {
                int start = h == 0 ? 0 : (int) Math.rint(-e * h / (2 * c));
                for (int l = start; ; l++) {
                    double zone = a * h * h + c * l * l + e * h * l;
                    if (zone > limit) {
                        break;
                    }
                    alongB(zone, b, limit);
                }
                if (h == 0) {
                    continue; // the others are Friedel mates of these
                }
                for (int l = start - 1; ; l--) {
                    double zone = a * h * h + c * l * l + e * h * l;
                    if (zone > limit) {
                        break;
                    }
                    alongB(zone, b, limit);
                }
            }
            if (!enough(s)) {
                return false;
            }
        }
        return true;
    }

    private void alongB(double zone, double b, double limit) {
        for (int k = 0; zone + b * k * k <= limit; k++) {
            mark(zone + b * k * k);
        }
    }

    /** @return whether a triclinic cell passes; the coefficients of h^2, k^2, l^2, kl, hl, hk, of a reduced or nearly reduced cell */
    boolean triclinic(double a, double b, double c, double d, double e, double f) {
        double bb = b - d * d / (4 * c);
        double aa = a - e * e / (4 * c);
        double ff = f - d * e / (2 * c);
        double least = aa - ff * ff / (4 * bb);
        if (!(bb > 0 && least > 0)) {
            return false;
        }
        m_tried++;
        for (int s = 0; s < STAGES.length; s++) {
            m_explained = 0;
            double limit = m_limits[s];
            for (int h = 0; least * h * h <= limit; h++) {
                int start = h == 0 ? 0 : (int) Math.rint(-ff * h / (2 * bb));
                for (int k = start; aa * h * h + bb * k * k + ff * h * k <= limit; k++) {
                    alongC(a * h * h + b * k * k + f * h * k, d * k + e * h, c, limit);
                }
                for (int k = start - 1; h > 0 && aa * h * h + bb * k * k + ff * h * k <= limit; k--) {
                    alongC(a * h * h + b * k * k + f * h * k, d * k + e * h, c, limit);
                }
            }
            if (!enough(s)) {
                return false;
            }
        }
        return true;
    }

    private void alongC(double constant, double linear, double c, double limit) {
        int start = (int) Math.rint(-linear / (2 * c));
        for (int l = start; constant + (linear + c * l) * l <= limit; l++) {
            mark(Math.abs(constant + (linear + c * l) * l));
        }
        for (int l = start - 1; constant + (linear + c * l) * l <= limit; l--) {
            mark(Math.abs(constant + (linear + c * l) * l));
        }
    }
}
