// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

import java.util.Arrays;

/**
 * Finds the points of a crystal that are near a place in a time that does not depend on their number: the reduced cell is cut into bins of
 * about one point each, and a search looks at the bins that its sphere touches, images across the cell's faces included. For one thread.
 */
public final class PositionIndex {

    private static final int MOST_BINS = 200;

    private final Lattice m_lattice;
    private final Metric m_metric;
    private final int[] m_bins = new int[3];
    private final double[] m_widths = new double[3];
    private final int[] m_first;
    private int[] m_next;
    private double[] m_points;
    private int m_size;
    private int[] m_found = new int[16];
    private double[] m_squares = new double[16];
    private int m_hits;

    /**
     * @param lattice the translations
     * @param expected about how many points there will be
     */
    public PositionIndex(Lattice lattice, int expected) {
        m_lattice = lattice;
        m_metric = lattice.reduced();
        Metric reciprocal = m_metric.reciprocal();
        double edge = Math.cbrt(m_metric.volume() / Math.max(1, expected));
        for (int i = 0; i < 3; i++) {
            m_widths[i] = 1 / Math.sqrt(reciprocal.at(i, i));
            m_bins[i] = (int) Math.max(1, Math.min(MOST_BINS, Math.floor(m_widths[i] / edge)));
        }
        m_first = new int[m_bins[0] * m_bins[1] * m_bins[2]];
        Arrays.fill(m_first, -1);
        m_next = new int[Math.max(4, expected)];
        m_points = new double[3 * m_next.length];
    }

    /**
     * @param x coordinates in the reduced basis of the lattice
     * @return the point's number: 0, 1, 2, ..
     */
    public int add(double[] x) {
        if (m_size == m_next.length) {
            m_next = Arrays.copyOf(m_next, 2 * m_size);
            m_points = Arrays.copyOf(m_points, 6 * m_size);
        }
        int bin = 0;
        for (int i = 0; i < 3; i++) {
            double w = x[i] - Math.floor(x[i]);
            m_points[3 * m_size + i] = w;
            bin = bin * m_bins[i] + Math.min(m_bins[i] - 1, (int) (w * m_bins[i]));
        }
        m_next[m_size] = m_first[bin];
        m_first[bin] = m_size;
        return m_size++;
    }

    /**
     * Finds every point, and every image of one, within a radius; a point is found once for each of its images there. What was found before
     * is forgotten.
     *
     * @param x coordinates in the reduced basis of the lattice
     * @param radius in angstrom; taken as three times the shortest translation where it is larger
     * @return how many were found: {@link #found} and {@link #square} say which
     */
    public int near(double[] x, double radius) {
        double r = Math.min(radius, 3 * m_lattice.shortest());
        double[] f = new double[3];
        m_hits = 0;
        int[] from = new int[3];
        int[] to = new int[3];
        for (int i = 0; i < 3; i++) {
            f[i] = x[i] - Math.floor(x[i]);
            double reach = r / m_widths[i] + 1e-12;
            from[i] = (int) Math.floor((f[i] - reach) * m_bins[i]);
            to[i] = (int) Math.floor((f[i] + reach) * m_bins[i]);
        }
        double limit = r * r;
        for (int i = from[0]; i <= to[0]; i++) {
            int cellA = Math.floorDiv(i, m_bins[0]);
            int binA = i - cellA * m_bins[0];
            for (int j = from[1]; j <= to[1]; j++) {
                int cellB = Math.floorDiv(j, m_bins[1]);
                int binAb = binA * m_bins[1] + j - cellB * m_bins[1];
                for (int k = from[2]; k <= to[2]; k++) {
                    int cellC = Math.floorDiv(k, m_bins[2]);
                    scan(binAb * m_bins[2] + k - cellC * m_bins[2], cellA - f[0], cellB - f[1], cellC - f[2], limit);
                }
            }
        }
        return m_hits;
    }

    private void scan(int bin, double a, double b, double c, double limit) {
        for (int p = m_first[bin]; p >= 0; p = m_next[p]) {
            double square = m_metric.square(m_points[3 * p] + a, m_points[3 * p + 1] + b, m_points[3 * p + 2] + c);
            if (square <= limit) {
                if (m_hits == m_found.length) {
                    m_found = Arrays.copyOf(m_found, 2 * m_hits);
                    m_squares = Arrays.copyOf(m_squares, 2 * m_hits);
                }
                m_found[m_hits] = p;
                m_squares[m_hits++] = square;
            }
        }
    }

    /** @return the number of the i-th point that the last search found */
    public int found(int i) {
        return m_found[i];
    }

    /** @return the square of its distance, in square angstrom */
    public double square(int i) {
        return m_squares[i];
    }
}
