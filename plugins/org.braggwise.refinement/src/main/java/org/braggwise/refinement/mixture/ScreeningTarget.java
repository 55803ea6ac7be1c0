// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.Arrays;

import org.braggwise.refinement.wholepattern.MeasuredPattern;

/**
 * What of a pattern is still to be explained, as areas on an even grid of ln q: for a line at any place, how much intensity there is within
 * its width and the tolerance of its position, and how much more might be hidden under what is explained already.
 */
final class ScreeningTarget {

    private static final double STEP = 0.001;

    /** A line may lie this share of its spacing beside its place, and this many degrees by the sample's displacement. */
    private static final double SHARE = 0.0015;

    private static final double SHIFT_DEG = 0.04;

    /** Part of a line's width that is counted to each side. */
    private static final double WIDTHS = 0.6;

    private static final int MOST_LINES = 40;

    /** What a line that should be there and is not costs, over what one that is there earns. */
    private static final double MISSING = 1.5;

    private final double m_start;
    private final double[] m_areas;
    private final double[] m_hidden;
    private final double[] m_geometry;
    private final double m_total;

    /**
     * @param pattern angles and radiation
     * @param unexplained intensity at each point without background; negative where the model has too much
     * @param hidden intensity at each point that might be another phase's though the model has it
     * @param fwhmDeg width of the lines in degrees
     */
    ScreeningTarget(MeasuredPattern pattern, double[] unexplained, double[] hidden, double fwhmDeg) {
        double[] x = pattern.twoThetaDeg();
        double wavelength = pattern.radiation().wavelengthAngstrom();
        double[] widths = pattern.widthsDeg();
        double[] sums = cumulative(widths, unexplained);
        double[] hiddenSums = cumulative(widths, hidden);
        m_start = lnQ(x[0], wavelength);
        int n = (int) ((lnQ(x[x.length - 1], wavelength) - m_start) / STEP);
        m_areas = new double[n];
        m_hidden = new double[n];
        m_geometry = new double[n];
        for (int k = 0; k < n; k++) {
            double sine = Math.min(0.9999, Math.exp(m_start + k * STEP) * wavelength / 2);
            double theta = Math.asin(sine);
            double centre = Math.toDegrees(2 * theta);
            double half = WIDTHS * fwhmDeg + SHIFT_DEG + Math.toDegrees(2 * Math.tan(theta) * SHARE);
            m_areas[k] = Math.max(0, at(x, sums, centre + half) - at(x, sums, centre - half));
            m_hidden[k] = Math.max(0, at(x, hiddenSums, centre + half) - at(x, hiddenSums, centre - half));
            double c = Math.cos(2 * theta);
            m_geometry[k] = (1 + c * c) / (sine * sine * Math.cos(theta));
        }
        double total = 0;
        for (int i = 1; i < x.length; i++) {
            total += Math.max(0, unexplained[i]) * widths[i];
        }
        m_total = total > 0 ? total : 1;
    }

    private static double lnQ(double twoThetaDeg, double wavelength) {
        return Math.log(2 * Math.sin(Math.toRadians(twoThetaDeg / 2)) / wavelength);
    }

    private static double[] cumulative(double[] widths, double[] y) {
        double[] sums = new double[y.length];
        for (int i = 1; i < y.length; i++) {
            sums[i] = sums[i - 1] + 0.5 * (y[i] + y[i - 1]) * widths[i];
        }
        return sums;
    }

    /** The cumulative area at an angle, along straight lines between points. */
    private static double at(double[] x, double[] sums, double angle) {
        int n = x.length;
        if (angle <= x[0]) {
            return 0;
        }
        if (angle >= x[n - 1]) {
            return sums[n - 1];
        }
        int found = Arrays.binarySearch(x, angle);
        int i = found >= 0 ? found : -found - 2;
        return sums[i] + (angle - x[i]) / (x[i + 1] - x[i]) * (sums[i + 1] - sums[i]);
    }

    /** Room for one thread's work. */
    static final class Scratch {
        private final double[] m_c = new double[MOST_LINES];
        private final double[] m_e = new double[MOST_LINES];
        private final double[] m_h = new double[MOST_LINES];
        private final double[] m_at = new double[2 * MOST_LINES];
        private final double[] m_fall = new double[2 * MOST_LINES];
    }

    /**
     * The share of what is unexplained that a candidate explains: the greatest value, over its scale s, of the sum over its lines of min(s c,
     * e) less a cost for what s c exceeds e and what may be hidden.
     *
     * @param lines the candidate's
     * @param shift added to ln q of its lines: -ln of the factor of its lattice
     * @param scratch room
     * @return 0 to about 1
     */
    double explained(CandidateLines lines, double shift, Scratch scratch) {
        int n = 0;
        for (int j = 0; j < lines.lnQ().length && n < MOST_LINES; j++) {
            int k = (int) Math.rint((lines.lnQ()[j] + shift - m_start) / STEP);
            if (k >= 0 && k < m_areas.length) {
                scratch.m_c[n] = lines.strength()[j] * m_geometry[k];
                scratch.m_e[n] = m_areas[k];
                scratch.m_h[n++] = m_areas[k] + m_hidden[k];
            }
        }
        double slope = 0;
        int breaks = 0;
        for (int j = 0; j < n; j++) {
            double c = scratch.m_c[j];
            slope += c;
            breaks = insert(scratch, breaks, scratch.m_e[j] / c, c);
            breaks = insert(scratch, breaks, scratch.m_h[j] / c, MISSING * c);
        }
        double scale = 0;
        for (int b = 0; b < breaks && slope > 0; b++) {
            scale = scratch.m_at[b];
            slope -= scratch.m_fall[b];
        }
        double value = 0;
        for (int j = 0; j < n; j++) {
            double calculated = scale * scratch.m_c[j];
            value += Math.min(calculated, scratch.m_e[j]) - MISSING * Math.max(0, calculated - scratch.m_h[j]);
        }
        return value / m_total;
    }

    /** Inserts a break in order of scale. */
    private static int insert(Scratch scratch, int count, double at, double fall) {
        int i = count;
        while (i > 0 && scratch.m_at[i - 1] > at) {
            scratch.m_at[i] = scratch.m_at[i - 1];
            scratch.m_fall[i] = scratch.m_fall[i - 1];
            i--;
        }
        scratch.m_at[i] = at;
        scratch.m_fall[i] = fall;
        return count + 1;
    }
}
