// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.network.Blas;
import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.prediction.ModelCalibrator;

/**
 * Trains a B-VGGNet: one or more networks, their posteriors, and their calibration. The same settings, rows and seed give bitwise the
 * same model on any number of threads and in any order of the rows, as long as their keys differ.
 * <p>
 * The members of an ensemble are trained one after the other, each on all threads. Side by side, on one of two threads each, they became
 * bitwise the same, took about as long (0.93 times the speed in the median of six turns) and twice the memory.
 */
public final class BVggNetTrainer {

    private final TrainingSettings m_settings;

    public BVggNetTrainer(TrainingSettings settings) {
        m_settings = settings;
    }

    /** @return the network that patterns of so many points and so many classes get */
    public NetworkSpec spec(int points, int classes) {
        return new NetworkSpec(
                points,
                m_settings.blockChannels(),
                m_settings.denseWidth(),
                classes,
                m_settings.trunkDropout(),
                m_settings.headDropout());
    }

    /** @return bytes that training takes beside the patterns: native and Java memory */
    public long memoryBytes(int points, int classes) {
        NetworkSpec spec = spec(points, classes);
        long head = spec.parameterCount() - spec.trunkParameterCount();
        boolean variational = m_settings.method() == TrainingSettings.Method.VARIATIONAL;
        long trained = spec.parameterCount() + (variational ? head : 0);
        // trained: values, derivatives, two of the optimiser; in Java: the best so far, the next best, those to start
        // from
        // with rounds a shard's network stands beside the one that is averaged
        long networks = m_settings.rounds().isPresent() ? 2 : 1;
        // and each shard's weights and optimiser are kept until the mean is taken, in doubles
        long round =
                m_settings.rounds().map(r -> (12L * r.shards() + 16L) * trained).orElse(0L);
        return networks * Engine.get().trainingBytes(spec, m_settings.batchSize(), m_settings.threads())
                + 4
                        * (4L * networks * trained
                                + (variational ? head : 0)
                                + 3 * spec.parameterCount()
                                + (variational ? 2 * head : 0)
                                + 4L * m_settings.batchSize() * spec.features())
                + round
                + laplaceBytes(spec);
    }

    /** A full covariance: curvature, its sum with the prior, the inverse factor in doubles, and what is kept of it in floats. */
    private long laplaceBytes(NetworkSpec spec) {
        if (m_settings.method() != TrainingSettings.Method.LAPLACE
                || !m_settings.laplace().full(spec.denseWidth(), spec.classes())) {
            return 0;
        }
        long weights = (spec.denseWidth() + 1L) * spec.classes();
        return (3 * 8 + 2) * weights * weights;
    }

    /**
     * @param rows training rows, of at least two classes
     * @param validation rows of the same classes, or null: then a share of the groups is split off
     * @param start a model whose weights training starts from (transfer learning), or null; of its classes' outputs those of the same
     *            name are taken over
     * @param input what the model is to take: the space of the patterns, and the scale on which the rows show them
     * @param listener hears of progress and may stop training: what there is so far is then the result, as long as one epoch is done; or
     *            cancel it: there is no result then
     * @return the model
     * @throws IllegalArgumentException if rows, validation, start and input do not fit together
     * @throws CancellationException if cancelled, or stopped before one epoch is done
     * @throws ArithmeticException if training diverges
     */
    public BVggNetModel train(
            LabelledPatterns rows,
            LabelledPatterns validation,
            BVggNetModel start,
            ModelInput input,
            TrainingListener listener) {
        return train(rows, validation, start, input, new float[0][], listener);
    }

