// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.posterior.LaplaceSettings;

/**
 * How a B-VGGNet is trained. Immutable; made by {@link #builder()}.
 *
 * @param blockChannels see NetworkSpec
 * @param denseWidth units of the dense layer
 * @param trunkDropout after each block, 0 to below 1 (default 0)
 * @param headDropout of the dense layer, 0 to below 1 (default 0.3)
 * @param method the posterior (default MC dropout)
 * @param samples draws of a prediction (default 50)
 * @param priorScale standard deviation of the weights' prior in variational inference (default 0.1); 0 to learn it
 * @param klWeight factor of KL / N in variational inference; 1 is the evidence lower bound; 0 (default) for a tempered one whose KL
 *            starts as a tenth of ln(classes): dense layers have so many more weights than there are rows that the full KL is
 *            hundreds of nats a row against a cross-entropy of one or two, and nothing else would be learnt (cold posterior, Wenzel et al.
 *            2020, arXiv:2002.02405). The history shows KL and factor of each epoch.
 * @param klWarmUp share of the epochs in which the factor rises to its value (default 1/3)
 * @param laplace the Laplace approximation; its number of samples is not looked at (default: the output layer, automatic)
 * @param members networks of the ensemble (default 1)
 * @param epochs at most (default 20)
 * @param patience epochs without a smaller validation loss before training stops; 0 for never (default 6)
 * @param batchSize (default 32)
 * @param rounds of shards whose weights are averaged (default none: each step sees the one before)
 * @param optimiser (default Adam)
 * @param learningRate after the warm-up (default 1e-3)
 * @param warmUp share of all steps in which the rate rises from 0 (default 0.05); it then falls to 0 along a cosine
 * @param weightDecay decoupled (AdamW), for weights, not for biases (default 1e-4)
 * @param labelSmoothing share of the target that all classes get alike (default 0)
 * @param balancedClasses whether every class weighs the same (default yes)
 * @param temperatureByEntropy whether the temperature goes with a row's own doubt (default no, as one temperature for all rows)
 * @param validationShare of each class's groups split off where no validation rows are given (default 0.15)
 * @param conformalScore what conformal sets are made by (default adaptive prediction sets)
 * @param seed of everything random (default 1)
 * @param threads (default all processors); no result depends on it
 */
