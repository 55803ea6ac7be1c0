// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

import java.util.Arrays;

/**
 * Normal equations A dx = g of a linearised fit: A = sum of w J J', g = sum of w r J over the observations, where r = y_obs - y_calc and
 * J = d y_calc / dx. Only the lower triangle of A is kept. Sums run in a fixed order, so they are the same bits on every machine.
 */
public final class NormalEquations {

    /* Observations that are added together: A is read and written once for them, in loops over j that the JIT vectorises. */
    private static final int TOGETHER = 4;

    private static final int TILE = 64;

    private final int m_n;
    private final double[] m_a;
    private final double[] m_g;
    private final double[] m_tile;
    private final double[] m_weighted;
    private double m_objective;

    /** @param parameters how many there are, at least 1 */
    public NormalEquations(int parameters) {
        m_n = parameters;
        m_a = new double[parameters * parameters];
        m_g = new double[parameters];
        m_tile = new double[TILE * parameters];
        m_weighted = new double[TILE];
    }

    /** Makes all sums 0. */
    public void clear() {
        Arrays.fill(m_a, 0);
        Arrays.fill(m_g, 0);
        m_objective = 0;
    }

    /** @return how many parameters there are */
    public int parameters() {
        return m_n;
    }

    /** @return the sum of w r^2 */
    public double objective() {
        return m_objective;
    }

    /** @return g_i, minus half the objective's derivative */
    public double gradient(int i) {
        return m_g[i];
    }

    /** @return A_ij */
    public double curvature(int i, int j) {
        return i >= j ? m_a[i * m_n + j] : m_a[j * m_n + i];
    }

    /**
     * Solves the equations as they are: the answer of a model that is linear in its parameters.
     *
     * @return dx; numbers of dependent parameters are damped by a millionth of their diagonal, and 0 where that does not help
     */
    public double[] solve() {
        double[] scaled = new double[m_n * m_n];
        double[] b = new double[m_n];
        double[] root = new double[m_n];
        for (int i = 0; i < m_n; i++) {
            root[i] = curvature(i, i) > 0 ? Math.sqrt(curvature(i, i)) : 1;
            for (int j = 0; j < i; j++) {
                scaled[i * m_n + j] = curvature(i, j) / (root[i] * root[j]);
            }
            scaled[i * m_n + i] = 1;
            b[i] = m_g[i] / root[i];
        }
        Cholesky factor = Cholesky.of(m_n, scaled);
        for (int i = 0; factor == null && i < m_n; i++) {
            scaled[i * m_n + i] += 1e-6;
        }
        factor = factor == null ? Cholesky.of(m_n, scaled) : factor;
        if (factor == null) {
            return new double[m_n];
        }
        factor.solve(b);
        for (int i = 0; i < m_n; i++) {
            b[i] /= root[i];
        }
        return b;
    }

    /**
     * Adds one observation.
     *
     * @param derivatives of y_calc by each parameter
     * @param residual y_obs - y_calc
     * @param weight 1 / sigma^2
     */
    public void add(double[] derivatives, double residual, double weight) {
        m_objective += weight * residual * residual;
        for (int i = 0; i < m_n; i++) {
            double d = weight * derivatives[i];
            m_g[i] += d * residual;
            int row = i * m_n;
            if (d != 0) {
                for (int j = 0; j <= i; j++) {
                    m_a[row + j] += d * derivatives[j];
                }
            }
        }
    }

    /**
     * Adds one observation that depends on a few parameters.
     *
     * @param indices of the parameters
     * @param derivatives by these parameters, at least as many
     * @param residual y_obs - y_calc
     * @param weight 1 / sigma^2
     */
    public void add(int[] indices, double[] derivatives, double residual, double weight) {
        m_objective += weight * residual * residual;
        for (int p = 0; p < indices.length; p++) {
            double d = weight * derivatives[p];
            m_g[indices[p]] += d * residual;
            for (int q = 0; q < indices.length; q++) {
                if (indices[q] <= indices[p]) {
                    m_a[indices[p] * m_n + indices[q]] += d * derivatives[q];
                }
            }
        }
    }

    /**
     * Adds observations whose derivatives lie parameter by parameter.
     *
     * @param columns derivatives: columns[p][o] is that of observation o by parameter p
     * @param residuals y_obs - y_calc of each observation
     * @param weights 1 / sigma^2 of each observation
     * @param from first observation
     * @param to after the last
     */
    public void addColumns(double[][] columns, double[] residuals, double[] weights, int from, int to) {
        for (int start = from; start < to; start += TILE) {
            int count = Math.min(TILE, to - start);
            transpose(columns, weights, start, count);
            for (int o = 0; o < count; o++) {
                double weighted = Math.sqrt(weights[start + o]) * residuals[start + o];
                m_weighted[o] = weighted;
                m_objective += weighted * weighted;
            }
            int padded = (count + TOGETHER - 1) / TOGETHER * TOGETHER;
            Arrays.fill(m_tile, count * m_n, padded * m_n, 0);
            Arrays.fill(m_weighted, count, padded, 0);
            for (int o = 0; o < padded; o += TOGETHER) {
                addFour(o);
            }
        }
    }

    private void transpose(double[][] columns, double[] weights, int start, int count) {
        for (int p = 0; p < m_n; p++) {
            double[] column = columns[p];
            for (int o = 0; o < count; o++) {
                m_tile[o * m_n + p] = column[start + o];
            }
        }
        for (int o = 0; o < count; o++) {
            double root = Math.sqrt(weights[start + o]);
            for (int p = o * m_n; p < (o + 1) * m_n; p++) {
                m_tile[p] *= root;
            }
        }
    }

    private void addFour(int o) {
        int r0 = o * m_n;
        int r1 = r0 + m_n;
        int r2 = r1 + m_n;
        int r3 = r2 + m_n;
        for (int i = 0; i < m_n; i++) {
            double d0 = m_tile[r0 + i];
            double d1 = m_tile[r1 + i];
            double d2 = m_tile[r2 + i];
            double d3 = m_tile[r3 + i];
            m_g[i] += d0 * m_weighted[o] + d1 * m_weighted[o + 1] + d2 * m_weighted[o + 2] + d3 * m_weighted[o + 3];
            if (d0 != 0 || d1 != 0 || d2 != 0 || d3 != 0) {
                axpy(m_a, i * m_n, m_tile, r0, r1, r2, r3, d0, d1, d2, d3, i + 1);
            }
        }
    }

    private static void axpy(
            double[] a,
            int row,
            double[] t,
            int r0,
            int r1,
            int r2,
            int r3,
            double d0,
            double d1,
            double d2,
            double d3,
            int n) {
        for (int j = 0; j < n; j++) {
            a[row + j] += d0 * t[r0 + j] + d1 * t[r1 + j] + d2 * t[r2 + j] + d3 * t[r3 + j];
        }
    }
}
