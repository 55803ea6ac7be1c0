// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.ExplainedTrunk;
import org.braggwise.learning.network.Floats;
import org.braggwise.learning.network.Workers;

/** A network made ready for explanations: native weights, and buffers that threads borrow. */
final class Passes implements AutoCloseable {
    private final ExplainedNetwork m_network;
    private final ExplainedTrunk m_trunk;
    private final List<HeadPass> m_heads;
    private final int m_batch;
    private final Queue<Buffers> m_idle = new ConcurrentLinkedQueue<>();

    /** @param batch rows that {@link Buffers} has room for */
    Passes(ExplainedNetwork network, ExplainedOutput output, double temperature, int batch, Workers workers) {
        m_network = network;
        m_trunk = Engine.get().explained(network.weights(), workers);
        m_heads = network.heads().stream()
                .map(head -> new HeadPass(head, output, temperature))
                .toList();
        m_batch = batch;
    }

    /**
     * Makes networks ready.
     *
     * @param batch rows that {@link Buffers} has room for
     * @param like a pattern of the background
     * @throws IllegalArgumentException where it does not fit the networks
     */
    static List<Passes> of(
            List<ExplainedNetwork> networks,
            ExplainedOutput output,
            double temperature,
            int batch,
            Workers workers,
            float[] like) {
        List<Passes> all = networks.stream()
                .map(n -> new Passes(n, output, temperature, batch, workers))
                .toList();
        all.get(0).require(like, new int[0]);
        return all;
    }

    /**
     * Begins an explanation.
     *
     * @return a mean over networks and heads for each class
     * @throws IllegalArgumentException where the pattern or a class does not fit the networks
     */
    static List<AttributionMean> means(List<Passes> networks, float[] pattern, int[] classes) {
        networks.get(0).require(pattern, classes);
        return Arrays.stream(classes)
                .mapToObj(c -> new AttributionMean(c, pattern.length))
                .toList();
    }

    /** What one thread needs. */
    final class Buffers {
        final ExplainedTrunk.Workspace m_workspace = m_trunk.workspace();
        final float[] m_units = new float[m_batch * width()];
        final Floats m_unitBlock = new Floats(m_batch * width());
        final float[] m_top = new float[m_batch * m_trunk.features()];
        final Floats m_topBlock = new Floats(m_batch * m_trunk.features());
        final float[] m_input = new float[m_network.spec().inputLength()];

        /** Takes the first rows of m_units through the dense layer to m_top. */
        void unitsToTop(HeadPass head, int rows) {
            m_unitBlock.write(m_units, rows * width());
            head.toTrunk(m_unitBlock, rows, m_topBlock);
            m_topBlock.read(m_top, rows * m_trunk.features());
        }
    }

    /** No thread may use it then or after. */
    @Override
    public void close() {
        m_idle.forEach(b -> {
            b.m_workspace.close();
            b.m_unitBlock.close();
            b.m_topBlock.close();
        });
        m_heads.forEach(HeadPass::close);
        m_trunk.close();
    }

    private int width() {
        return m_network.spec().denseWidth();
    }

    /** Runs the task with buffers that no other thread has. */
    <T> T with(Function<Buffers, T> task) {
        Buffers idle = m_idle.poll();
        Buffers buffers = idle == null ? new Buffers() : idle;
        try {
            return task.apply(buffers);
        } finally {
            m_idle.add(buffers);
        }
    }

    ExplainedTrunk trunk() {
        return m_trunk;
    }

    List<HeadPass> heads() {
        return m_heads;
    }

    ExplainedTrunk.Activations forward(float[] pattern) {
        return with(b -> m_trunk.forward(pattern, b.m_workspace));
    }

    private void require(float[] pattern, int[] classes) {
        BackgroundPatterns.requirePattern(pattern, m_network.spec().inputLength(), "The pattern to explain");
        for (int c : classes) {
            if (c < 0 || c >= m_network.spec().classes()) {
                throw new IllegalArgumentException(
                        "Class " + c + " cannot be explained; the network has the classes 0 to "
                                + (m_network.spec().classes() - 1) + ".");
            }
        }
    }

    /** Every class's output, mean over the heads of all networks. */
    static double[] outputs(List<Passes> networks, float[] pattern) {
        networks.get(0).require(pattern, new int[0]);
        double[] mean = new double[networks.get(0).m_network.spec().classes()];
        int count = networks.stream().mapToInt(n -> n.heads().size()).sum();
        for (Passes network : networks) {
            float[] features = network.forward(pattern).features();
            for (HeadPass head : network.heads()) {
                HeadPass.Activations a = head.forward(features);
                for (int c = 0; c < mean.length; c++) {
                    mean[c] += head.output(a, c) / count;
                }
            }
        }
        return mean;
    }
}
