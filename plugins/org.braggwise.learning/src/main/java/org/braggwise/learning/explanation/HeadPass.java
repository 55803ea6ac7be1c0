// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import org.braggwise.learning.network.Floats;
import org.braggwise.learning.posterior.Categorical;
import org.braggwise.learning.posterior.Head;

/** The dense layers of an explained network: outputs, multipliers between two rows, and gradients. Thread-safe. */
final class HeadPass implements AutoCloseable {
    private static final double SMALL_CHANGE =
            1e-6; // below it a ratio of changes is rounding: the gradient stands in, as in shap

    private final Head m_head;
    private final ExplainedOutput m_output;
    private final double m_temperature;
    private final Floats m_denseWeight;

    HeadPass(Head head, ExplainedOutput output, double temperature) {
        m_head = head;
        m_output = output;
        m_temperature = temperature;
        m_denseWeight = Floats.of(head.denseWeight());
    }

    /** What one row leaves in the head. */
    record Activations(float[] preActivation, float[] logits, double[] probabilities) {}

    Activations forward(float[] features) {
        float[] pre = m_head.preActivation(features, 1);
        float[] hidden = new float[pre.length];
        for (int j = 0; j < pre.length; j++) {
            hidden[j] = Math.max(0f, pre[j]);
        }
        float[] logits = m_head.logits(hidden, 1);
        return new Activations(pre, logits, Categorical.softmax(logits, 0, logits.length, m_temperature));
    }

    double output(Activations a, int classIndex) {
        return m_output == ExplainedOutput.LOGIT ? a.logits()[classIndex] : a.probabilities()[classIndex];
    }

    int classes() {
        return m_head.classes();
    }

    /** Multiplier of each dense unit before its ReLU, written to row {@code row} of a matrix rows x width. */
    void multipliers(Activations x, Activations b, int classIndex, float[] matrix, int row) {
        double[] top = topMultiplier(x, b, classIndex);
        int width = m_head.width();
        for (int j = 0; j < width; j++) {
            double change = (double) x.preActivation()[j] - b.preActivation()[j];
            double ratio = Math.abs(change) < SMALL_CHANGE
                    ? (b.preActivation()[j] > 0 ? 1 : 0)
                    : (Math.max(0.0, x.preActivation()[j]) - Math.max(0.0, b.preActivation()[j])) / change;
            matrix[row * width + j] = (float) (ratio * throughOutput(top, j));
        }
    }

    /** Gradient with respect to each dense unit before its ReLU, at one row. */
    void gradient(Activations x, int classIndex, float[] matrix, int row) {
        double[] top = m_output == ExplainedOutput.LOGIT ? oneHot(classIndex, 1) : probabilityGradient(x, classIndex);
        int width = m_head.width();
        for (int j = 0; j < width; j++) {
            matrix[row * width + j] = x.preActivation()[j] > 0 ? (float) throughOutput(top, j) : 0;
        }
    }

    /** Per logit. The softmax is treated elementwise: the change of the class's probability belongs to the class's logit alone. */
    private double[] topMultiplier(Activations x, Activations b, int classIndex) {
        if (m_output == ExplainedOutput.LOGIT) {
            return oneHot(classIndex, 1);
        }
        double change = (double) x.logits()[classIndex] - b.logits()[classIndex];
        return Math.abs(change) < SMALL_CHANGE
                ? probabilityGradient(b, classIndex)
                : oneHot(classIndex, (x.probabilities()[classIndex] - b.probabilities()[classIndex]) / change);
    }

    private double[] probabilityGradient(Activations a, int classIndex) {
        double[] gradient = new double[m_head.classes()];
        double p = a.probabilities()[classIndex];
        for (int c = 0; c < gradient.length; c++) {
            gradient[c] = p * ((c == classIndex ? 1 : 0) - a.probabilities()[c]) / m_temperature;
        }
        return gradient;
    }

    private double[] oneHot(int classIndex, double value) {
        double[] top = new double[m_head.classes()];
        top[classIndex] = value;
        return top;
    }

    private double throughOutput(double[] top, int unit) {
        double sum = 0;
        for (int c = 0; c < top.length; c++) {
            sum += top[c] * m_head.outputWeight()[unit * top.length + c];
        }
        return sum;
    }

    /**
     * From dense units to trunk outputs for several rows at once: one reading of the large weight matrix serves them all.
     *
     * @param units rows x width
     * @param result receives rows x features
     */
    void toTrunk(Floats units, int rows, Floats result) {
        Floats.multiply(
                false,
                true,
                rows,
                m_head.features(),
                m_head.width(),
                units,
                0,
                m_head.width(),
                m_denseWeight,
                0,
                m_head.width(),
                0f,
                result,
                0,
                m_head.features());
    }

    int width() {
        return m_head.width();
    }

    @Override
    public void close() {
        m_denseWeight.close();
    }
}
