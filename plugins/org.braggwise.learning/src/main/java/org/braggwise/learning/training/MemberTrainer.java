// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.layers.BVggNetwork;
import org.braggwise.learning.layers.NetworkPlan;
import org.braggwise.learning.layers.WarmUpCosine;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Categorical;
import org.braggwise.learning.posterior.Deterministic;
import org.braggwise.learning.posterior.Head;
import org.braggwise.learning.posterior.LaplaceFitter;
import org.braggwise.learning.posterior.McDropout;
import org.braggwise.learning.posterior.Posterior;
import org.braggwise.learning.posterior.Variational;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.braggwise.learning.training.TrainingSettings.Optimiser;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Trains one network of an ensemble. Close it to give native memory back. */
final class MemberTrainer implements AutoCloseable {

    private static final double MOMENTUM = 0.9;
    /** Weights of neighbouring steps are alike: so many steps give one to the average. */
    private static final int STEPS_BETWEEN_AVERAGED = 8;

    private static final double KL_SHARE_AT_START = 0.1;

    private final TrainingSettings m_settings;
    private final NetworkSpec m_spec;
    private final Workers m_workers;
    private final LabelledPatterns m_rows;
    private final LabelledPatterns m_validation;
    private final long m_seed;
    private final long m_stepsPerEpoch;
    private final BVggNetwork m_network;
    private final IUpdater m_updater;
    private final BatchStatistics m_statistics;
    private final List<TrainingHistory.Epoch> m_epochs = new ArrayList<>();
    private final WeightAverage m_average;
    private double m_priorScale;
    private double m_klWeight;
    private boolean m_stopped;

    private NetworkWeights m_bestWeights;
    private Posterior m_bestPosterior;
    private int m_bestEpoch;
    private double m_bestLoss = Double.POSITIVE_INFINITY;

    /** @param validation may have no rows */
    MemberTrainer(
            TrainingSettings settings,
            NetworkWeights start,
            LabelledPatterns rows,
            LabelledPatterns validation,
            long seed,
            Workers workers) {
        m_settings = settings;
        m_spec = start.spec();
        m_workers = workers;
        m_rows = rows;
        m_validation = validation;
        m_seed = seed;
        m_stepsPerEpoch = (rows.size() + settings.batchSize() - 1) / settings.batchSize();
        long steps = m_stepsPerEpoch * settings.epochs();
        var schedule = new WarmUpCosine(settings.learningRate(), settings.warmUp() * steps, steps);
        m_updater = settings.optimiser() == Optimiser.ADAM
                ? new Adam.Builder().learningRateSchedule(schedule).build()
                : new Nesterovs.Builder()
                        .learningRateSchedule(schedule)
                        .momentum(MOMENTUM)
                        .build();
        boolean variational = settings.method() == Method.VARIATIONAL;
        m_network = new BVggNetwork(
                new NetworkPlan(
                        m_spec,
                        m_updater,
                        settings.weightDecay(),
                        classWeights(rows, settings),
                        variational ? new NetworkPlan.Prior(1, 0, rows.size()) : null,
                        seed),
                workers);
        m_network.setWeights(start);
        m_average = settings.weightAveraging() > 0
                ? new WeightAverage(start, settings.weightAveraging() * steps / STEPS_BETWEEN_AVERAGED)
                : null;
        m_statistics = new BatchStatistics(m_spec.classes());
        m_network.network().setListeners(m_statistics);
        if (variational) {
            m_priorScale = settings.priorScale() > 0 ? settings.priorScale() : learntPriorScale();
            double kl = variational().klDivergence(Head.of(m_spec, start)) / rows.size();
            m_klWeight = settings.klWeight() > 0
                    ? settings.klWeight()
                    : Math.min(1, KL_SHARE_AT_START * Math.log(m_spec.classes()) / kl);
        }
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

    /**
     * Trains until the last epoch, until patience ends, or until the listener stops it; the best epoch's weights are kept.
     *
     * @return empty where it was stopped before one epoch was done
     * @throws java.util.concurrent.CancellationException where the workers are cancelled
     * @throws ArithmeticException where the loss is no longer finite
     */
    Optional<Member> train(int member, TrainingListener listener) {
        long started = System.nanoTime();
        for (int epoch = 1; epoch <= m_settings.epochs() && !m_stopped && !patienceEnds(epoch - 1); epoch++) {
            m_stopped = !epoch(epoch, member, started, listener);
        }
        return m_epochs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Member(m_bestWeights, posterior(), new TrainingHistory(m_epochs, m_bestEpoch)));
    }

