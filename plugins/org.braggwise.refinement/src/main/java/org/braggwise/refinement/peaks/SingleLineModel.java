// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.Arrays;

import org.braggwise.refinement.leastsquares.LeastSquaresModel;
import org.braggwise.refinement.leastsquares.NormalEquations;
import org.braggwise.refinement.leastsquares.WeightedSquares;

/** One line by itself with everything free: angle, area, width, Lorentzian share, and a constant under it. */
final class SingleLineModel implements LeastSquaresModel {

    private static final double[] STEPS = {1e-5, 0, 1e-5, 1e-4, 0};

    private final Scan m_scan;
    private final int m_from;
    private final double[] m_target;
    private final double[] m_weights;
    private final double[] m_calculated;
    private final double[] m_moved;

    SingleLineModel(Scan scan, int from, double[] target, double[] weights) {
        m_scan = scan;
        m_from = from;
        m_target = target;
        m_weights = weights;
        m_calculated = new double[target.length];
        m_moved = new double[target.length];
    }

    @Override
    public int parameters() {
        return 5;
    }

    @Override
    public int observations() {
        return m_target.length;
    }

    private void calculate(double[] x, double[] into) {
        Arrays.fill(into, x[4]);
        new LineProfile(m_scan, SmoothLineShape.constant(x[2], x[3]))
                .add(x[0], x[1], m_from, m_from + m_target.length, into, null, m_from);
    }

    @Override
    public double objective(double[] x) {
        calculate(x, m_calculated);
        return WeightedSquares.sum(m_target, m_calculated, m_weights);
    }

    @Override
    public void linearise(double[] x, NormalEquations equations) {
        calculate(x, m_calculated);
        double[][] columns = new double[5][m_target.length];
        double[] residuals = new double[m_target.length];
        for (int p = 0; p < 4; p++) {
            double[] moved = x.clone();
            double step = p == 1 ? Math.max(1e-3 * x[1], Double.MIN_NORMAL) : STEPS[p];
            moved[p] += step;
            calculate(moved, m_moved);
            for (int i = 0; i < m_target.length; i++) {
                columns[p][i] = (m_moved[i] - m_calculated[i]) / step;
            }
        }
        Arrays.fill(columns[4], 1);
        for (int i = 0; i < m_target.length; i++) {
            residuals[i] = m_target[i] - m_calculated[i];
        }
        equations.addColumns(columns, residuals, m_weights, 0, m_target.length);
    }
}
