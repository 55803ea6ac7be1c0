// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * The whole covariance Sigma = U U^T of a layer's weights, U upper triangular (the inverse transpose of the precision's Cholesky
 * factor), packed by rows. Weight (input i, output c) has index c (inputs + 1) + i. Floats, so that what is in memory is what a file
 * holds.
 */
final class FullCovariance implements LayerCovariance {
    private final int m_inputs;
    private final int m_outputs;
    private final float[] m_upper;

    FullCovariance(int inputs, int outputs, float[] upper) {
        long size = (long) (inputs + 1) * outputs;
        if (upper.length != size * (size + 1) / 2) {
            throw new IllegalArgumentException("The packed covariance factor of a " + inputs + " x " + outputs
                    + " layer has " + upper.length + " values; expected " + size * (size + 1) / 2 + ".");
        }
        m_inputs = inputs;
        m_outputs = outputs;
        m_upper = upper;
    }

    static FullCovariance of(StoredPosterior stored, String prefix, int inputs, int outputs) {
        return new FullCovariance(inputs, outputs, stored.array(prefix + "CovarianceFactor"));
    }

    /** @param upper row-major full storage, size x size */
    static FullCovariance ofUpper(int inputs, int outputs, double[] upper) {
        int size = (inputs + 1) * outputs;
        float[] packed = new float[Math.toIntExact((long) size * (size + 1) / 2)];
        int to = 0;
        for (int r = 0; r < size; r++) {
            for (int j = r; j < size; j++) {
                packed[to++] = (float) upper[(int) ((long) r * size + j)];
            }
        }
        return new FullCovariance(inputs, outputs, packed);
    }

    @Override
    public int inputs() {
        return m_inputs;
    }

    @Override
    public int outputs() {
        return m_outputs;
    }

    @Override
    public void addOutputCovariance(float[] x, int offset, double[] covariance) {
        int size = (m_inputs + 1) * m_outputs;
        // projected[c] = (row c of J) U: zero before column c (inputs + 1), because U is upper triangular
        double[][] projected = new double[m_outputs][size];
        int from = 0;
        for (int r = 0; r < size; r++) {
            int i = r % (m_inputs + 1);
            double factor = i < m_inputs ? x[offset + i] : 1;
            if (factor != 0) {
                double[] target = projected[r / (m_inputs + 1)];
                for (int j = r; j < size; j++) {
                    target[j] += factor * m_upper[from + j - r];
                }
            }
            from += size - r;
        }
        for (int c = 0; c < m_outputs; c++) {
            for (int e = c; e < m_outputs; e++) {
                double sum = 0;
                for (int j = e * (m_inputs + 1); j < size; j++) {
                    sum += projected[c][j] * projected[e][j];
                }
                covariance[c * m_outputs + e] += sum;
                if (e != c) {
                    covariance[e * m_outputs + c] += sum;
                }
            }
        }
    }

    @Override
    public double[] samplePerturbation(SplittableRandom random) {
        int size = (m_inputs + 1) * m_outputs;
        double[] z = new double[size];
        for (int j = 0; j < size; j++) {
            z[j] = random.nextGaussian();
        }
        double[] perturbation = new double[size];
        int from = 0;
        for (int r = 0; r < size; r++) {
            double sum = 0;
            for (int j = r; j < size; j++) {
                sum += m_upper[from++] * z[j];
            }
            perturbation[(r % (m_inputs + 1)) * m_outputs + r / (m_inputs + 1)] = sum;
        }
        return perturbation;
    }

    @Override
    public void storeArrays(String prefix, Map<String, float[]> arrays) {
        arrays.put(prefix + "CovarianceFactor", m_upper);
    }
}