public record TrainingSettings(
        int[][] blockChannels,
        int denseWidth,
        double trunkDropout,
        double headDropout,
        Method method,
        int samples,
        double priorScale,
        double klWeight,
        double klWarmUp,
        LaplaceSettings laplace,
        int members,
        int epochs,
        int patience,
        int batchSize,
        Optional<Rounds> rounds,
        Optimiser optimiser,
        double learningRate,
        double warmUp,
        double weightDecay,
        double labelSmoothing,
        boolean balancedClasses,
        boolean temperatureByEntropy,
        double validationShare,
        ConformalScore conformalScore,
        long seed,
        int threads) {

    /** Posterior methods. */
    public enum Method {
        /** Plain network. */
        NONE,
        /** Gal and Ghahramani (2016). */
        MC_DROPOUT,
        /** Mean-field Gaussian on both dense layers. */
        VARIATIONAL,
        /** Gaussian from the curvature at the trained weights of the last layer or the last two. */
        LAPLACE
    }

    /** What turns derivatives into steps. */
    public enum Optimiser {
        /** Kingma and Ba (2015), arXiv:1412.6980. */
        ADAM,
        /** Stochastic gradient descent with Nesterov's momentum of 0.9. */
        SGD
    }

    /** @throws IllegalArgumentException naming the setting that makes no sense */
    public TrainingSettings {
        require(
                members >= 1 && epochs >= 1 && patience >= 0 && batchSize >= 1 && samples >= 1 && threads >= 1,
                "members " + members + ", epochs " + epochs + ", patience " + patience + ", batch size " + batchSize
                        + ", samples " + samples + ", threads " + threads
                        + "; expected whole numbers from 1 on (patience from 0)");
        require(
                learningRate > 0 && learningRate < 10,
                "learning rate " + learningRate + "; expected above 0, below 10");
        require(
                warmUp >= 0
                        && warmUp < 1
                        && weightDecay >= 0
                        && labelSmoothing >= 0
                        && labelSmoothing < 1
                        && priorScale >= 0
                        && klWeight >= 0
                        && klWarmUp >= 0
                        && klWarmUp <= 1,
                "warm-up " + warmUp + ", weight decay " + weightDecay
                        + ", label smoothing " + labelSmoothing + ", prior scale " + priorScale
                        + ", KL weight " + klWeight + ", KL warm-up " + klWarmUp
                        + "; expected warm-up and smoothing in [0, 1), KL warm-up in [0, 1], the others from 0 on");
        require(
                validationShare >= 0 && validationShare < 1,
                "validation share " + validationShare + "; expected 0 to below 1");
        require(
                method != Method.MC_DROPOUT || trunkDropout > 0 || headDropout > 0,
                "MC dropout with both dropout rates 0; expected one above 0");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("Training settings: " + message + ".");
        }
    }

    /** @return a builder with the defaults: the standard network with MC dropout */
    public static Builder builder() {
        return new Builder();
    }

    /** @return what a person needs to repeat the training; threads are left out, since no result depends on them */
    public Map<String, String> describe() {
        Map<String, String> d = new LinkedHashMap<>();
        d.put("blocks", java.util.Arrays.deepToString(blockChannels));
        d.put("dense width", Integer.toString(denseWidth));
        d.put("dropout", trunkDropout + " (trunk), " + headDropout + " (head)");
        d.put("posterior", method.name());
        d.put("samples", Integer.toString(samples));
        if (method == Method.VARIATIONAL) {
            d.put("prior scale", priorScale == 0 ? "learnt" : Double.toString(priorScale));
            d.put("KL weight", (klWeight == 0 ? "automatic" : klWeight) + ", warm-up " + klWarmUp);
        }
        if (method == Method.LAPLACE) {
            d.put(
                    "Laplace",
                    (laplace.dense() ? "dense and output layer, " : "output layer, ")
                            + laplace.structure().name() + ", prior precision "
                            + (laplace.priorPrecision().isPresent()
                                    ? laplace.priorPrecision().getAsDouble()
                                    : "by evidence"));
        }
        d.put("members", Integer.toString(members));
        d.put("epochs", Integer.toString(epochs));
        d.put("patience", Integer.toString(patience));
        d.put("batch size", Integer.toString(batchSize));
        rounds.ifPresent(r -> d.put(
                "rounds", "weights averaged over " + r.shards() + " shards after " + r.localSteps() + " steps each"));
        d.put("optimiser", optimiser.name());
        d.put("learning rate", learningRate + ", warm-up " + warmUp + ", cosine");
        d.put("weight decay", Double.toString(weightDecay));
        d.put("label smoothing", Double.toString(labelSmoothing));
        d.put("balanced classes", Boolean.toString(balancedClasses));
        if (temperatureByEntropy) {
            d.put("temperature", "by the entropy of each row");
        }
        if (conformalScore != ConformalScore.APS) {
            d.put("conformal score", conformalScore.name());
        }
        d.put("seed", Long.toString(seed));
        return d;
    }

    /** Collects settings; each method sets the component of the same name. */
    public static final class Builder {
        private int[][] m_blocks = {{16, 16}, {32, 32}, {64, 64}, {128, 128}, {128, 128}};
        private int m_denseWidth = 128;
        private double m_trunkDropout;
        private double m_headDropout = 0.3;
        private Method m_method = Method.MC_DROPOUT;
        private int m_samples = 50;
        private double m_priorScale = 0.1;
        private double m_klWeight;
        private double m_klWarmUp = 1.0 / 3;
        private LaplaceSettings m_laplace = LaplaceSettings.DEFAULT;
        private int m_members = 1;
        private int m_epochs = 20;
        private int m_patience = 6;
        private int m_batchSize = 32;
        private Optional<Rounds> m_rounds = Optional.empty();
        private Optimiser m_optimiser = Optimiser.ADAM;
        private double m_learningRate = 1e-3;
        private double m_warmUp = 0.05;
        private double m_weightDecay = 1e-4;
        private double m_labelSmoothing;
        private boolean m_balanced = true;
        private boolean m_temperatureByEntropy;
        private double m_validationShare = 0.15;
        private ConformalScore m_conformalScore = ConformalScore.APS;
        private long m_seed = 1;
        private int m_threads = Runtime.getRuntime().availableProcessors();

        private Builder() {}

        public Builder network(int[][] blockChannels, int denseWidth) {
            m_blocks = blockChannels;
            m_denseWidth = denseWidth;
            return this;
        }

        public Builder dropout(double trunk, double head) {
            m_trunkDropout = trunk;
            m_headDropout = head;
            return this;
        }

        public Builder method(Method method) {
            m_method = method;
            return this;
        }

        public Builder samples(int samples) {
            m_samples = samples;
            return this;
        }

        public Builder priorScale(double scale) {
            m_priorScale = scale;
            return this;
        }

        public Builder kl(double weight, double warmUp) {
            m_klWeight = weight;
            m_klWarmUp = warmUp;
            return this;
        }

        public Builder laplace(LaplaceSettings laplace) {
            m_laplace = laplace;
            return this;
        }

        public Builder members(int members) {
            m_members = members;
            return this;
        }

        public Builder epochs(int epochs, int patience) {
            m_epochs = epochs;
            m_patience = patience;
            return this;
        }

        public Builder batchSize(int size) {
            m_batchSize = size;
            return this;
        }

        public Builder rounds(Rounds rounds) {
            m_rounds = Optional.of(rounds);
            return this;
        }

        public Builder optimiser(Optimiser optimiser) {
            m_optimiser = optimiser;
            return this;
        }

        public Builder learningRate(double rate, double warmUp) {
            m_learningRate = rate;
            m_warmUp = warmUp;
            return this;
        }

        public Builder weightDecay(double decay) {
            m_weightDecay = decay;
            return this;
        }

        public Builder labelSmoothing(double share) {
            m_labelSmoothing = share;
            return this;
        }

        public Builder balancedClasses(boolean balanced) {
            m_balanced = balanced;
            return this;
        }

        public Builder temperatureByEntropy(boolean byEntropy) {
            m_temperatureByEntropy = byEntropy;
            return this;
        }

        public Builder validationShare(double share) {
            m_validationShare = share;
            return this;
        }

        public Builder conformalScore(ConformalScore score) {
            m_conformalScore = score;
            return this;
        }

        public Builder seed(long seed) {
            m_seed = seed;
            return this;
        }

        public Builder threads(int threads) {
            m_threads = threads;
            return this;
        }

        public TrainingSettings build() {
            return new TrainingSettings(
                    m_blocks,
                    m_denseWidth,
                    m_trunkDropout,
                    m_headDropout,
                    m_method,
                    m_samples,
                    m_priorScale,
                    m_klWeight,
                    m_klWarmUp,
                    m_laplace,
                    m_members,
                    m_epochs,
                    m_patience,
                    m_batchSize,
                    m_rounds,
                    m_optimiser,
                    m_learningRate,
                    m_warmUp,
                    m_weightDecay,
                    m_labelSmoothing,
                    m_balanced,
                    m_temperatureByEntropy,
                    m_validationShare,
                    m_conformalScore,
                    m_seed,
                    m_threads);
        }
    }
}
