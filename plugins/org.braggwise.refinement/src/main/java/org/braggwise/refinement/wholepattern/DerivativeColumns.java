// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/** Derivatives of y_calc, a column of all points for each parameter that is refined; what is asked of any other parameter is not done. */
final class DerivativeColumns {

    private final double[][] m_columns;
    private final int[] m_active;
    private final AsymmetricProfile m_shape;
    private final ProfileWidths m_widths;

    /**
     * @param parameters how many there are
     * @param active those that are refined
     * @param points of the pattern
     * @param line whose profile and widths are added
     */
    DerivativeColumns(int parameters, int[] active, int points, ReflectionLine line) {
        m_columns = new double[parameters][];
        m_active = active;
        for (int i : active) {
            m_columns[i] = new double[points];
        }
        m_shape = line.shape;
        m_widths = line.widths;
    }

    /** Makes all 0. */
    void clear() {
        for (int i : m_active) {
            java.util.Arrays.fill(m_columns[i], 0);
        }
    }

    /** @return the columns by parameter, null for one that is not refined */
    double[][] all() {
        return m_columns;
    }

    /** @return the columns of the refined parameters, one after the other */
    double[][] active() {
        double[][] columns = new double[m_active.length][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = m_columns[m_active[i]];
        }
        return columns;
    }

    /** A parameter that changes the area. */
    void addArea(int parameter, double byArea) {
        add(parameter, m_shape.value, byArea);
    }

    /** A parameter that shifts the line, by so much area times degrees. */
    void addPosition(int parameter, double factor) {
        add(parameter, m_shape.byPosition, factor);
    }

    /** The axial divergence. */
    void addAsymmetry(int parameter, double area) {
        add(parameter, m_shape.byAsymmetry, area);
    }

    /** A parameter that changes the square of the Gaussian's width. */
    void addGaussian(int parameter, double factor) {
        addWidth(parameter, factor * m_widths.fwhmByGaussianSquare, factor * m_widths.etaByGaussianSquare);
    }

    /** A parameter that changes the Lorentzian's width. */
    void addLorentzian(int parameter, double factor) {
        addWidth(parameter, factor * m_widths.fwhmByLorentzian, factor * m_widths.etaByLorentzian);
    }

    private void add(int parameter, double[] function, double factor) {
        double[] column = m_columns[parameter];
        if (column == null) {
            return;
        }
        int offset = m_shape.from;
        int n = m_shape.to - offset;
        for (int o = 0; o < n; o++) {
            column[offset + o] += factor * function[o];
        }
    }

    private void addWidth(int parameter, double byFwhm, double byEta) {
        double[] column = m_columns[parameter];
        if (column == null) {
            return;
        }
        double[] f = m_shape.byFwhm;
        double[] e = m_shape.byEta;
        int offset = m_shape.from;
        int n = m_shape.to - offset;
        for (int o = 0; o < n; o++) {
            column[offset + o] += byFwhm * f[o] + byEta * e[o];
        }
    }

    /** A parameter that changes area, place and shape. */
    void addAll(int parameter, double byArea, double byPosition, double byFwhm, double byEta) {
        double[] column = m_columns[parameter];
        if (column == null) {
            return;
        }
        double[] a = m_shape.value;
        double[] p = m_shape.byPosition;
        double[] f = m_shape.byFwhm;
        double[] e = m_shape.byEta;
        int offset = m_shape.from;
        int n = m_shape.to - offset;
        for (int o = 0; o < n; o++) {
            column[offset + o] += byArea * a[o] + byPosition * p[o] + byFwhm * f[o] + byEta * e[o];
        }
    }
}
