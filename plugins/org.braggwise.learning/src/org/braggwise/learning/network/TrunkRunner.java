// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/** Runs many patterns forward through the trunk: the way of prediction. Close it to give native memory back. */
public final class TrunkRunner implements AutoCloseable {

    private final NetworkSpec m_spec;
    private final TrunkWeights m_weights;
    private final TrunkPass[] m_passes;
    private final Workers m_workers;

    /** Gives the dropout multipliers of one row, per block; see {@link TrunkRunner#features}. */
    public interface Masks {
        /** @return per block, as many multipliers as its output has values; null for none */
        float[][] of(int row);
    }

    public TrunkRunner(final NetworkWeights weights, final int threads) {
        m_spec = weights.spec();
        m_weights = new TrunkWeights(weights, false);
        m_workers = new Workers(threads);
        m_passes = new TrunkPass[m_workers.threads()];
        for (int i = 0; i < m_passes.length; i++) {
            m_passes[i] = new TrunkPass(m_spec);
        }
    }

    public NetworkSpec spec() {
        return m_spec;
    }

    /**
     * @param patterns rows of {@code inputLength} points
     * @param masks dropout multipliers, null for none
     * @return rows x features, row-major; the same on any number of threads
     */
    public float[] features(final float[][] patterns, final Masks masks) {
        final int n = m_spec.features();
        final var out = new float[Math.multiplyExact(patterns.length, n)];
        m_workers.run(patterns.length, (row, thread) -> {
            if (patterns[row].length != m_spec.inputLength()) {
                throw new IllegalArgumentException("A pattern of " + patterns[row].length + " points; the network takes "
                    + m_spec.inputLength() + ".");
            }
            m_passes[thread].forward(m_weights, patterns[row], masks == null ? null : masks.of(row), out, row * n);
        });
        return out;
    }

    @Override
    public void close() {
        m_workers.close();
        for (TrunkPass p : m_passes) {
            p.close();
        }
        m_weights.close();
    }
}
