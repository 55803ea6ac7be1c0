// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Arrays;

/** The points of a scan while it is read: angle, intensity, and where the file has them uncertainty, counting time and line. */
final class Points {

    private double[] m_angle = new double[1024];
    private double[] m_intensity = new double[1024];
    private double[] m_sigma;
    private double[] m_seconds;
    private int[] m_line = new int[1024];
    private int m_size;

    void add(double angle, double intensity, int line) {
        if (m_size == m_angle.length) {
            int length = 2 * m_size;
            m_angle = Arrays.copyOf(m_angle, length);
            m_intensity = Arrays.copyOf(m_intensity, length);
            m_line = Arrays.copyOf(m_line, length);
            m_sigma = m_sigma == null ? null : Arrays.copyOf(m_sigma, length);
            m_seconds = m_seconds == null ? null : Arrays.copyOf(m_seconds, length);
        }
        m_angle[m_size] = angle;
        m_intensity[m_size] = intensity;
        m_line[m_size] = line;
        if (m_sigma != null) {
            m_sigma[m_size] = Double.NaN;
        }
        if (m_seconds != null) {
            m_seconds[m_size] = Double.NaN;
        }
        m_size++;
    }

    /** Of the point added last. */
    void sigma(double sigma) {
        if (m_sigma == null) {
            m_sigma = new double[m_angle.length];
            Arrays.fill(m_sigma, Double.NaN);
        }
        m_sigma[m_size - 1] = sigma;
    }

    /** Of the point added last. */
    void seconds(double seconds) {
        if (m_seconds == null) {
            m_seconds = new double[m_angle.length];
            Arrays.fill(m_seconds, Double.NaN);
        }
        m_seconds[m_size - 1] = seconds;
    }

    int size() {
        return m_size;
    }

    double angle(int i) {
        return m_angle[i];
    }

    double[] angles() {
        return Arrays.copyOf(m_angle, m_size);
    }

    double[] intensities() {
        return Arrays.copyOf(m_intensity, m_size);
    }

    /** @return null where no point has one */
    double[] sigmas() {
        return m_sigma == null ? null : Arrays.copyOf(m_sigma, m_size);
    }

    /** @return null where no point has one */
    double[] seconds() {
        return m_seconds == null ? null : Arrays.copyOf(m_seconds, m_size);
    }

    /** @return the 1-based line of a point, 0 where the file has no lines */
    int line(int i) {
        return m_line[i];
    }

    /** Leaves out the last point, which the end of the file cut. */
    void dropLast() {
        m_size--;
    }

    /** Makes one point of neighbours at the same angle: the mean of their intensities, as if they had been counted equally long. */
    void mergeRepeated() {
        int kept = 0;
        for (int i = 0; i < m_size; ) {
            int end = i + 1;
            while (end < m_size && m_angle[end] == m_angle[i]) {
                end++;
            }
            double sum = 0;
            double squares = 0;
            double seconds = 0;
            for (int k = i; k < end; k++) {
                sum += m_intensity[k];
                squares += m_sigma == null ? 0 : m_sigma[k] * m_sigma[k];
                seconds += m_seconds == null ? 0 : m_seconds[k];
            }
            int count = end - i;
            m_angle[kept] = m_angle[i];
            m_line[kept] = m_line[i];
            m_intensity[kept] = sum / count;
            if (m_sigma != null) {
                m_sigma[kept] = Math.sqrt(squares) / count;
            }
            if (m_seconds != null) {
                m_seconds[kept] = seconds / count;
            }
            kept++;
            i = end;
        }
        m_size = kept;
    }

    /** Puts the points into the opposite order. */
    void reverse() {
        reverse(m_angle);
        reverse(m_intensity);
        reverse(m_sigma);
        reverse(m_seconds);
        for (int i = 0, j = m_size - 1; i < j; i++, j--) {
            int t = m_line[i];
            m_line[i] = m_line[j];
            m_line[j] = t;
        }
    }

    private void reverse(double[] v) {
        for (int i = 0, j = m_size - 1; v != null && i < j; i++, j--) {
            double t = v[i];
            v[i] = v[j];
            v[j] = t;
        }
    }
}
