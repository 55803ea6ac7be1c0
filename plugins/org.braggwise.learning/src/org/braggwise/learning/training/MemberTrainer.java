// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.network.TrunkTrainer;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Deterministic;
import org.braggwise.learning.posterior.Head;
import org.braggwise.learning.posterior.LaplaceFitter;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.posterior.McDropout;
import org.braggwise.learning.posterior.Posterior;
import org.braggwise.learning.posterior.Variational;
import org.braggwise.learning.training.TrainingSettings.Method;

/** Trains one network of an ensemble. Close it to give native memory back. */
final class MemberTrainer implements AutoCloseable {

    private final TrainingSettings m_settings;
    private final NetworkSpec m_spec;
    private final NetworkWeights m_weights;
    private final NetworkWeights m_gradients;
    private final Workers m_workers;
    private final TrunkTrainer m_trunk;
    private final TrainableHead m_head;
    private final AdamW m_optimiser;
    private final LabelledPatterns m_rows;
    private final LabelledPatterns m_validation;
    private final float[] m_rowWeights;
    private final long m_seed;
    private final List<TrainingHistory.Epoch> m_epochs = new ArrayList<>();

    private NetworkWeights m_bestWeights;
    private Posterior m_bestPosterior;
    private int m_bestEpoch;
    private double m_bestLoss = Double.POSITIVE_INFINITY;

    /** @param validation may have no rows */
    MemberTrainer(final TrainingSettings settings, final NetworkWeights start, final LabelledPatterns rows,
        final LabelledPatterns validation, final long seed, final Workers workers) {
        m_settings = settings;
        m_spec = start.spec();
        m_weights = start;
        m_gradients = new NetworkWeights(m_spec);
        m_workers = workers;
        m_rows = rows;
        m_validation = validation;
        m_seed = seed;
        m_trunk = new TrunkTrainer(m_spec, workers);
        m_trunk.update(m_weights);
        m_head = settings.method() == Method.VARIATIONAL
            ? new VariationalHead(m_weights, m_gradients, settings.batchSize(), settings.priorScale(), rows.size(), seed)
            : new DropoutHead(m_weights, m_gradients, settings.batchSize(), seed);
        m_optimiser = new AdamW(settings.weightDecay());
        for (int b = 0; b < m_spec.blockChannels().length; b++) {
            for (int l = 0; l < m_spec.blockChannels()[b].length; l++) {
                m_optimiser.add(m_weights.convKernel(b, l), m_gradients.convKernel(b, l), true);
                m_optimiser.add(m_weights.convBias(b, l), m_gradients.convBias(b, l), false);
            }
        }
        m_head.register(m_optimiser);
        m_rowWeights = rowWeights(rows, settings.balancedClasses());
    }

    /** Mean 1 over the rows. */
    private static float[] rowWeights(final LabelledPatterns rows, final boolean balanced) {
        final var counts = new int[rows.classes().size()];
        int present = 0;
        for (int label : rows.labels()) {
            present += counts[label]++ == 0 ? 1 : 0;
        }
        final var weights = new float[rows.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = balanced ? (float)rows.size() / (present * counts[rows.labels()[i]]) : 1f;
        }
        return weights;
    }

    /**
     * Trains until the last epoch, until patience ends, or until the listener cancels; the best epoch's weights are kept.
     *
     * @throws CancellationException where the listener cancels before one epoch is done
     * @throws ArithmeticException where the loss is no longer finite
     */
    Member train(final int member, final TrainingListener listener) {
        final long stepsPerEpoch = (m_rows.size() + m_settings.batchSize() - 1) / m_settings.batchSize();
        final long started = System.nanoTime();
        boolean cancelled = false;
        for (int epoch = 1; epoch <= m_settings.epochs() && !cancelled; epoch++) {
            cancelled = !epoch(epoch, member, stepsPerEpoch, started, listener);
            if (cancelled && epoch == 1) {
                throw new CancellationException("Training was cancelled in its first epoch.");
            }
            if (!cancelled && m_settings.patience() > 0 && m_validation.size() > 0
                && epoch - m_bestEpoch >= m_settings.patience()) {
                break;
            }
        }
        return new Member(m_bestWeights, posterior(), new TrainingHistory(m_epochs, m_bestEpoch));
    }

