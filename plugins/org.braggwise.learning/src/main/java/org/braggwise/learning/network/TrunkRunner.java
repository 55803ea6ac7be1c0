// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/**
 * Runs many patterns forward through the trunk: the way of prediction. A pattern's features are bitwise the same whatever patterns come
 * with it. Close it to give native memory back.
 */
public final class TrunkRunner implements AutoCloseable {

    private final NetworkSpec m_spec;
    private final TrunkWeights m_weights;
    private final TrunkPass[] m_passes;
    private final TrunkScratch[] m_scratch;
    private final Workers m_workers;

    /** Gives the dropout multipliers of one row, per block; see {@link TrunkRunner#features}. */
    public interface Masks {
        /** @return per block, as many multipliers as its output has values; null for none */
        float[][] of(int row);
    }

    /** @return floating-point operations of the products that one pattern's way through the network takes; see {@link NetworkSpec#forwardFlops} */
    public static long flops(NetworkSpec spec) {
        long n = 2L * spec.denseWidth() * (spec.features() + spec.classes());
        for (ConvolutionPlace p : ConvolutionPlace.of(spec)) {
            n += 2L * Winograd.POINTS * spec.inputLayout(p.block(), p.layer()).tiles() * p.inputs() * p.outputs();
        }
        return n;
    }

    /** @param workers whose threads it works on and who may cancel it; not closed here */
    public TrunkRunner(NetworkWeights weights, Workers workers) {
        m_spec = weights.spec();
        m_weights = new TrunkWeights(m_spec, TrunkWeights.Use.PREDICTION);
        m_weights.update(weights, workers);
        m_workers = workers;
        m_passes = new TrunkPass[m_workers.threads()];
        m_scratch = new TrunkScratch[m_workers.threads()];
        for (int i = 0; i < m_passes.length; i++) {
            m_scratch[i] = new TrunkScratch(m_spec, false);
            m_passes[i] = new TrunkPass(m_spec, m_scratch[i]);
        }
    }

    /**
     * @param patterns rows of {@code inputLength} points
     * @param masks dropout multipliers, null for none
     * @return rows x features, row-major; the same on any number of threads
     */
    public float[] features(float[][] patterns, Masks masks) {
        for (float[] p : patterns) {
            if (p.length != m_spec.inputLength()) {
                throw new IllegalArgumentException(
                        "A pattern of " + p.length + " points; the network takes " + m_spec.inputLength() + ".");
            }
        }
        var out = new float[Math.multiplyExact(patterns.length, m_spec.features())];
        FloatBuffer features = FloatBuffer.wrap(out);
        // one by one: a product of several patterns rounds each by its place in it
        m_workers.run(
                patterns.length,
                (part, thread) -> m_passes[thread].forward(
                        m_weights,
                        m_scratch[thread],
                        (row, to, at) -> to.put(at, patterns[row]),
                        part,
                        1,
                        masks,
                        features));
        return out;
    }

    @Override
    public void close() {
        for (TrunkScratch s : m_scratch) {
            s.close();
        }
        m_weights.close();
    }
}
