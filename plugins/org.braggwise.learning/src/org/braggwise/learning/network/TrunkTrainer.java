// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The trunk for training: forward passes of a batch that keep their activations, and the way back. A batch is cut into a fixed number of
 * shards whose gradients are added in a fixed order, so the result is bitwise the same on any number of threads.
 */
public final class TrunkTrainer implements AutoCloseable {

    private static final int SHARDS = 8;

    private final NetworkSpec m_spec;
    private final TrunkWeights m_weights;
    private final TrunkPass[] m_passes;
    private final TrunkScratch[] m_scratch;
    private final TrunkGradients[] m_shards;
    private final Workers m_workers;

    /** @param batchSize patterns of a batch at most */
    public TrunkTrainer(final NetworkWeights weights, final int batchSize, final Workers workers) {
        m_spec = weights.spec();
        m_weights = new TrunkWeights(weights, true);
        m_workers = workers;
        m_passes = new TrunkPass[batchSize];
        for (int i = 0; i < batchSize; i++) {
            m_passes[i] = new TrunkPass(m_spec);
        }
        m_scratch = new TrunkScratch[workers.threads()];
        for (int i = 0; i < m_scratch.length; i++) {
            m_scratch[i] = new TrunkScratch(m_spec);
        }
        m_shards = new TrunkGradients[SHARDS];
        for (int i = 0; i < SHARDS; i++) {
            m_shards[i] = new TrunkGradients(m_spec);
        }
    }

    /** @return bytes of native memory that training with such a batch takes */
    public static long bytes(final NetworkSpec spec, final int batchSize, final int threads) {
        long activations = 0;
        long gradients = 0;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            final long rows = spec.blockLength(b) + 2L;
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                activations += rows * spec.inputChannels(b, l);
                gradients += rows * spec.blockChannels()[b][l];
            }
            activations += rows * spec.blockChannels()[b][spec.blockChannels()[b].length - 1];
            gradients += rows * spec.inputChannels(b, 0);
        }
        final long dense = (long)spec.features() * spec.denseWidth();
        return 4 * (batchSize * (activations + 3L * spec.features()) + threads * gradients + (SHARDS + 4) * (spec.parameterCount() - dense)
            + 6 * dense);
    }

    /** Takes over changed weights. */
    public void update(final NetworkWeights weights) {
        m_weights.update(weights);
    }

    /**
     * @param patterns as many as the batch has at most
     * @param masks dropout multipliers of each row, null for none
     * @param features where rows x features go
     */
    public void forward(final float[][] patterns, final TrunkRunner.Masks masks, final float[] features) {
        m_workers.run(patterns.length, (row, thread) -> m_passes[row].forward(m_weights, patterns[row],
            masks == null ? null : masks.of(row), features, row * m_spec.features()));
    }

    /**
     * For the batch of the last {@link #forward}.
     *
     * @param featureGradients rows x features
     * @param sum whose convolution arrays take the sums of the derivatives; they are cleared first
     */
    public void backward(final int rows, final float[] featureGradients, final NetworkWeights sum) {
        m_workers.run(SHARDS, (shard, thread) -> {
            m_shards[shard].clear();
            for (int row = shard; row < rows; row += SHARDS) {
                m_passes[row].backward(m_weights, m_scratch[thread], featureGradients, row * m_spec.features(), m_shards[shard]);
            }
        });
        final int[][] channels = m_spec.blockChannels();
        for (int b = 0; b < channels.length; b++) {
            for (int l = 0; l < channels[b].length; l++) {
                java.util.Arrays.fill(sum.convKernel(b, l), 0f);
                java.util.Arrays.fill(sum.convBias(b, l), 0f);
            }
        }
        for (TrunkGradients shard : m_shards) {
            shard.addTo(sum);
        }
    }

    @Override
    public void close() {
        m_weights.close();
        for (TrunkPass p : m_passes) {
            p.close();
        }
        for (TrunkScratch s : m_scratch) {
            s.close();
        }
        for (TrunkGradients g : m_shards) {
            g.close();
        }
    }
}