    /** @return whether the listener ended {@link #train} */
    boolean stopped() {
        return m_stopped;
    }

    private boolean patienceEnds(int epoch) {
        return m_settings.patience() > 0 && m_validation.size() > 0 && epoch - m_bestEpoch >= m_settings.patience();
    }

    private boolean epoch(int epoch, int member, long started, TrainingListener listener) {
        int[] order = shuffled(m_rows.size(), epoch);
        int batch = m_settings.batchSize();
        double klWeight = m_klWeight
                * (m_settings.klWarmUp() == 0 ? 1 : Math.min(1, epoch / (m_settings.klWarmUp() * m_settings.epochs())));
        if (m_settings.method() == Method.VARIATIONAL) {
            m_priorScale = m_settings.priorScale() > 0 ? m_settings.priorScale() : learntPriorScale();
            m_network.setPrior(m_priorScale, klWeight);
        }
        double nll = 0;
        int right = 0;
        for (int s = 0; s < m_stepsPerEpoch; s++) {
            long step = (epoch - 1) * m_stepsPerEpoch + s;
            int[] rows = Arrays.copyOfRange(order, s * batch, Math.min(order.length, (s + 1) * batch));
            m_statistics.labels(labels(m_rows, rows));
            m_network.network().fit(patterns(m_rows, rows), targets(rows));
            double own = m_network.network().score() - klWeight * m_network.klDivergence() / m_rows.size();
            if (!Double.isFinite(own)) {
                throw new ArithmeticException("The loss is " + own + " in epoch " + epoch + ", batch " + (s + 1)
                        + ": training has diverged. Lower the learning rate (now " + m_settings.learningRate() + ").");
            }
            if (m_average != null && (step + 1) % STEPS_BETWEEN_AVERAGED == 0) {
                m_average.add(m_network.weights());
            }
            nll += own * rows.length;
            right += m_statistics.right();
            int seen = s * batch + rows.length;
            if (!listener.onProgress(progress(member, epoch, step, started, nll / seen, (double) right / seen))) {
                return false;
            }
        }
        m_network.network().incrementEpochCount();
        if (m_average == null) {
            finish(epoch, nll / m_rows.size(), klWeight, (double) right / m_rows.size());
        } else {
            NetworkWeights now = m_network.weights();
            m_average.add(now);
            m_network.setWeights(m_average.mean());
            finish(epoch, nll / m_rows.size(), klWeight, (double) right / m_rows.size());
            m_network.setWeights(now);
        }
        return true;
    }

    private TrainingListener.Progress progress(
            int member, int epoch, long step, long started, double loss, double accuracy) {
        int members = m_settings.members();
        double own = (step + 1.0) / (m_stepsPerEpoch * m_settings.epochs());
        double seconds = (System.nanoTime() - started) / 1e9;
        return new TrainingListener.Progress(
                member,
                members,
                epoch,
                m_settings.epochs(),
                (member - 1 + own) / members,
                loss,
                accuracy,
                m_epochs.isEmpty()
                        ? Double.NaN
                        : m_epochs.get(m_epochs.size() - 1).validationAccuracy(),
                seconds / own * (1 - own + members - member));
    }