    private boolean epoch(final int epoch, final int member, final long stepsPerEpoch, final long started,
        final TrainingListener listener) {
        final int[] order = shuffled(m_rows.size(), epoch);
        final int batch = m_settings.batchSize();
        final int classes = m_spec.classes();
        final var features = new float[batch * m_spec.features()];
        final var featureGradients = new float[features.length];
        final double klWeight = Math.min(1, epoch / Math.max(1.0, m_settings.epochs() / 3.0));
        double nll = 0;
        double weight = 0;
        int right = 0;
        double rate = 0;
        for (int s = 0; s < stepsPerEpoch; s++) {
            final long step = (epoch - 1) * stepsPerEpoch + s;
            final int from = s * batch;
            final int n = Math.min(batch, order.length - from);
            final var patterns = new float[n][];
            final var labels = new int[n];
            final var targets = new float[n * classes];
            final var rowWeights = new float[n];
            for (int i = 0; i < n; i++) {
                final int row = order[from + i];
                patterns[i] = m_rows.patterns()[row];
                labels[i] = m_rows.labels()[row];
                rowWeights[i] = m_rowWeights[row];
                weight += rowWeights[i];
                for (int c = 0; c < classes; c++) {
                    targets[i * classes + c] = (float)(m_settings.labelSmoothing() / classes
                        + (c == labels[i] ? 1 - m_settings.labelSmoothing() : 0));
                }
            }
            m_trunk.forward(patterns, masks(order, from, epoch), features);
            final TrainableHead.Step result =
                m_head.step(m_workers, features, n, targets, labels, rowWeights, step, klWeight, featureGradients);
            if (!Double.isFinite(result.nll())) {
                throw new ArithmeticException("The loss is " + result.nll() + " in epoch " + epoch + ", batch " + (s + 1)
                    + ": training has diverged. Lower the learning rate (now " + m_settings.learningRate() + ").");
            }
            m_trunk.backward(n, featureGradients, m_gradients);
            rate = learningRate(step, stepsPerEpoch * m_settings.epochs());
            m_optimiser.step(rate, m_workers);
            m_trunk.update(m_weights);
            m_head.update();
            nll += result.nll();
            right += result.right();
            final double fraction = (member - 1 + (double)(step + 1) / (stepsPerEpoch * m_settings.epochs())) / m_settings.members();
            final double seconds = (System.nanoTime() - started) / 1e9;
            final double own = (step + 1.0) / (stepsPerEpoch * m_settings.epochs());
            final double left = seconds / own * (1 - own + m_settings.members() - member);
            if (!listener.onProgress(new TrainingListener.Progress(member, m_settings.members(), epoch, m_settings.epochs(), fraction,
                nll / weight, (double)right / (from + n), m_epochs.isEmpty() ? Double.NaN
                    : m_epochs.get(m_epochs.size() - 1).validationAccuracy(), left))) {
                return false;
            }
        }
        finish(epoch, nll / weight, klWeight, (double)right / m_rows.size(), rate);
        return true;
    }

    private void finish(final int epoch, final double nll, final double klWeight, final double accuracy, final double rate) {
        final double kl = m_head.klDivergence() / m_rows.size();
        double validationLoss = Double.NaN;
        double validationAccuracy = Double.NaN;
        if (m_validation.size() > 0) {
            final var result = evaluate(m_validation);
            validationLoss = result.nll() / m_validation.size();
            validationAccuracy = (double)result.right() / m_validation.size();
        }
        final double loss = nll + klWeight * kl;
        m_epochs.add(new TrainingHistory.Epoch(epoch, loss, nll, kl, accuracy, validationLoss, validationAccuracy, rate));
        final double decisive = m_validation.size() > 0 ? validationLoss : loss;
        if (m_bestWeights == null || decisive < m_bestLoss) {
            m_bestLoss = decisive;
            m_bestEpoch = epoch;
            m_bestWeights = m_weights.copy();
            m_bestPosterior = m_head instanceof VariationalHead v ? v.posterior(m_settings.samples()) : null;
        }
    }

