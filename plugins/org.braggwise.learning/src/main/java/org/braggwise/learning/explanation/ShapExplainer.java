// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.learning.network.ExplainedTrunk;
import org.braggwise.learning.network.Workers;

/**
 * SHAP values by DeepLIFT multipliers averaged over a background (Lundberg and Lee 2017, NeurIPS; Shrikumar et al. 2017), what shap calls
 * DeepExplainer and the paper uses. Between the pattern and one background pattern every layer passes on "change of output per change of
 * input"; the product along the network times the pattern's own change is that background's attribution. Attributions add up to the
 * output's change, whatever the network.
 * <p>
 * The background's activations are computed once, the pattern's once a row; per pair only the backward pass is left. Memory depends on
 * the background and the network, not on the number of rows explained.
 */
public final class ShapExplainer implements Explainer {
    /** Backgrounds a task works on: fixed, so that sums are in the same order on any number of threads. */
    private static final int SHARD = 8;

    private final BackgroundPatterns m_background;
    private final String m_fingerprint;
    private final Workers m_workers = new Workers(Runtime.getRuntime().availableProcessors());
    private final List<Passes> m_networks;
    private final List<List<ExplainedTrunk.Activations>> m_trunk = new ArrayList<>(); // [network][background]
    private final List<List<List<HeadPass.Activations>>> m_head = new ArrayList<>(); // [network][head][background]

    /**
     * @param networks ensemble members, each with its mean or sampled heads; at least one
     * @param output what the attributions add up to
     * @param temperature of the softmax
     * @throws IllegalArgumentException if the background does not fit the networks
     */
    public ShapExplainer(
            List<ExplainedNetwork> networks,
            ExplainedOutput output,
            double temperature,
            BackgroundPatterns background) {
        m_background = background;
        m_fingerprint = background.fingerprint();
        m_networks = Passes.of(
                networks,
                output,
                temperature,
                SHARD,
                m_workers,
                background.patterns().get(0));
        for (Passes network : m_networks) {
            List<ExplainedTrunk.Activations> trunk = m_workers.map(
                    background.patterns().size(),
                    b -> network.forward(background.patterns().get(b)));
            m_trunk.add(trunk);
            m_head.add(network.heads().stream()
                    .map(head ->
                            trunk.stream().map(a -> head.forward(a.features())).toList())
                    .toList());
        }
    }

    @Override
    public double[] outputs(float[] pattern) {
        return Passes.outputs(m_networks, pattern);
    }

    @Override
    public List<Attribution> explain(float[] pattern, int[] classes) {
        List<AttributionMean> means = Passes.means(m_networks, pattern, classes);
        for (int n = 0; n < m_networks.size(); n++) {
            Passes network = m_networks.get(n);
            ExplainedTrunk.Activations x = network.forward(pattern);
            for (int h = 0; h < network.heads().size(); h++) {
                HeadPass head = network.heads().get(h);
                HeadPass.Activations top = head.forward(x.features());
                for (int k = 0; k < classes.length; k++) {
                    int c = classes[k];
                    double base = m_head.get(n).get(h).stream()
                            .mapToDouble(b -> head.output(b, c))
                            .average()
                            .orElseThrow();
                    means.get(k).add(meanOverBackground(pattern, x, top, n, h, c), base, head.output(top, c));
                }
            }
        }
        return means.stream().map(m -> m.result(m_fingerprint)).toList();
    }

    private double[] meanOverBackground(
            float[] pattern,
            ExplainedTrunk.Activations x,
            HeadPass.Activations top,
            int network,
            int head,
            int classIndex) {
        int backgrounds = m_background.patterns().size();
        int shards = (backgrounds + SHARD - 1) / SHARD;
        List<double[]> sums = m_workers.map(shards, s -> m_networks
                .get(network)
                .with(buffers -> shard(
                        pattern,
                        x,
                        top,
                        network,
                        head,
                        classIndex,
                        s * SHARD,
                        Math.min(backgrounds, (s + 1) * SHARD),
                        buffers)));
        double[] mean = new double[pattern.length];
        for (double[] sum : sums) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += sum[i] / backgrounds;
            }
        }
        return mean;
    }

    private double[] shard(
            float[] pattern,
            ExplainedTrunk.Activations x,
            HeadPass.Activations top,
            int network,
            int head,
            int classIndex,
            int from,
            int to,
            Passes.Buffers buffers) {
        Passes passes = m_networks.get(network);
        HeadPass headPass = passes.heads().get(head);
        for (int b = from; b < to; b++) {
            headPass.multipliers(top, m_head.get(network).get(head).get(b), classIndex, buffers.m_units, b - from);
        }
        buffers.unitsToTop(headPass, to - from);
        double[] sum = new double[pattern.length];
        for (int b = from; b < to; b++) {
            passes.trunk()
                    .multipliers(
                            x,
                            m_trunk.get(network).get(b),
                            buffers.m_top,
                            (b - from) * passes.trunk().features(),
                            buffers.m_input,
                            buffers.m_workspace);
            float[] background = m_background.patterns().get(b);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (double) buffers.m_input[i] * (pattern[i] - background[i]);
            }
        }
        return sum;
    }

    @Override
    public void close() {
        m_networks.forEach(Passes::close);
        m_workers.close();
    }
}
