// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch is cut into groups and these into a fixed number of shards whose gradients are added in a fixed order, so the result is bitwise
 * the same on any number of threads.
 */
final class TiledTrainer implements TrunkTrainer {

    private static final int SHARDS = 8;

    private final NetworkSpec m_spec;
    private final TrunkWeights m_weights;
    private final List<TrunkPass> m_passes = new ArrayList<>();
    private final TrunkScratch[] m_scratch;
    private final TrunkGradients[] m_shards;
    private final Workers m_workers;

    TiledTrainer(NetworkSpec spec, Workers workers) {
        m_spec = spec;
        m_weights = new TrunkWeights(spec, TrunkWeights.Use.TRAINING);
        m_workers = workers;
        m_scratch = new TrunkScratch[workers.threads()];
        for (int i = 0; i < m_scratch.length; i++) {
            m_scratch[i] = new TrunkScratch(spec, true);
        }
        m_shards = new TrunkGradients[SHARDS];
        for (int i = 0; i < SHARDS; i++) {
            m_shards[i] = new TrunkGradients(spec);
        }
    }

    /** @return bytes of native memory that training with such a batch takes, beside the network's parameters */
    static long bytes(NetworkSpec spec, int batchSize, int threads) {
        int groups = (batchSize + TrunkPass.GROUP - 1) / TrunkPass.GROUP;
        return 4
                * (groups * TrunkPass.values(spec)
                        + threads * TrunkScratch.values(spec)
                        + SHARDS * spec.trunkParameterCount()
                        + TrunkWeights.values(spec));
    }

    @Override
    public void update(FloatBuffer weights) {
        m_weights.update(weights, m_workers);
    }

    @Override
    public void forward(PatternRows patterns, int rows, TrunkRunner.Masks masks, FloatBuffer features) {
        int group = TrunkPass.GROUP;
        int groups = (rows + group - 1) / group;
        while (m_passes.size() < groups) {
            m_passes.add(new TrunkPass(m_spec));
        }
        m_workers.run(groups, (part, thread) -> m_passes.get(part)
                .forward(
                        m_weights,
                        m_scratch[thread],
                        patterns,
                        part * group,
                        Math.min(group, rows - part * group),
                        masks,
                        features));
    }

    @Override
    public void backward(int rows, FloatBuffer featureGradients, FloatBuffer sums) {
        int group = TrunkPass.GROUP;
        int groups = (rows + group - 1) / group;
        int shards = Math.min(SHARDS, groups);
        m_workers.run(shards, (part, thread) -> {
            int shard = shards - 1 - part; // what went there last may still be in a cache
            m_shards[shard].clear();
            for (int g = shard; g < groups; g += SHARDS) {
                m_workers.checkCancelled();
                m_passes.get(g)
                        .backward(
                                m_weights,
                                m_scratch[thread],
                                g * group,
                                Math.min(group, rows - g * group),
                                featureGradients,
                                m_shards[shard]);
            }
        });
        add(shards, sums);
    }

    private void add(int shards, FloatBuffer sums) {
        List<ConvolutionPlace> places = ConvolutionPlace.of(m_spec);
        m_workers.run(places.size(), (part, thread) -> {
            ConvolutionPlace p = places.get(part);
            int kernel = p.weights();
            var total = new float[kernel + p.outputs()];
            var own = new float[total.length];
            for (int s = 0; s < shards; s++) {
                m_shards[s].kernels[p.block()][p.layer()].at.get(0, own, 0, kernel);
                System.arraycopy(m_shards[s].biases[p.block()][p.layer()], 0, own, kernel, p.outputs());
                for (int i = 0; i < total.length; i++) {
                    total[i] += own[i];
                }
            }
            sums.put(p.at(), total);
        });
    }

    @Override
    public void close() {
        m_weights.close();
        m_passes.forEach(TrunkPass::close);
        for (TrunkScratch s : m_scratch) {
            s.close();
        }
        for (TrunkGradients g : m_shards) {
            g.close();
        }
    }
}
