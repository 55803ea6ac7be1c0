// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;

/**
 * Derivatives of a calculated pattern, a row a point, and the normal equations that they make. Rows without any line are left out. Sums of 64
 * rows run in floats, in loops that the JIT vectorises, and the whole in doubles. Its arrays grow and stay.
 */
final class JacobianRows {

    private static final int TOGETHER = 4;
    private static final int TILE = 64;

    private final Observed m_observed;
    private final float[] m_rootWeights;
    private final float[] m_residuals;
    private final boolean[] m_touched;
    private float[] m_values = new float[0];
    private float[] m_tile = new float[0];
    private int m_n;

    JacobianRows(Observed observed) {
        m_observed = observed;
        int points = observed.y().length;
        m_residuals = new float[points];
        m_touched = new boolean[points];
        m_rootWeights = new float[points];
        for (int i = 0; i < points; i++) {
            m_rootWeights[i] = (float) Math.sqrt(observed.weights()[i]);
        }
    }

    /** Makes room for so many parameters. */
    void prepare(int parameters) {
        m_n = parameters;
        if (m_values.length < parameters * m_touched.length) {
            m_values = new float[parameters * m_touched.length];
        }
        if (m_tile.length < parameters * parameters) {
            m_tile = new float[parameters * parameters];
        }
    }

    /** Makes all derivatives 0. */
    void clear() {
        Arrays.fill(m_values, 0, m_n * m_touched.length, 0);
        Arrays.fill(m_touched, false);
    }

    /** Adds a multiple of these derivatives, one a parameter, to a point's. */
    void add(int point, float factor, float[] derivatives) {
        m_touched[point] = true;
        axpy(m_values, point * m_n, factor, derivatives, 0, m_n);
    }

    /** Adds a multiple of coefficients to a point's derivatives by the parameters from one on. */
    void add(int point, int parameter, double factor, double[] coefficients, int offset, int count) {
        int o = point * m_n + parameter;
        for (int j = 0; j < count; j++) {
            m_values[o + j] += (float) (factor * coefficients[offset + j]);
        }
    }

    /**
     * Writes A and g of A dx = g for a calculated pattern, of which the lower triangle counts. Weights are multiplied into the rows, so that
     * this can be asked once after {@link #clear}.
     */
    void normalEquations(double[] calculated, double[] matrix, double[] right) {
        int n = m_n;
        Arrays.fill(matrix, 0);
        Arrays.fill(right, 0);
        Arrays.fill(m_tile, 0, n * n, 0);
        int[] rows = new int[TOGETHER];
        int count = 0;
        int inTile = 0;
        for (int i = 0; i < m_touched.length; i++) {
            if (!m_touched[i]) {
                continue;
            }
            weigh(i, calculated);
            rows[count++] = i;
            if (count == TOGETHER) {
                addFour(rows, right);
                count = 0;
                inTile += TOGETHER;
            }
            if (inTile == TILE) {
                flush(matrix);
                inTile = 0;
            }
        }
        for (int c = 0; c < count; c++) {
            int o = rows[c] * n;
            for (int j = 0; j < n; j++) {
                right[j] += m_values[o + j] * m_residuals[rows[c]];
                axpy(m_tile, j * n, m_values[o + j], m_values, o, j + 1);
            }
        }
        flush(matrix);
    }

    private void weigh(int point, double[] calculated) {
        float root = m_rootWeights[point];
        int o = point * m_n;
        for (int j = 0; j < m_n; j++) {
            m_values[o + j] *= root;
        }
        m_residuals[point] = root * (float) (m_observed.y()[point] - calculated[point]);
    }

    private void addFour(int[] rows, double[] right) {
        int n = m_n;
        int a = rows[0] * n;
        int b = rows[1] * n;
        int c = rows[2] * n;
        int d = rows[3] * n;
        float[] x = m_values;
        for (int j = 0; j < n; j++) {
            float fa = x[a + j];
            float fb = x[b + j];
            float fc = x[c + j];
            float fd = x[d + j];
            right[j] += (double) fa * m_residuals[rows[0]]
                    + (double) fb * m_residuals[rows[1]]
                    + (double) fc * m_residuals[rows[2]]
                    + (double) fd * m_residuals[rows[3]];
            axpyFour(m_tile, j * n, x, a, b, c, d, fa, fb, fc, fd, j + 1);
        }
    }

    private void flush(double[] matrix) {
        for (int i = 0; i < m_n * m_n; i++) {
            matrix[i] += m_tile[i];
            m_tile[i] = 0;
        }
    }

    private static void axpy(float[] y, int to, float a, float[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] += a * x[from + i];
        }
    }

    private static void axpyFour(
            float[] y, int to, float[] x, int a, int b, int c, int d, float fa, float fb, float fc, float fd, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] += fa * x[a + i] + fb * x[b + i] + fc * x[c + i] + fd * x[d + i];
        }
    }
}
