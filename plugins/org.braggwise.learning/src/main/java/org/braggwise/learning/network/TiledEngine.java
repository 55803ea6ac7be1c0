// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/** The engine of this build: Winograd's convolutions on tiles, their products by OpenBLAS or, where it does not load, in Java. */
final class TiledEngine implements Engine {

    static final TiledEngine INSTANCE = new TiledEngine();

    private TiledEngine() {}

    @Override
    public TrunkTrainer trainer(NetworkSpec spec, Workers workers) {
        return new TiledTrainer(spec, workers);
    }

    @Override
    public TrunkRunner runner(NetworkWeights weights, Workers workers) {
        return new TiledRunner(weights, workers);
    }

    @Override
    public ExplainedTrunk explained(NetworkWeights weights, Workers workers) {
        return new TiledExplanation(weights, workers);
    }

    @Override
    public long trainingBytes(NetworkSpec spec, int batchSize, int threads) {
        return TiledTrainer.bytes(spec, batchSize, threads);
    }

    @Override
    public long forwardFlops(NetworkSpec spec) {
        long n = 2L * spec.denseWidth() * (spec.features() + spec.classes());
        for (ConvolutionPlace p : ConvolutionPlace.of(spec)) {
            n += 2L * Winograd.POINTS * spec.inputLayout(p.block(), p.layer()).tiles() * p.inputs() * p.outputs();
        }
        return n;
    }
}