    /**
     * The same, with patterns that the out-of-distribution score is shown as foreign; the networks do not learn from them.
     *
     * @param foreign on the same grid and scale, of other structure types
     */
    public BVggNetModel train(
            LabelledPatterns rows,
            LabelledPatterns validation,
            BVggNetModel start,
            ModelInput input,
            float[][] foreign,
            TrainingListener listener) {
        check(rows, validation, start, input);
        ValidationSplit split = split(rows.ordered(), validation == null ? null : validation.ordered());
        NetworkSpec spec = spec(input.points(), rows.classes().size());
        try (Workers workers = new Workers(m_settings.threads())) {
            workers.cancelWhen(listener::isCancelled);
            List<Member> members = members(spec, split, start, workers, listener);
            Map<String, String> provenance = provenance(split, start, members.size());
            var model = new BVggNetModel(members, rows.classes(), input, Calibration.NONE, provenance);
            ModelCalibrator.Fit fit = new ModelCalibrator(
                            m_settings.conformalScore(), m_settings.seed(), workers, m_settings.temperatureByEntropy())
                    .fit(model, split.training(), split.validation(), foreign);
            return model.withCalibration(fit.calibration()).withKnowledge(SeenClasses.of(split.training(), fit, start));
        } catch (OutOfMemoryError e) {
            throw new IllegalArgumentException(
                    "Out of memory: training takes about "
                            + (memoryBytes(input.points(), rows.classes().size()) >> 20)
                            + " MB beside the patterns. Choose a narrower network, fewer points or a smaller batch, or "
                            + "give Java more memory (-Xmx).",
                    e);
        }
    }

    /**
     * The same networks, calibrated anew.
     *
     * @param rows those that the model was trained on
     * @param foreign on the same grid and scale, of other structure types; none for none
     */
    public BVggNetModel calibrated(
            BVggNetModel model, LabelledPatterns rows, LabelledPatterns validation, float[][] foreign) {
        try (Workers workers = new Workers(m_settings.threads())) {
            LabelledPatterns ordered = rows.ordered();
            ModelCalibrator.Fit fit = new ModelCalibrator(
                            m_settings.conformalScore(), m_settings.seed(), workers, m_settings.temperatureByEntropy())
                    .fit(model, ordered, validation.ordered(), foreign);
            return model.withCalibration(fit.calibration()).withKnowledge(SeenClasses.of(ordered, fit, null));
        }
    }

    /** The same networks with another temperature and other conformal scores; what they know as foreign stays. */
    public BVggNetModel recalibrated(BVggNetModel model, LabelledPatterns validation) {
        try (Workers workers = new Workers(m_settings.threads())) {
            ModelCalibrator.Fit fit = new ModelCalibrator(
                            m_settings.conformalScore(), m_settings.seed(), workers, m_settings.temperatureByEntropy())
                    .refit(model, validation.ordered());
            return model.withCalibration(fit.calibration())
                    .withKnowledge(SeenClasses.validatedAnew(model.knowledge(), fit));
        }
    }

    private List<Member> members(
            NetworkSpec spec, ValidationSplit split, BVggNetModel start, Workers workers, TrainingListener listener) {
        boolean[] stopped = {false};
        IntFunction<Optional<Member>> here = m -> {
            long seed = m_settings.seed() + 7919L * (m - 1);
            NetworkWeights weights = start == null
                    ? NetworkWeights.initialise(spec, seed)
                    : continued(
                            start,
                            (m - 1) % start.members().size(),
                            split.training().classes(),
                            NetworkWeights.initialise(spec, seed));
            try (MemberTrainer trainer =
                    new MemberTrainer(m_settings, weights, split.training(), split.validation(), seed, workers)) {
                Optional<Member> member = trainer.train(m, listener);
                stopped[0] = trainer.stopped();
                return member;
            }
        };
        Optional<TrainingPlace> place = TrainingPlace.current();
        List<Member> members = new ArrayList<>();
        if (place.isPresent()) {
            members.addAll(place.get().members(m_settings.members(), here));
        } else {
            for (int m = 1; m <= m_settings.members() && !stopped[0]; m++) {
                here.apply(m).ifPresent(members::add);
            }
        }
        if (members.isEmpty()) {
            throw new CancellationException("Training was stopped in its first epoch.");
        }
        return members;
    }

