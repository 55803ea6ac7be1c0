// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.learning.network.Blas;
import org.braggwise.learning.network.Dl4jRuntime;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.Workers;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A B-VGGNet as a Deeplearning4j network of four layers: trunk, dense, output, softmax loss. Its configuration, updaters, schedules,
 * listeners and ModelSerializer are Deeplearning4j's. Close it to give native memory back.
 */
public final class BVggNetwork implements AutoCloseable {

    private static final int TRUNK = 0;
    private static final int DENSE = 1;
    private static final int OUTPUT = 2;

    private final NetworkPlan m_plan;
    private final DescendingNetwork m_network;

    /** Lets its solver be chosen. */
    private static final class DescendingNetwork extends MultiLayerNetwork {

        private static final long serialVersionUID = 1;

        DescendingNetwork(MultiLayerConfiguration configuration) {
            super(configuration);
        }

        void descendBy(ParallelDescent descent) {
            solver = descent.solver();
        }

        /**
         * Gives native memory back as {@link MultiLayerNetwork#close} does, without its two collections of the whole heap, which take longer
         * than a round of a small network.
         */
        @Override
        public void close() {
            for (INDArray array : new INDArray[] {flattenedParams, flattenedGradients, stateOfUpdater()}) {
                if (array != null && array.closeable()) {
                    array.close();
                }
            }
            MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
            workspaces.getAllWorkspacesForCurrentThread().forEach(workspaces::destroyWorkspace);
        }

        private INDArray stateOfUpdater() {
            Updater updater = getUpdater(false);
            return updater == null ? null : updater.getStateViewArray();
        }
    }

    /**
     * Builds the network with random weights. Use it on the calling thread: ND4J's own operations then stay on that thread too.
     *
     * @param workers the threads it works on
     * @throws IllegalStateException where Deeplearning4j's natives do not load
     */
    public BVggNetwork(NetworkPlan plan, Workers workers) {
        m_plan = plan;
        m_network = new DescendingNetwork(configuration(plan));
        try {
            m_network.init();
        } catch (LinkageError | RuntimeException e) {
            if (e instanceof LinkageError
                    || e.getCause() instanceof LinkageError
                    || e.getClass().getName().contains("NoAvailableBackend")) {
                throw new IllegalStateException(
                        "Deeplearning4j's native libraries for " + System.getProperty("os.name") + " on "
                                + System.getProperty("os.arch")
                                + " could not be loaded, so networks cannot be trained here (predicting works, slowly). They need Linux with"
                                + " glibc 2.29, Windows or macOS 11. " + e.getMessage(),
                        e);
            }
            throw e;
        }
        Dl4jRuntime.singleThreaded();
        Blas.singleThreaded(); // ND4J sets its own number when it starts
        for (Layer layer : m_network.getLayers()) {
            if (layer instanceof FastLayer<?> fast) {
                fast.bind(workers);
            }
        }
        if (plan.updater() instanceof Adam adam) {
            m_network.descendBy(new ParallelDescent(m_network, adam, plan.weightDecay(), workers));
        }
    }

    private static MultiLayerConfiguration configuration(NetworkPlan plan) {
        Dl4jRuntime.initialise();
        NetworkSpec s = plan.spec();
        var base = new NeuralNetConfiguration.Builder().seed(plan.seed()).updater(plan.updater());
        NetworkPlan.Prior prior = plan.variational();
        FlatLayer dense = prior == null
                ? new ParallelDense("dense", s.features(), s.denseWidth(), true)
                : new VariationalDense(
                        "dense",
                        s.features(),
                        s.denseWidth(),
                        true,
                        prior.scale(),
                        prior.klWeight(),
                        prior.trainingRows(),
                        plan.seed());
        FlatLayer output = prior == null
                ? new ParallelDense("output", s.denseWidth(), s.classes(), false)
                : new VariationalDense(
                        "output",
                        s.denseWidth(),
                        s.classes(),
                        false,
                        prior.scale(),
                        prior.klWeight(),
                        prior.trainingRows(),
                        plan.seed());
        if (prior == null && s.headDropout() > 0) {
            output.setIDropout(new SeededDropout(s.headDropout(), plan.seed()));
        }
        var loss = plan.classWeights() == null
                ? new LossMCXENT()
                : new LossMCXENT(Nd4j.createFromArray(plan.classWeights()));
        var last = new LossLayer.Builder(loss)
                .activation(Activation.SOFTMAX)
                .name("softmax")
                .build();
        last.setNIn(s.classes());
        last.setNOut(s.classes());
        var trunk = new ConvolutionTrunk(s, plan.seed());
        if (plan.weightDecay() > 0) {
            for (FlatLayer layer : List.of(trunk, dense, output)) {
                // not through the builder of the whole network, which in 1.0.0-M2.1 applies it twice
                layer.setRegularization(new ArrayList<>(List.of(new WeightDecay(plan.weightDecay(), true))));
            }
        }
        return base.list(trunk, dense, output, last).build();
    }

