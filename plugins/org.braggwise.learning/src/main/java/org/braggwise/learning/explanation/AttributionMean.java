// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/** Mean and spread of the attributions of several networks (heads, members), added one by one (Welford 1962). */
final class AttributionMean {
    private final int m_classIndex;
    private final double[] m_mean;
    private final double[] m_squares;
    private double m_base;
    private double m_output;
    private int m_count;

    AttributionMean(int classIndex, int points) {
        m_classIndex = classIndex;
        m_mean = new double[points];
        m_squares = new double[points];
    }

    void add(double[] values, double base, double output) {
        m_count++;
        m_base += (base - m_base) / m_count;
        m_output += (output - m_output) / m_count;
        for (int i = 0; i < values.length; i++) {
            double before = values[i] - m_mean[i];
            m_mean[i] += before / m_count;
            m_squares[i] += before * (values[i] - m_mean[i]);
        }
    }

    Attribution result(String fingerprint) {
        double[] spread = new double[m_count > 1 ? m_mean.length : 0];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = Math.sqrt(m_squares[i] / (m_count - 1));
        }
        return Attribution.of(m_classIndex, m_mean, spread, m_base, m_output, fingerprint);
    }
}
