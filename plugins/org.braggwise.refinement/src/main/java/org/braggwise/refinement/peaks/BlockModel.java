// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.Arrays;

import org.braggwise.refinement.leastsquares.LeastSquaresModel;
import org.braggwise.refinement.leastsquares.NormalEquations;
import org.braggwise.refinement.leastsquares.WeightedSquares;

/** Angle and area of some neighbouring peaks on the points around them: parameters 2 i and 2 i + 1 of peak i. */
final class BlockModel implements LeastSquaresModel {

    private final LineProfile m_profile;
    private final double[] m_target;
    private final double[] m_weights;
    private final int m_from;
    private final int m_peaks;
    private final double[] m_calculated;
    private final double[] m_residuals;
    private final double[][] m_columns;

    /**
     * @param profile of a line
     * @param from first point
     * @param target what the peaks have to explain at each point from there on
     * @param weights 1 / variance of these
     * @param peaks how many peaks
     */
    BlockModel(LineProfile profile, int from, double[] target, double[] weights, int peaks) {
        m_profile = profile;
        m_from = from;
        m_target = target;
        m_weights = weights;
        m_peaks = peaks;
        m_calculated = new double[target.length];
        m_residuals = new double[target.length];
        m_columns = new double[2 * peaks][target.length];
    }

    @Override
    public int parameters() {
        return 2 * m_peaks;
    }

    @Override
    public int observations() {
        return m_target.length;
    }

    @Override
    public double objective(double[] x) {
        Arrays.fill(m_calculated, 0);
        for (int p = 0; p < m_peaks; p++) {
            m_profile.add(x[2 * p], x[2 * p + 1], m_from, m_from + m_target.length, m_calculated, null, m_from);
        }
        return WeightedSquares.sum(m_target, m_calculated, m_weights);
    }

    @Override
    public void linearise(double[] x, NormalEquations equations) {
        System.arraycopy(m_target, 0, m_residuals, 0, m_target.length);
        for (int p = 0; p < m_peaks; p++) {
            double[] byCentre = m_columns[2 * p];
            double[] byArea = m_columns[2 * p + 1];
            Arrays.fill(byCentre, 0);
            Arrays.fill(byArea, 0);
            m_profile.add(x[2 * p], 1, m_from, m_from + m_target.length, byArea, byCentre, m_from);
            for (int i = 0; i < m_target.length; i++) {
                m_residuals[i] -= x[2 * p + 1] * byArea[i];
                byCentre[i] *= x[2 * p + 1];
            }
        }
        equations.addColumns(m_columns, m_residuals, m_weights, 0, m_target.length);
    }
}
