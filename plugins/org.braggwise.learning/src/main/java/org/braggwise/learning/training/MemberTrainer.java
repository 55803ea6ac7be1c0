// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.layers.BVggNetwork;
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
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains one network of an ensemble. Close it to give native memory back. */
final class MemberTrainer implements AutoCloseable {

    private static final double KL_SHARE_AT_START = 0.1;

    private final TrainingSettings m_settings;
    private final NetworkSpec m_spec;
    private final Workers m_workers;
    private final LabelledPatterns m_rows;
    private final LabelledPatterns m_validation;
    private final Optional<ShardTraining> m_shards;
    private final int m_stepsPerEpoch;
    private final BatchTraining m_training;
    private final BVggNetwork m_network;
    private final List<TrainingHistory.Epoch> m_epochs = new ArrayList<>();
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
        m_shards = settings.rounds().map(r -> new ShardTraining(settings, m_spec, rows, seed));
        m_stepsPerEpoch =
                m_shards.map(ShardTraining::stepsPerEpoch).orElseGet(() -> BatchTraining.steps(rows.size(), settings));
        m_training = new BatchTraining(settings, m_spec, rows, rows, m_stepsPerEpoch, seed, workers);
        m_network = m_training.network();
        m_network.setWeights(start);
        if (settings.method() == Method.VARIATIONAL) {
            m_priorScale = settings.priorScale() > 0 ? settings.priorScale() : learntPriorScale();
            double kl = variational().klDivergence(Head.of(m_spec, start)) / rows.size();
            m_klWeight = settings.klWeight() > 0
                    ? settings.klWeight()
                    : Math.min(1, KL_SHARE_AT_START * Math.log(m_spec.classes()) / kl);
        }
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
        double klWeight = m_klWeight
                * (m_settings.klWarmUp() == 0 ? 1 : Math.min(1, epoch / (m_settings.klWarmUp() * m_settings.epochs())));
        if (m_settings.method() == Method.VARIATIONAL) {
            m_priorScale = m_settings.priorScale() > 0 ? m_settings.priorScale() : learntPriorScale();
        }
        m_training.setPrior(m_priorScale, klWeight);
        BatchSums sums = BatchSums.NONE;
        int next;
        for (int step = 0; step < m_stepsPerEpoch; step = next) {
            if (m_shards.isPresent()) {
                next = Math.min(
                        m_stepsPerEpoch,
                        step + m_settings.rounds().orElseThrow().localSteps());
                sums = sums.and(round(new Round(m_training.state(), epoch, step, next, m_priorScale, klWeight)));
            } else {
                next = step + 1;
                sums = sums.and(m_training.step(epoch, step));
            }
            long steps = (epoch - 1L) * m_stepsPerEpoch + next;
            if (!listener.onProgress(progress(member, epoch, steps, started, sums))) {
                return false;
            }
        }
        m_network.network().incrementEpochCount();
        finish(epoch, sums, klWeight);
        return true;
    }

    /** The shards take their steps, and the network goes on from their mean. */
    private BatchSums round(Round round) {
        ShardTraining shards = m_shards.orElseThrow();
        IntFunction<ShardResult> here = shard -> shards.train(shard, round, m_workers);
        List<ShardResult> results = TrainingPlace.current()
                .map(place -> place.round(shards, round, here))
                .orElseGet(() -> shards.each(here));
        m_training.start(
                NetworkState.mean(results.stream().map(ShardResult::state).toList()), round.epoch(), round.to());
        return results.stream().map(ShardResult::sums).reduce(BatchSums.NONE, BatchSums::and);
    }

    private TrainingListener.Progress progress(int member, int epoch, long steps, long started, BatchSums sums) {
        int members = m_settings.members();
        double own = (double) steps / ((long) m_stepsPerEpoch * m_settings.epochs());
        double seconds = (System.nanoTime() - started) / 1e9;
        return new TrainingListener.Progress(
                member,
                members,
                epoch,
                m_settings.epochs(),
                (member - 1 + own) / members,
                sums.loss() / sums.rows(),
                (double) sums.right() / sums.rows(),
                m_epochs.isEmpty()
                        ? Double.NaN
                        : m_epochs.get(m_epochs.size() - 1).validationAccuracy(),
                seconds / own * (1 - own + members - member));
    }

    private void finish(int epoch, BatchSums sums, double klWeight) {
        double nll = sums.loss() / sums.rows();
        double kl = divergence() / m_rows.size();
        double validationLoss = Double.NaN;
        double validationAccuracy = Double.NaN;
        if (m_validation.size() > 0) {
            double loss = 0;
            int right = 0;
            for (int from = 0; from < m_validation.size(); from += m_settings.batchSize()) {
                int[] rows = java.util.stream.IntStream.range(
                                from, Math.min(m_validation.size(), from + m_settings.batchSize()))
                        .toArray();
                INDArray logits = m_network.logits(BatchTraining.patterns(m_validation, rows));
                right += BatchStatistics.right(logits, BatchTraining.labels(m_validation, rows), m_spec.classes());
                loss += negativeLogLikelihood(
                        logits.dup('c').data().asFloat(), BatchTraining.labels(m_validation, rows));
            }
            validationLoss = loss / m_validation.size();
            validationAccuracy = (double) right / m_validation.size();
        }
        double loss = nll + klWeight * kl;
        double rate = m_training.learningRate(epoch, m_stepsPerEpoch - 1);
        m_epochs.add(new TrainingHistory.Epoch(
                epoch,
                loss,
                nll,
                kl,
                (double) sums.right() / sums.rows(),
                validationLoss,
                validationAccuracy,
                rate,
                klWeight));
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

    /** KL of the posterior from the prior in nats, as the last step saw it; after a round no step of this network did. */
    private double divergence() {
        return m_shards.isPresent() && m_settings.method() == Method.VARIATIONAL
                ? variational().klDivergence(Head.of(m_spec, m_network.weights()))
                : m_network.klDivergence();
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

    @Override
    public void close() {
        m_training.close();
    }
}
