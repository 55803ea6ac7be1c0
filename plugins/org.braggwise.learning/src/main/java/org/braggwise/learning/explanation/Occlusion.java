// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;

import org.braggwise.learning.network.Workers;

/**
 * Occlusion (Zeiler and Fergus 2014, ECCV): how far the output falls when a window of the pattern is replaced by the background's mean.
 * A window's fall is spread evenly over its points, a point gets the mean of the windows that cover it. Needs no gradients and knows
 * nothing of the network's inside; it does not add up, and the residual says by how much.
 */
public final class Occlusion implements Explainer {
    private final float[] m_mean;
    private final String m_fingerprint;
    private final int m_window;
    private final int m_stride;
    private final Workers m_workers = new Workers(Runtime.getRuntime().availableProcessors());
    private final List<Passes> m_networks;

    /**
     * @param networks ensemble members; at least one
     * @param window points replaced at a time, at least 1
     * @param stride points from one window to the next, 1 to window
     */
    public Occlusion(
            List<ExplainedNetwork> networks,
            ExplainedOutput output,
            double temperature,
            BackgroundPatterns background,
            int window,
            int stride) {
        if (window < 1 || stride < 1 || stride > window) {
            throw new IllegalArgumentException(
                    "Occlusion with a window of " + window + " points every " + stride
                            + "; expected a window of at least 1 and steps of 1 to the window, so that every point is covered.");
        }
        m_mean = background.mean();
        m_fingerprint = background.fingerprint();
        m_window = window;
        m_stride = stride;
        m_networks = Passes.of(networks, output, temperature, 1, m_workers, m_mean);
    }

    @Override
    public double[] outputs(float[] pattern) {
        return Passes.outputs(m_networks, pattern);
    }

    /** {@inheritDoc} The base value is the output for the background's mean pattern. */
    @Override
    public List<Attribution> explain(float[] pattern, int[] classes) {
        List<AttributionMean> means = Passes.means(m_networks, pattern, classes);
        int windows = Math.max(1, (pattern.length - m_window + m_stride - 1) / m_stride + 1);
        for (Passes network : m_networks) {
            List<float[]> occluded = m_workers.map(
                    windows, w -> network.forward(occlude(pattern, w)).features());
            float[] whole = network.forward(pattern).features();
            float[] none = network.forward(m_mean).features();
            for (HeadPass head : network.heads()) {
                HeadPass.Activations top = head.forward(whole);
                List<HeadPass.Activations> falls =
                        occluded.stream().map(head::forward).toList();
                for (int k = 0; k < classes.length; k++) {
                    int c = classes[k];
                    double output = head.output(top, c);
                    means.get(k)
                            .add(
                                    spread(
                                            falls.stream()
                                                    .mapToDouble(f -> output - head.output(f, c))
                                                    .toArray(),
                                            pattern.length),
                                    head.output(head.forward(none), c),
                                    output);
                }
            }
        }
        return means.stream().map(m -> m.result(m_fingerprint)).toList();
    }

    private float[] occlude(float[] pattern, int window) {
        float[] copy = pattern.clone();
        for (int i = from(window, pattern.length); i < to(window, pattern.length); i++) {
            copy[i] = m_mean[i];
        }
        return copy;
    }

    private int from(int window, int length) {
        return Math.max(0, Math.min(window * m_stride, length - m_window));
    }

    private int to(int window, int length) {
        return Math.min(length, from(window, length) + m_window);
    }

    private double[] spread(double[] falls, int length) {
        double[] values = new double[length];
        int[] covering = new int[length];
        for (int w = 0; w < falls.length; w++) {
            int from = from(w, length);
            int to = to(w, length);
            for (int i = from; i < to; i++) {
                values[i] += falls[w] / (to - from);
                covering[i]++;
            }
        }
        for (int i = 0; i < length; i++) {
            values[i] /= covering[i];
        }
        return values;
    }

    @Override
    public void close() {
        m_networks.forEach(Passes::close);
        m_workers.close();
    }
}
