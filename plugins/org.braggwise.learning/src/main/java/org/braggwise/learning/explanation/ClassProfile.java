// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/**
 * The attributions of many rows of one class, point by point: mean |value| (how much the point matters) and mean value (which way it
 * pushes). They are different numbers: the paper's published code plots |mean|, in which rows that are pushed apart cancel.
 */
public final class ClassProfile {
    private final double[] m_sum;
    private final double[] m_absoluteSum;
    private int m_rows;

    /** @param points of a pattern */
    public ClassProfile(int points) {
        m_sum = new double[points];
        m_absoluteSum = new double[points];
    }

    /**
     * Adds one row.
     *
     * @throws IllegalArgumentException if its length differs
     */
    public void add(Attribution attribution) {
        double[] values = attribution.values();
        if (values.length != m_sum.length) {
            throw new IllegalArgumentException("A profile of " + m_sum.length + " points got an attribution of "
                    + values.length + "; expected as many.");
        }
        for (int i = 0; i < values.length; i++) {
            m_sum[i] += values[i];
            m_absoluteSum[i] += Math.abs(values[i]);
        }
        m_rows++;
    }

    /** Rows added so far. */
    public int rows() {
        return m_rows;
    }

    /** Mean |value| a point; NaN where no row was added. */
    public double[] meanAbsolute() {
        return divided(m_absoluteSum);
    }

    /** Mean value a point; NaN where no row was added. */
    public double[] mean() {
        return divided(m_sum);
    }

    private double[] divided(double[] sum) {
        double[] mean = new double[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sum[i] / m_rows;
        }
        return mean;
    }
}
