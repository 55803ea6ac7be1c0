// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;

import org.braggwise.learning.network.ExplainedTrunk;
import org.braggwise.learning.network.Workers;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017, PMLR 70, 3319) averaged over the background: the gradient along the straight line
 * from a background pattern to the pattern, times the change. Midpoint rule; the additivity residual is its error and shrinks with the
 * number of steps.
 */
public final class IntegratedGradients implements Explainer {
    private final BackgroundPatterns m_background;
    private final String m_fingerprint;
    private final int m_steps;
    private final Workers m_workers = new Workers(Runtime.getRuntime().availableProcessors());
    private final List<Passes> m_networks;

    /**
     * @param networks ensemble members; at least one
     * @param steps points on each line, at least 1; 32 is usual
     */
    public IntegratedGradients(
            List<ExplainedNetwork> networks,
            ExplainedOutput output,
            double temperature,
            BackgroundPatterns background,
            int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Integrated gradients in " + steps + " steps; expected at least 1.");
        }
        m_background = background;
        m_fingerprint = background.fingerprint();
        m_steps = steps;
        m_networks = Passes.of(
                networks,
                output,
                temperature,
                1,
                m_workers,
                background.patterns().get(0));
    }

    @Override
    public double[] outputs(float[] pattern) {
        return Passes.outputs(m_networks, pattern);
    }

    @Override
    public List<Attribution> explain(float[] pattern, int[] classes) {
        List<AttributionMean> means = Passes.means(m_networks, pattern, classes);
        for (Passes network : m_networks) {
            int backgrounds = m_background.patterns().size();
            List<double[][]> lines = m_workers.map(
                    backgrounds,
                    b -> network.with(buffers ->
                            line(network, pattern, m_background.patterns().get(b), classes, buffers)));
            ExplainedTrunk.Activations x = network.forward(pattern);
            for (int h = 0; h < network.heads().size(); h++) {
                HeadPass head = network.heads().get(h);
                HeadPass.Activations top = head.forward(x.features());
                for (int k = 0; k < classes.length; k++) {
                    double[] mean = new double[pattern.length];
                    double base = 0;
                    for (double[][] line : lines) {
                        double[] values = line[h * classes.length + k];
                        for (int i = 0; i < mean.length; i++) {
                            mean[i] += values[i] / backgrounds;
                        }
                        base += values[pattern.length] / backgrounds;
                    }
                    means.get(k).add(mean, base, head.output(top, classes[k]));
                }
            }
        }
        return means.stream().map(m -> m.result(m_fingerprint)).toList();
    }

    /** [head * classes + class]: attributions along one line, and behind them the output at the background. */
    private double[][] line(
            Passes network, float[] pattern, float[] background, int[] classes, Passes.Buffers buffers) {
        List<HeadPass> heads = network.heads();
        double[][] sums = new double[heads.size() * classes.length][pattern.length + 1];
        float[] at = new float[pattern.length];
        for (int s = 0; s < m_steps; s++) {
            float share = (s + 0.5f) / m_steps;
            for (int i = 0; i < at.length; i++) {
                at[i] = background[i] + share * (pattern[i] - background[i]);
            }
            ExplainedTrunk.Activations x = network.trunk().forward(at, buffers.m_workspace);
            for (int h = 0; h < heads.size(); h++) {
                HeadPass.Activations top = heads.get(h).forward(x.features());
                for (int k = 0; k < classes.length; k++) {
                    heads.get(h).gradient(top, classes[k], buffers.m_units, 0);
                    buffers.unitsToTop(heads.get(h), 1);
                    network.trunk().gradient(x, buffers.m_top, 0, buffers.m_input, buffers.m_workspace);
                    double[] sum = sums[h * classes.length + k];
                    for (int i = 0; i < at.length; i++) {
                        sum[i] += (double) buffers.m_input[i] * (pattern[i] - background[i]) / m_steps;
                    }
                }
            }
        }
        float[] features =
                network.trunk().forward(background, buffers.m_workspace).features();
        for (int h = 0; h < heads.size(); h++) {
            HeadPass.Activations top = heads.get(h).forward(features);
            for (int k = 0; k < classes.length; k++) {
                sums[h * classes.length + k][pattern.length] = heads.get(h).output(top, classes[k]);
            }
        }
        return sums;
    }

    @Override
    public void close() {
        m_networks.forEach(Passes::close);
        m_workers.close();
    }
}