    private ValidationSplit split(LabelledPatterns rows, LabelledPatterns validation) {
        if (validation != null) {
            return new ValidationSplit(rows, validation);
        }
        return m_settings.validationShare() > 0
                ? ValidationSplit.of(rows, m_settings.validationShare(), m_settings.seed())
                : new ValidationSplit(rows, rows.subset(List.of()));
    }

    /** The start's weights; an output that it does not know keeps its initial ones. */
    private static NetworkWeights continued(
            BVggNetModel start, int member, List<String> classes, NetworkWeights initial) {
        NetworkWeights from = start.members().get(member).weights();
        for (int i = 0; i < initial.arrays().size() - 2; i++) {
            float[] own = initial.arrays().get(i);
            System.arraycopy(from.arrays().get(i), 0, own, 0, own.length);
        }
        int width = initial.spec().denseWidth();
        int known = from.spec().classes();
        for (int c = 0; c < classes.size(); c++) {
            int old = start.classes().indexOf(classes.get(c));
            if (old >= 0) {
                for (int i = 0; i < width; i++) {
                    initial.outputWeight()[i * classes.size() + c] = from.outputWeight()[i * known + old];
                }
                initial.outputBias()[c] = from.outputBias()[old];
            }
        }
        return initial;
    }

    private void check(LabelledPatterns rows, LabelledPatterns validation, BVggNetModel start, ModelInput input) {
        if (rows.size() == 0) {
            throw new IllegalArgumentException("There is no training pattern.");
        }
        if (m_settings.method() == TrainingSettings.Method.LAPLACE) {
            m_settings
                    .laplace()
                    .full(m_settings.denseWidth(), rows.classes().size()); // throws before hours of training, not after
        }
        if (rows.patterns()[0].length != input.points()) {
            throw new IllegalArgumentException(
                    "Patterns of " + rows.patterns()[0].length + " points for a space of " + input.points() + ".");
        }
        long present = java.util.Arrays.stream(rows.labels()).distinct().count();
        if (present < 2) {
            throw new IllegalArgumentException("All " + rows.size() + " training patterns are of one class, "
                    + rows.classes().get(rows.labels()[0]) + "; expected at least two classes.");
        }
        if (validation != null && !validation.classes().equals(rows.classes())) {
            throw new IllegalArgumentException("The validation rows have the classes " + validation.classes()
                    + ", the training rows " + rows.classes() + ".");
        }
        if (validation != null && validation.size() > 0 && validation.patterns()[0].length != input.points()) {
            throw new IllegalArgumentException(
                    "Validation patterns of " + validation.patterns()[0].length + " points, training patterns of "
                            + input.points() + "; expected the same.");
        }
        if (start != null) {
            NetworkSpec own = spec(input.points(), rows.classes().size());
            NetworkSpec other = start.members().get(0).spec();
            if (own.denseWidth() != other.denseWidth()
                    || !java.util.Arrays.deepEquals(own.blockChannels(), other.blockChannels())
                    || own.features() != other.features()) {
                throw new IllegalArgumentException("The model to start from does not fit: it has " + other
                        + ", the settings and patterns ask for " + own + ".");
            }
        }
    }

    private Map<String, String> provenance(ValidationSplit split, BVggNetModel start, int members) {
        Map<String, String> p = new LinkedHashMap<>(m_settings.describe());
        p.put("training rows", split.training().size() + ", hash " + DataHash.of(split.training()));
        p.put("validation rows", split.validation().size() + ", hash " + DataHash.of(split.validation()));
        p.put(
                "started from",
                start == null
                        ? "random weights"
                        : "a model of " + start.provenance().get("training rows"));
        if (members < m_settings.members()) {
            p.put("members", members + " of " + m_settings.members() + ", then stopped");
        }
        p.put("matrix products", Blas.isNative() ? "OpenBLAS" : "Java");
        p.put("java", System.getProperty("java.version"));
        return p;
    }
}
