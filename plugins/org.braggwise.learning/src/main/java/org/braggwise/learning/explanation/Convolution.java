// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/**
 * A kernel-3 convolution with one zero row before and after, channels last, or its transpose (which is the same with the kernel turned
 * round and its channels swapped). Row l of im2col is the padded input from l * channels on; rows l, l + 3, l + 6, ... do not overlap, so
 * three matrix products need no copy.
 */
final class Convolution {
    private final int m_inputs;
    private final int m_outputs;
    private final FloatBlock m_kernel;

    private Convolution(int inputs, int outputs, float[] kernel) {
        m_inputs = inputs;
        m_outputs = outputs;
        m_kernel = FloatBlock.of(kernel);
    }

    /** @param kernel [3][inputs][outputs], row-major */
    static Convolution forward(float[] kernel, int inputs, int outputs) {
        return new Convolution(inputs, outputs, kernel);
    }

    /** @param kernel of the forward convolution, [3][inputs][outputs]; the transpose takes outputs to inputs */
    static Convolution transpose(float[] kernel, int inputs, int outputs) {
        float[] turned = new float[kernel.length];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    turned[((2 - k) * outputs + o) * inputs + i] = kernel[(k * inputs + i) * outputs + o];
                }
            }
        }
        return new Convolution(outputs, inputs, turned);
    }

    int inputs() {
        return m_inputs;
    }

    int outputs() {
        return m_outputs;
    }

    /**
     * @param padded (length + 2) x inputs; the first and the last row are 0
     * @param result length x outputs
     */
    void apply(FloatBlock padded, int length, FloatBlock result) {
        int step = 3 * m_inputs;
        for (int phase = 0; phase < 3; phase++) {
            int rows = (length - phase + 2) / 3;
            if (rows > 0) {
                FloatBlock.multiply(
                        rows,
                        m_outputs,
                        step,
                        padded,
                        phase * m_inputs,
                        step,
                        false,
                        m_kernel,
                        m_outputs,
                        result,
                        phase * m_outputs,
                        3 * m_outputs);
            }
        }
    }
}
