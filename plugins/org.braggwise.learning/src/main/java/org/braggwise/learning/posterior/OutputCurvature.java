// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import org.braggwise.learning.network.Workers;

/**
 * The exact GGN matrix of the output layer, sum over rows of (diag(p) - p p^T) (x) h h^T with h the hidden features and a 1; as the
 * layer is linear it is the Hessian of the training loss. Weight (input i, class c) has index c (width + 1) + i; lower triangle.
 */
final class OutputCurvature {
    private final int m_inputs; // with the constant 1
    private final int m_classes;
    private final int m_size;
    private final double[] m_lower;
    private final Workers m_workers;

    OutputCurvature(int width, int classes, Workers workers) {
        m_workers = workers;
        m_inputs = width + 1;
        m_classes = classes;
        m_size = m_inputs * classes;
        m_lower = new double[m_size * m_size];
    }

    /** @param hidden rows x width */
    void add(float[] hidden, double[][] probabilities) {
        int width = m_inputs - 1;
        // a block of the matrix belongs to one pair of classes and one part: no two parts write to the same place
        m_workers.run(m_classes * m_classes, (pair, thread) -> {
            int c = pair / m_classes;
            int e = pair % m_classes;
            if (c < e) {
                return;
            }
            double[] h = new double[m_inputs];
            h[width] = 1;
            for (int n = 0; n < probabilities.length; n++) {
                double weight = (c == e ? probabilities[n][c] : 0) - probabilities[n][c] * probabilities[n][e];
                for (int i = 0; i < width; i++) {
                    h[i] = hidden[n * width + i];
                }
                addOuter(c, e, weight, h);
            }
        });
    }

    private void addOuter(int c, int e, double weight, double[] h) {
        for (int i = 0; i < m_inputs; i++) {
            double factor = weight * h[i];
            if (factor != 0) {
                int row = (c * m_inputs + i) * m_size + e * m_inputs;
                int end = c == e ? i + 1 : m_inputs;
                for (int j = 0; j < end; j++) {
                    m_lower[row + j] += factor * h[j];
                }
            }
        }
    }

    /** Entry (row, column) of the symmetric matrix. */
    double get(int row, int column) {
        return m_lower[Math.max(row, column) * m_size + Math.min(row, column)];
    }

    double logDeterminant(double precision) {
        return CholeskyFactor.logDeterminant(factor(precision), m_size);
    }

    FullCovariance covariance(double precision) {
        return FullCovariance.ofUpper(
                m_inputs - 1, m_classes, CholeskyFactor.inverseTranspose(factor(precision), m_size, m_workers));
    }

    private double[] factor(double precision) {
        double[] a = m_lower.clone();
        for (int i = 0; i < m_size; i++) {
            a[i * m_size + i] += precision;
        }
        if (!CholeskyFactor.lowerInPlace(a, m_size, m_workers)) {
            throw new IllegalStateException(
                    "The Laplace precision matrix of " + m_size + " weights with prior precision " + precision
                            + " is not positive definite: the training features hold infinite or NaN values, or the precision is below rounding.");
        }
        return a;
    }
}
