// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * Covariance (A (x) B + delta I)^-1 of a layer's weights, with A the second moment of the inputs (summed over the rows) and B the mean
 * curvature of the outputs (Ritter, Botev and Barber 2018, ICLR; Martens and Grosse 2015). Held as eigenvectors and eigenvalues:
 * A = Q diag(a) Q^T, B = P diag(b) P^T, so that one precision delta can still be seen, and changed, on its own.
 * <p>
 * A may be of low rank: the directions that {@code inputVectors} leaves out have curvature 0, hence the prior's variance 1 / delta.
 */
final class KroneckerCovariance implements LayerCovariance {
    private final int m_inputs;
    private final int m_outputs;
    private final float[] m_inputVectors; // rank x (inputs + 1), a row an eigenvector
    private final float[] m_inputValues;
    private final float[] m_outputVectors; // outputs x outputs, a row an eigenvector
    private final float[] m_outputValues;
    private final double m_priorPrecision;

    KroneckerCovariance(
            int inputs,
            int outputs,
            float[] inputVectors,
            float[] inputValues,
            float[] outputVectors,
            float[] outputValues,
            double priorPrecision) {
        if (inputVectors.length != (long) inputValues.length * (inputs + 1)
                || outputVectors.length != (long) outputs * outputs
                || outputValues.length != outputs) {
            throw new IllegalArgumentException("The Kronecker factors of a " + inputs + " x " + outputs + " layer have "
                    + inputVectors.length + " and " + outputVectors.length + " values; expected "
                    + (long) inputValues.length * (inputs + 1)
                    + " and " + (long) outputs * outputs + ".");
        }
        if (!(priorPrecision > 0)) {
            throw new IllegalArgumentException("Prior precision " + priorPrecision + "; expected above 0.");
        }
        m_inputs = inputs;
        m_outputs = outputs;
        m_inputVectors = inputVectors;
        m_inputValues = inputValues;
        m_outputVectors = outputVectors;
        m_outputValues = outputValues;
        m_priorPrecision = priorPrecision;
    }

    static KroneckerCovariance of(StoredPosterior stored, String prefix, int inputs, int outputs) {
        return new KroneckerCovariance(
                inputs,
                outputs,
                stored.array(prefix + "InputVectors"),
                stored.array(prefix + "InputValues"),
                stored.array(prefix + "OutputVectors"),
                stored.array(prefix + "OutputValues"),
                stored.number("priorPrecision"));
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
        int rank = m_inputValues.length;
        double rest = 1; // squared length of the input with its 1, less what lies along the eigenvectors
        for (int i = 0; i < m_inputs; i++) {
            rest += (double) x[offset + i] * x[offset + i];
        }
        double[] variance = new double[m_outputs]; // of the outputs along the eigenvectors of B
        for (int k = 0; k < rank; k++) {
            int row = k * (m_inputs + 1);
            double along = m_inputVectors[row + m_inputs];
            for (int i = 0; i < m_inputs; i++) {
                along += (double) m_inputVectors[row + i] * x[offset + i];
            }
            rest -= along * along;
            for (int j = 0; j < m_outputs; j++) {
                variance[j] += along * along / ((double) m_inputValues[k] * m_outputValues[j] + m_priorPrecision);
            }
        }
        if (rank <= m_inputs) {
            for (int j = 0; j < m_outputs; j++) {
                variance[j] += Math.max(0, rest) / m_priorPrecision;
            }
        }
        for (int j = 0; j < m_outputs; j++) {
            for (int c = 0; c < m_outputs; c++) {
                double left = variance[j] * m_outputVectors[j * m_outputs + c];
                for (int e = 0; e < m_outputs; e++) {
                    covariance[c * m_outputs + e] += left * m_outputVectors[j * m_outputs + e];
                }
            }
        }
    }

    @Override
    public double[] samplePerturbation(SplittableRandom random) {
        int rank = m_inputValues.length;
        int rows = m_inputs + 1;
        double[] inner = new double[rows * m_outputs]; // in the basis of B's eigenvectors
        if (rank < rows) {
            double prior = 1 / Math.sqrt(m_priorPrecision);
            for (int i = 0; i < inner.length; i++) {
                inner[i] = prior * random.nextGaussian();
            }
            for (int k = 0; k < rank; k++) {
                addOuter(inner, k, project(inner, k), -1);
            }
        }
        double[] along = new double[m_outputs];
        for (int k = 0; k < rank; k++) {
            for (int j = 0; j < m_outputs; j++) {
                along[j] = random.nextGaussian()
                        / Math.sqrt((double) m_inputValues[k] * m_outputValues[j] + m_priorPrecision);
            }
            addOuter(inner, k, along, 1);
        }
        double[] perturbation = new double[rows * m_outputs];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < m_outputs; j++) {
                double v = inner[i * m_outputs + j];
                for (int c = 0; c < m_outputs; c++) {
                    perturbation[i * m_outputs + c] += v * m_outputVectors[j * m_outputs + c];
                }
            }
        }
        return perturbation;
    }

    private double[] project(double[] inner, int k) {
        double[] along = new double[m_outputs];
        for (int i = 0; i <= m_inputs; i++) {
            double q = m_inputVectors[k * (m_inputs + 1) + i];
            for (int j = 0; j < m_outputs; j++) {
                along[j] += q * inner[i * m_outputs + j];
            }
        }
        return along;
    }

    private void addOuter(double[] inner, int k, double[] along, double sign) {
        for (int i = 0; i <= m_inputs; i++) {
            double q = sign * m_inputVectors[k * (m_inputs + 1) + i];
            for (int j = 0; j < m_outputs; j++) {
                inner[i * m_outputs + j] += q * along[j];
            }
        }
    }

    @Override
    public void storeArrays(String prefix, Map<String, float[]> arrays) {
        arrays.put(prefix + "InputVectors", m_inputVectors);
        arrays.put(prefix + "InputValues", m_inputValues);
        arrays.put(prefix + "OutputVectors", m_outputVectors);
        arrays.put(prefix + "OutputValues", m_outputValues);
    }
}
