// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import org.braggwise.refinement.leastsquares.Parameter;

/**
 * What lies under the reflections: Chebyshev polynomials of the first kind over the range of angles, a term in 1 / two-theta for air scatter,
 * and a broad Gaussian for amorphous matter.
 */
final class BackgroundModel {

    private static final double LN2_4 = 4 * Math.log(2);

    private final double[] m_x;
    private final int m_terms;
    private final boolean m_inverse;
    private final double[][] m_functions;
    private final int m_first;
    private final int m_hump;

    /**
     * @param twoThetaDeg the angles
     * @param settings which terms there are
     * @param table where the parameters go
     */
    BackgroundModel(double[] twoThetaDeg, RefinementSettings settings, ParameterTable table) {
        m_x = twoThetaDeg;
        m_terms = settings.backgroundTerms();
        m_inverse = settings.inverseBackground();
        m_functions = new double[m_terms + (m_inverse ? 1 : 0)][m_x.length];
        double first = m_x[0];
        double last = m_x[m_x.length - 1];
        for (int i = 0; i < m_x.length; i++) {
            double t = 2 * (m_x[i] - first) / (last - first) - 1;
            double before = t;
            double now = 1;
            for (int k = 0; k < m_terms; k++) {
                m_functions[k][i] = now;
                double next = 2 * t * now - before;
                before = now;
                now = next;
            }
            if (m_inverse) {
                m_functions[m_terms][i] = first / m_x[i];
            }
        }
        m_first = table.size();
        for (int k = 0; k < m_terms; k++) {
            table.add(Parameter.free("background " + k, 0));
        }
        if (m_inverse) {
            table.add(Parameter.free("background 1/x", 0));
        }
        m_hump = settings.amorphousHump() ? table.size() : -1;
        if (m_hump >= 0) {
            table.add(Parameter.bounded("hump height", 0, 0, Double.POSITIVE_INFINITY));
            double centre = Math.max(first, Math.min(last, settings.humpCentreDeg()));
            table.add(Parameter.bounded("hump centre", centre, first - 5, last + 5)
                    .withLargestStep(2));
            table.add(Parameter.bounded("hump width", 10, 4, 40).withLargestStep(2));
        }
    }

    /** @return the index of the first linear coefficient */
    int firstLinear() {
        return m_first;
    }

    /** @return how many linear coefficients there are, the hump's height left out */
    int linear() {
        return m_functions.length;
    }

    /** @return the values of linear function k at the points */
    double[] function(int k) {
        return m_functions[k];
    }

    /** @return the index of the hump's height, followed by its centre and width; -1 without one */
    int hump() {
        return m_hump;
    }

    /** Writes the background at all points. */
    void evaluate(double[] parameters, double[] out) {
        java.util.Arrays.fill(out, 0);
        for (int k = 0; k < m_functions.length; k++) {
            double c = parameters[m_first + k];
            double[] f = m_functions[k];
            for (int i = 0; i < out.length; i++) {
                out[i] += c * f[i];
            }
        }
        if (m_hump >= 0 && parameters[m_hump] != 0) {
            for (int i = 0; i < out.length; i++) {
                double u = (m_x[i] - parameters[m_hump + 1]) / parameters[m_hump + 2];
                out[i] += parameters[m_hump] * Math.exp(-LN2_4 * u * u);
            }
        }
    }

    /** Writes derivatives to the columns of the parameters that are refined. */
    void derivatives(double[] parameters, double[][] columns) {
        for (int k = 0; k < m_functions.length; k++) {
            if (columns[m_first + k] != null) {
                System.arraycopy(m_functions[k], 0, columns[m_first + k], 0, m_x.length);
            }
        }
        if (m_hump < 0 || columns[m_hump] == null && columns[m_hump + 1] == null && columns[m_hump + 2] == null) {
            return;
        }
        double width = parameters[m_hump + 2];
        for (int i = 0; i < m_x.length; i++) {
            double u = (m_x[i] - parameters[m_hump + 1]) / width;
            double e = Math.exp(-LN2_4 * u * u);
            double slope = parameters[m_hump] * e * 2 * LN2_4 * u / width;
            if (columns[m_hump] != null) {
                columns[m_hump][i] = e;
            }
            if (columns[m_hump + 1] != null) {
                columns[m_hump + 1][i] = slope;
            }
            if (columns[m_hump + 2] != null) {
                columns[m_hump + 2][i] = slope * u;
            }
        }
    }
}
