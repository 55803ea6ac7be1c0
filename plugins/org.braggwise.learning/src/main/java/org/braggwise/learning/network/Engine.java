// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * What computes the convolution trunk, for training, prediction and explanation. Everybody asks {@link #get()}: another engine, for
 * another processor say, is one class that implements this and is returned there.
 */
public interface Engine {

    /** @return the engine of this build */
    static Engine get() {
        return TiledEngine.INSTANCE;
    }

    /** @param workers whose threads it works on and who may cancel it; not closed with what is returned */
    TrunkTrainer trainer(NetworkSpec spec, Workers workers);

    /** @param workers whose threads it works on and who may cancel it; not closed with what is returned */
    TrunkRunner runner(NetworkWeights weights, Workers workers);

    /** @param workers whose threads prepare the weights; not closed with what is returned */
    ExplainedTrunk explained(NetworkWeights weights, Workers workers);

    /** @return bytes of native memory that training with such a batch takes, beside the network's parameters */
    long trainingBytes(NetworkSpec spec, int batchSize, int threads);

    /** @return floating-point operations of the products that one pattern's way through the network takes; see {@link NetworkSpec#forwardFlops} */
    long forwardFlops(NetworkSpec spec);
}