    /** @return the network itself */
    public MultiLayerNetwork network() {
        return m_network;
    }

    /** @return the output layer's input layer's outputs for a batch, before the softmax, with mean weights and no dropout */
    public INDArray logits(INDArray patterns) {
        return m_network.activateSelectedLayers(TRUNK, OUTPUT, patterns);
    }

    private List<INDArray> headArrays() {
        Layer dense = m_network.getLayer(DENSE);
        Layer output = m_network.getLayer(OUTPUT);
        return List.of(dense.getParam("W"), dense.getParam("b"), output.getParam("W"), output.getParam("b"));
    }

    /** @return a copy of the weights; of their means in a variational network */
    public NetworkWeights weights() {
        var w = new NetworkWeights(m_plan.spec());
        List<float[]> all = w.arrays();
        int trunk = all.size() - 4;
        var flat = NativeMemory.buffer(m_network.getLayer(TRUNK).params());
        int at = 0;
        for (float[] a : all.subList(0, trunk)) {
            flat.get(at, a);
            at += a.length;
        }
        for (int i = 0; i < 4; i++) {
            NativeMemory.buffer(headArrays().get(i)).get(0, all.get(trunk + i));
        }
        return w;
    }

    /** Takes over weights, as means in a variational network. */
    public void setWeights(NetworkWeights w) {
        List<float[]> all = w.arrays();
        int trunk = all.size() - 4;
        var flat = NativeMemory.buffer(m_network.getLayer(TRUNK).params());
        int at = 0;
        for (float[] a : all.subList(0, trunk)) {
            flat.put(at, a);
            at += a.length;
        }
        for (int i = 0; i < 4; i++) {
            NativeMemory.buffer(headArrays().get(i)).put(0, all.get(trunk + i));
        }
    }

    /** @return a copy of all that is trained, in the order of the layers */
    public float[] parameters() {
        return copy(m_network.params());
    }

    /** @return a copy of the updater's state of all of it */
    public float[] updaterState() {
        return copy(m_network.getUpdater().getStateViewArray());
    }

    /**
     * Goes on with a training.
     *
     * @param parameters see {@link #parameters()}
     * @param updaterState see {@link #updaterState()}
     * @param iteration steps done before
     * @param epoch epochs done before
     */
    public void resume(float[] parameters, float[] updaterState, int iteration, int epoch) {
        NativeMemory.buffer(m_network.params()).put(0, parameters);
        NativeMemory.buffer(m_network.getUpdater().getStateViewArray()).put(0, updaterState);
        m_network.setIterationCount(iteration);
        m_network.setEpochCount(epoch);
    }

    private static float[] copy(INDArray from) {
        var buffer = NativeMemory.buffer(from);
        var copy = new float[buffer.capacity()];
        buffer.get(0, copy);
        return copy;
    }

    /** @return copies of rho of a variational network: dense weight, dense bias, output weight, output bias */
    public List<float[]> rhos() {
        return java.util.stream.Stream.of(DENSE, OUTPUT)
                .flatMap(l -> java.util.stream.Stream.of("rhoW", "rhoB")
                        .map(key -> copy(m_network.getLayer(l).getParam(key))))
                .toList();
    }

    /** @return KL divergence of the last batch's posterior from the prior in nats; 0 in an ordinary network */
    public double klDivergence() {
        double sum = 0;
        for (Layer layer : m_network.getLayers()) {
            sum += layer instanceof VariationalDenseLayer v ? v.klDivergence() : 0;
        }
        return sum;
    }

    /** Sets what a variational network's loss looks like from the next batch on. */
    public void setPrior(double scale, double klWeight) {
        for (Layer layer : m_network.getLayers()) {
            if (layer instanceof VariationalDenseLayer v) {
                v.layerConf().setPriorScale(scale);
                v.layerConf().setKlWeight(klWeight);
            }
        }
    }

    @Override
    public void close() {
        for (Layer layer : m_network.getLayers()) {
            if (layer instanceof FastLayer<?> fast) {
                fast.close();
            }
        }
        m_network.close();
    }
}
