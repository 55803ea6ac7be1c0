// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.braggwise.learning.network.Workers;

/**
 * Gathers the two Kronecker factors of a layer's GGN: the input moment A, summed over the rows, and the mean output curvature B. A is kept
 * whole, or, where the layer has too many inputs, as evenly spaced rows whose Gram matrix has the same non-zero eigenvalues.
 */
final class KroneckerFactors {
    private final int m_inputs;
    private final int m_outputs;
    private final double[] m_curvature;
    private final double[] m_moment; // null where rows are kept instead
    private final float[][] m_kept;
    private int m_keptCount;
    private long m_stride = 1;
    private long m_rows;

    private KroneckerFactors(int inputs, int outputs, double[] moment, float[][] kept) {
        m_inputs = inputs;
        m_outputs = outputs;
        m_moment = moment;
        m_kept = kept;
        m_curvature = new double[outputs * outputs];
    }

    static KroneckerFactors complete(int inputs, int outputs) {
        return new KroneckerFactors(inputs, outputs, new double[(inputs + 1) * (inputs + 1)], null);
    }

    /** @param rank rows kept at most */
    static KroneckerFactors lowRank(int inputs, int outputs, int rank) {
        return inputs < rank
                ? complete(inputs, outputs)
                : new KroneckerFactors(inputs, outputs, null, new float[2 * rank][]);
    }

    /** @param curvature outputs x outputs: the loss's GGN in the layer's outputs, for this row */
    void add(float[] x, int offset, double[] curvature) {
        for (int i = 0; i < curvature.length; i++) {
            m_curvature[i] += curvature[i];
        }
        if (m_moment != null) {
            for (int i = 0; i <= m_inputs; i++) {
                double left = i < m_inputs ? x[offset + i] : 1;
                if (left != 0) {
                    int row = i * (m_inputs + 1);
                    for (int j = 0; j < m_inputs; j++) {
                        m_moment[row + j] += left * x[offset + j];
                    }
                    m_moment[row + m_inputs] += left;
                }
            }
        } else if (m_rows % m_stride == 0) {
            keep(x, offset);
        }
        m_rows++;
    }

    private void keep(float[] x, int offset) {
        if (m_keptCount == m_kept.length) { // full: keep every second one, and every second one from here on
            m_keptCount /= 2;
            for (int i = 0; i < m_keptCount; i++) {
                m_kept[i] = m_kept[2 * i];
            }
            m_stride *= 2;
            if (m_rows % m_stride != 0) {
                return;
            }
        }
        float[] row = new float[m_inputs + 1];
        System.arraycopy(x, offset, row, 0, m_inputs);
        row[m_inputs] = 1;
        m_kept[m_keptCount++] = row;
    }

    /** Eigenvalues and eigenvectors of both factors; negative rounding is cut to 0. */
    Spectrum spectrum(Workers workers) {
        return workers.abandonable(this::spectrum);
    }

    private Spectrum spectrum() {
        double[] meanCurvature = new double[m_curvature.length];
        for (int i = 0; i < meanCurvature.length; i++) {
            meanCurvature[i] = m_curvature[i] / m_rows;
        }
        EigenDecomposition output = symmetric(meanCurvature, m_outputs);
        float[] inputVectors;
        float[] inputValues;
        if (m_moment != null) {
            EigenDecomposition input = symmetric(m_moment, m_inputs + 1);
            inputVectors = vectors(input, m_inputs + 1);
            inputValues = values(input, 1);
        } else {
            EigenDecomposition gram = symmetric(gram(), m_keptCount);
            int rank = rankOf(gram.getRealEigenvalues());
            inputValues = values(gram, (double) m_rows / m_keptCount, rank);
            inputVectors = inputVectors(gram, rank);
        }
        return new Spectrum(
                m_inputs, m_outputs, inputVectors, inputValues, vectors(output, m_outputs), values(output, 1));
    }

    private double[] gram() {
        double[] gram = new double[m_keptCount * m_keptCount];
        for (int a = 0; a < m_keptCount; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int i = 0; i <= m_inputs; i++) {
                    sum += (double) m_kept[a][i] * m_kept[b][i];
                }
                gram[a * m_keptCount + b] = sum;
                gram[b * m_keptCount + a] = sum;
            }
        }
        return gram;
    }

    private int rankOf(double[] descending) {
        int rank = 0;
        while (rank < descending.length && rank < m_kept.length / 2 && descending[rank] > 1e-9 * descending[0]) {
            rank++;
        }
        return rank;
    }

    /** q = X^T u / |X^T u| for each eigenvector u of X X^T. */
    private float[] inputVectors(EigenDecomposition gram, int rank) {
        float[] vectors = new float[rank * (m_inputs + 1)];
        for (int k = 0; k < rank; k++) {
            RealVector u = gram.getEigenvector(k);
            double[] q = new double[m_inputs + 1];
            for (int n = 0; n < m_keptCount; n++) {
                double weight = u.getEntry(n);
                for (int i = 0; i <= m_inputs; i++) {
                    q[i] += weight * m_kept[n][i];
                }
            }
            double norm = Math.sqrt(gram.getRealEigenvalue(k));
            for (int i = 0; i <= m_inputs; i++) {
                vectors[k * (m_inputs + 1) + i] = (float) (q[i] / norm);
            }
        }
        return vectors;
    }

    private static EigenDecomposition symmetric(double[] matrix, int n) {
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                // exactly symmetric, or the solver would take it for a general matrix
                rows[i][j] = i >= j ? matrix[i * n + j] : matrix[j * n + i];
            }
        }
        return new EigenDecomposition(new Array2DRowRealMatrix(rows, false));
    }

    private static float[] vectors(EigenDecomposition e, int n) {
        float[] vectors = new float[n * n];
        for (int k = 0; k < n; k++) {
            RealVector v = e.getEigenvector(k);
            for (int i = 0; i < n; i++) {
                vectors[k * n + i] = (float) v.getEntry(i);
            }
        }
        return vectors;
    }

    private static float[] values(EigenDecomposition e, double scale) {
        return values(e, scale, e.getRealEigenvalues().length);
    }

    private static float[] values(EigenDecomposition e, double scale, int count) {
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = (float) (scale * Math.max(0, e.getRealEigenvalue(k)));
        }
        return values;
    }

    /** The factors, diagonal. */
    record Spectrum(
            int inputs,
            int outputs,
            float[] inputVectors,
            float[] inputValues,
            float[] outputVectors,
            float[] outputValues) {

        /** ln det(A (x) B + precision I) over all (inputs + 1) x outputs weights. */
        double logDeterminant(double precision) {
            double sum = (inputs + 1.0 - inputValues.length) * outputs * Math.log(precision);
            for (float a : inputValues) {
                for (float b : outputValues) {
                    sum += Math.log((double) a * b + precision);
                }
            }
            return sum;
        }

        KroneckerCovariance covariance(double precision) {
            return new KroneckerCovariance(
                    inputs, outputs, inputVectors, inputValues, outputVectors, outputValues, precision);
        }
    }
}