    /** Mean weights, no dropout, every row weight 1. */
    private TrainableHead.Step evaluate(final LabelledPatterns rows) {
        final Head head = Head.of(m_spec, m_weights);
        final int classes = m_spec.classes();
        double nll = 0;
        int right = 0;
        final int batch = m_settings.batchSize();
        for (int from = 0; from < rows.size(); from += batch) {
            final int n = Math.min(batch, rows.size() - from);
            final var patterns = java.util.Arrays.copyOfRange(rows.patterns(), from, from + n);
            final var features = new float[n * m_spec.features()];
            m_trunk.forward(patterns, null, features);
            final float[] logits = head.logits(head.hidden(features, n), n);
            final var targets = new float[n * classes];
            final int[] labels = java.util.Arrays.copyOfRange(rows.labels(), from, from + n);
            final var ones = new float[n];
            java.util.Arrays.fill(ones, 1f);
            for (int i = 0; i < n; i++) {
                targets[i * classes + labels[i]] = 1f;
            }
            final TrainableHead.Step s = SoftmaxLoss.differentiate(logits, targets, labels, ones, n, classes);
            nll += s.nll();
            right += s.right();
        }
        return new TrainableHead.Step(nll, right);
    }

    private Posterior posterior() {
        return switch (m_settings.method()) {
            case NONE -> new Deterministic();
            case MC_DROPOUT -> new McDropout(m_settings.headDropout(), m_settings.trunkDropout(), m_settings.samples());
            case VARIATIONAL -> (Variational)m_bestPosterior;
            case LAPLACE -> laplace();
        };
    }

    private Posterior laplace() {
        final var fitter = new LaplaceFitter(Head.of(m_spec, m_bestWeights), new LaplaceSettings(false,
            LaplaceSettings.DEFAULT.fullLimit(), LaplaceSettings.DEFAULT.denseRank(), LaplaceSettings.DEFAULT.priorPrecision(),
            m_settings.samples()));
        final int chunk = 256;
        try (TrunkRunner runner = new TrunkRunner(m_bestWeights, m_workers.threads())) {
            for (int from = 0; from < m_rows.size(); from += chunk) {
                final int to = Math.min(m_rows.size(), from + chunk);
                fitter.add(runner.features(java.util.Arrays.copyOfRange(m_rows.patterns(), from, to), null), to - from);
            }
        }
        return fitter.fit();
    }

    private TrunkRunner.Masks masks(final int[] order, final int from, final int epoch) {
        if (m_spec.trunkDropout() == 0) {
            return null;
        }
        final float keep = (float)(1 / (1 - m_spec.trunkDropout()));
        final int[][] channels = m_spec.blockChannels();
        return row -> {
            final SplittableRandom random =
                KeyedRandom.of(m_seed, m_rows.rowKeys().get(order[from + row]), "trunk dropout", epoch);
            final var masks = new float[channels.length][];
            for (int b = 0; b < masks.length; b++) {
                masks[b] = new float[m_spec.blockLength(b + 1) * channels[b][channels[b].length - 1]];
                for (int i = 0; i < masks[b].length; i++) {
                    masks[b][i] = random.nextDouble() < m_spec.trunkDropout() ? 0f : keep;
                }
            }
            return masks;
        };
    }

    private double learningRate(final long step, final long steps) {
        final double warm = m_settings.warmUp() * steps;
        if (step < warm) {
            return m_settings.learningRate() * (step + 1) / (warm + 1);
        }
        return m_settings.learningRate() * 0.5 * (1 + Math.cos(Math.PI * (step - warm) / Math.max(1, steps - warm)));
    }

    private int[] shuffled(final int n, final int epoch) {
        final var order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        final SplittableRandom random = KeyedRandom.of(m_seed, "rows", "epoch", epoch);
        for (int i = n - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int t = order[i];
            order[i] = order[j];
            order[j] = t;
        }
        return order;
    }

    @Override
    public void close() {
        m_head.close();
        m_trunk.close();
    }
}
