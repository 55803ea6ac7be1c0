// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Long patterns go one by one, because a product of several may round each by its place in it. Short ones would make thin products: they
 * go in groups where this processor's kernels round alike in every place that is a multiple of {@link #PLACES} tiles, as those of
 * OpenBLAS's for AVX2 and AVX-512 do. Whether they do is tried out once for each runner.
 */
final class TiledRunner implements TrunkRunner {

    /** Tiles that kernels take at a time, or a multiple of that. */
    static final int PLACES = 12;
    /** Patterns of so many points at most are short. */
    private static final int SHORT = 1024;

    private final NetworkSpec m_spec;
    private final TrunkWeights m_weights;
    private TrunkPass[] m_passes;
    private final TrunkScratch[] m_scratch;
    private int m_group = 1;
    private final Workers m_workers;

    TiledRunner(NetworkWeights weights, Workers workers) {
        m_spec = weights.spec();
        m_weights = new TrunkWeights(m_spec, TrunkWeights.Use.PREDICTION);
        m_weights.update(weights, workers);
        m_workers = workers;
        boolean isShort = m_spec.inputLength() <= SHORT;
        m_scratch = new TrunkScratch[m_workers.threads()];
        for (int i = 0; i < m_scratch.length; i++) {
            m_scratch[i] = new TrunkScratch(m_spec, false, isShort ? PLACES : 2);
        }
        m_passes = passes(isShort ? PLACES : 2);
        if (isShort) {
            if (roundsAlikeInEveryPlace()) {
                m_group = TrunkPass.GROUP;
            } else {
                m_passes = passes(2);
            }
        }
    }

    private TrunkPass[] passes(int multiple) {
        var passes = new TrunkPass[m_scratch.length];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = new TrunkPass(m_spec, m_scratch[i], multiple);
        }
        return passes;
    }

    private boolean roundsAlikeInEveryPlace() {
        int n = m_spec.features();
        var random = new SplittableRandom(1);
        var pattern = new float[m_spec.inputLength()];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (float) random.nextDouble();
        }
        var grouped = new float[TrunkPass.GROUP * n];
        var alone = new float[n];
        PatternRows same = (row, to, at) -> to.put(at, pattern);
        m_passes[0].forward(m_weights, m_scratch[0], same, 0, TrunkPass.GROUP, null, FloatBuffer.wrap(grouped));
        m_passes[0].forward(m_weights, m_scratch[0], same, 0, 1, null, FloatBuffer.wrap(alone));
        for (int s = 0; s < TrunkPass.GROUP; s++) {
            if (!Arrays.equals(alone, 0, n, grouped, s * n, (s + 1) * n)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public float[] features(float[][] patterns, Masks masks) {
        for (float[] p : patterns) {
            if (p.length != m_spec.inputLength()) {
                throw new IllegalArgumentException(
                        "A pattern of " + p.length + " points; the network takes " + m_spec.inputLength() + ".");
            }
        }
        var out = new float[Math.multiplyExact(patterns.length, m_spec.features())];
        FloatBuffer features = FloatBuffer.wrap(out);
        m_workers.run(
                (patterns.length + m_group - 1) / m_group,
                (part, thread) -> m_passes[thread].forward(
                        m_weights,
                        m_scratch[thread],
                        (row, to, at) -> to.put(at, patterns[row]),
                        part * m_group,
                        Math.min(m_group, patterns.length - part * m_group),
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