    private static INDArray patterns(LabelledPatterns from, int[] rows) {
        int points = from.patterns()[rows[0]].length;
        var flat = new float[Math.multiplyExact(rows.length, points)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from.patterns()[rows[i]], 0, flat, i * points, points);
        }
        return Nd4j.create(flat, new long[] {rows.length, points}, 'c');
    }

    private static int[] labels(LabelledPatterns from, int[] rows) {
        return Arrays.stream(rows).map(r -> from.labels()[r]).toArray();
    }

    private INDArray targets(int[] rows) {
        int classes = m_spec.classes();
        var flat = new float[rows.length * classes];
        Arrays.fill(flat, (float) (m_settings.labelSmoothing() / classes));
        for (int i = 0; i < rows.length; i++) {
            flat[i * classes + m_rows.labels()[rows[i]]] += (float) (1 - m_settings.labelSmoothing());
        }
        return Nd4j.create(flat, new long[] {rows.length, classes}, 'c');
    }

    private void finish(int epoch, double nll, double klWeight, double accuracy) {
        double kl = m_network.klDivergence() / m_rows.size();
        double validationLoss = Double.NaN;
        double validationAccuracy = Double.NaN;
        if (m_validation.size() > 0) {
            double loss = 0;
            int right = 0;
            for (int from = 0; from < m_validation.size(); from += m_settings.batchSize()) {
                int[] rows = java.util.stream.IntStream.range(
                                from, Math.min(m_validation.size(), from + m_settings.batchSize()))
                        .toArray();
                INDArray logits = m_network.logits(patterns(m_validation, rows));
                right += BatchStatistics.right(logits, labels(m_validation, rows), m_spec.classes());
                loss += negativeLogLikelihood(logits.dup('c').data().asFloat(), labels(m_validation, rows));
            }
            validationLoss = loss / m_validation.size();
            validationAccuracy = (double) right / m_validation.size();
        }
        double loss = nll + klWeight * kl;
        double rate = m_updater.getLearningRate((int) (epoch * m_stepsPerEpoch - 1), epoch);
        m_epochs.add(new TrainingHistory.Epoch(
                epoch, loss, nll, kl, accuracy, validationLoss, validationAccuracy, rate, klWeight));
        double decisive = m_validation.size() > 0 ? validationLoss : loss;
        if (m_bestWeights == null || decisive < m_bestLoss) {
            m_bestLoss = decisive;
            m_bestEpoch = epoch;
            m_bestWeights = m_network.weights();
            m_bestPosterior = m_settings.method() == Method.VARIATIONAL ? variational() : null;
        }
    }

    private double negativeLogLikelihood(float[] logits, int[] labels) {
        double sum = 0;
        for (int r = 0; r < labels.length; r++) {
            sum -= Math.log(Math.max(
                    1e-300, Categorical.softmax(logits, r * m_spec.classes(), m_spec.classes(), 1)[labels[r]]));
        }
        return sum;
    }

    private Variational variational() {
        List<float[]> rho = m_network.rhos();
        return new Variational(rho.get(0), rho.get(1), rho.get(2), rho.get(3), m_priorScale, m_settings.samples());
    }

    /** The scale at which the KL divergence is least: s^2 is the mean of mean^2 + deviation^2 over the weights. */
    private double learntPriorScale() {
        List<float[]> rho = m_network.rhos();
        List<float[]> all = m_network.weights().arrays();
        double sum = 0;
        long n = 0;
        for (int a = 0; a < rho.size(); a++) {
            float[] mean = all.get(all.size() - rho.size() + a);
            for (int i = 0; i < mean.length; i++) {
                double s = Variational.standardDeviation(rho.get(a)[i]);
                sum += (double) mean[i] * mean[i] + s * s;
            }
            n += mean.length;
        }
        return Math.sqrt(sum / n);
    }

    private Posterior posterior() {
        return switch (m_settings.method()) {
            case NONE -> new Deterministic();
            case MC_DROPOUT -> new McDropout(m_settings.headDropout(), m_settings.trunkDropout(), m_settings.samples());
            case VARIATIONAL -> m_bestPosterior;
            case LAPLACE -> LaplaceFitter.fit(
                    m_bestWeights,
                    m_rows.patterns(),
                    m_settings.laplace().withSamples(m_settings.samples()),
                    m_workers);
        };
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

    @Override
    public void close() {
        m_network.close();
    }
}
