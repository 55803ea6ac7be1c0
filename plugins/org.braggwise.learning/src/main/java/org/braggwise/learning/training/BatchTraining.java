// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.layers.BVggNetwork;
import org.braggwise.learning.layers.NetworkPlan;
import org.braggwise.learning.layers.WarmUpCosine;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.braggwise.learning.training.TrainingSettings.Optimiser;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** A network that is trained batch by batch: all of a member's rows, or those of a shard. Close it to give native memory back. */
final class BatchTraining implements AutoCloseable {

    private static final double MOMENTUM = 0.9;

    private final TrainingSettings m_settings;
    private final LabelledPatterns m_rows;
    private final int m_allRows;
    private final int m_stepsPerEpoch;
    private final long m_seed;
    private final IUpdater m_updater;
    private final BVggNetwork m_network;
    private final BatchStatistics m_statistics;
    private double m_klWeight;
    private int[] m_order;
    private int m_orderOfEpoch;

    /**
     * @param rows that it is trained on
     * @param all rows that the loss is of: weights of classes and the share of the KL divergence are theirs
     * @param stepsPerEpoch of the schedule of the learning rate
     */
    BatchTraining(
            TrainingSettings settings,
            NetworkSpec spec,
            LabelledPatterns rows,
            LabelledPatterns all,
            int stepsPerEpoch,
            long seed,
            Workers workers) {
        m_settings = settings;
        m_rows = rows;
        m_allRows = all.size();
        m_stepsPerEpoch = stepsPerEpoch;
        m_seed = seed;
        long steps = (long) stepsPerEpoch * settings.epochs();
        var schedule = new WarmUpCosine(settings.learningRate(), settings.warmUp() * steps, steps);
        m_updater = settings.optimiser() == Optimiser.ADAM
                ? new Adam.Builder().learningRateSchedule(schedule).build()
                : new Nesterovs.Builder()
                        .learningRateSchedule(schedule)
                        .momentum(MOMENTUM)
                        .build();
        m_network = new BVggNetwork(
                new NetworkPlan(
                        spec,
                        m_updater,
                        settings.weightDecay(),
                        classWeights(all, settings),
                        settings.method() == Method.VARIATIONAL ? new NetworkPlan.Prior(1, 0, all.size()) : null,
                        seed),
                workers);
        m_statistics = new BatchStatistics(spec.classes());
        m_network.network().setListeners(m_statistics);
    }

    /** Mean 1 over the rows; null for 1 everywhere. */
    private static float[] classWeights(LabelledPatterns rows, TrainingSettings settings) {
        if (!settings.balancedClasses()) {
            return null;
        }
        var counts = new int[rows.classes().size()];
        int present = 0;
        for (int label : rows.labels()) {
            present += counts[label]++ == 0 ? 1 : 0;
        }
        var weights = new float[counts.length];
        for (int c = 0; c < counts.length; c++) {
            weights[c] = counts[c] == 0 ? 1f : (float) rows.size() / (present * counts[c]);
        }
        return weights;
    }

    /** @return batches that so many rows make */
    static int steps(int rows, TrainingSettings settings) {
        return (rows + settings.batchSize() - 1) / settings.batchSize();
    }

    BVggNetwork network() {
        return m_network;
    }

    /** @return where it stands */
    NetworkState state() {
        return new NetworkState(m_network.parameters(), m_network.updaterState());
    }

    /**
     * Goes on from there.
     *
     * @param epoch from 1
     * @param step of the epoch that comes next, from 0
     */
    void start(NetworkState state, int epoch, int step) {
        m_network.resume(state.parameters(), state.updater(), (epoch - 1) * m_stepsPerEpoch + step, epoch - 1);
    }

    /** For the batches to come; of variational layers, in other networks both are without meaning. */
    void setPrior(double scale, double klWeight) {
        m_klWeight = klWeight;
        m_network.setPrior(scale, klWeight);
    }

    double learningRate(int epoch, int step) {
        return m_updater.getLearningRate((epoch - 1) * m_stepsPerEpoch + step, epoch);
    }

    /**
     * Trains on one batch.
     *
     * @param epoch from 1; each has an order of the rows of its own
     * @param step of the epoch, from 0
     * @throws ArithmeticException where the loss is no longer finite
     */
    BatchSums step(int epoch, int step) {
        if (m_orderOfEpoch != epoch) {
            m_order = shuffled(m_rows.size(), epoch);
            m_orderOfEpoch = epoch;
        }
        int from = step * m_settings.batchSize();
        int[] rows = Arrays.copyOfRange(m_order, from, Math.min(m_order.length, from + m_settings.batchSize()));
        m_statistics.labels(labels(m_rows, rows));
        m_network.network().fit(patterns(m_rows, rows), targets(rows));
        double loss = m_network.network().score() - m_klWeight * m_network.klDivergence() / m_allRows;
        if (!Double.isFinite(loss)) {
            throw new ArithmeticException("The loss is " + loss + " in epoch " + epoch + ", batch " + (step + 1)
                    + ": training has diverged. Lower the learning rate (now " + m_settings.learningRate() + ").");
        }
        return new BatchSums(loss * rows.length, m_statistics.right(), rows.length);
    }

    private int[] shuffled(int n, int epoch) {
        var order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        SplittableRandom random = KeyedRandom.of(m_seed, "rows", "epoch", epoch);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int t = order[i];
            order[i] = order[j];
            order[j] = t;
        }
        return order;
    }

    static INDArray patterns(LabelledPatterns from, int[] rows) {
        int points = from.patterns()[rows[0]].length;
        var flat = new float[Math.multiplyExact(rows.length, points)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from.patterns()[rows[i]], 0, flat, i * points, points);
        }
        return Nd4j.create(flat, new long[] {rows.length, points}, 'c');
    }

    static int[] labels(LabelledPatterns from, int[] rows) {
        return Arrays.stream(rows).map(r -> from.labels()[r]).toArray();
    }

    private INDArray targets(int[] rows) {
        int classes = m_rows.classes().size();
        var flat = new float[rows.length * classes];
        Arrays.fill(flat, (float) (m_settings.labelSmoothing() / classes));
        for (int i = 0; i < rows.length; i++) {
            flat[i * classes + m_rows.labels()[rows[i]]] += (float) (1 - m_settings.labelSmoothing());
        }
        return Nd4j.create(flat, new long[] {rows.length, classes}, 'c');
    }

    @Override
    public void close() {
        m_network.close();
    }
}
