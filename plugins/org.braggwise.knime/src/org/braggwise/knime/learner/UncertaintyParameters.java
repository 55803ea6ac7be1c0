// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import java.util.Optional;
import java.util.OptionalDouble;

import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.OptionalNumber;
import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.training.TrainingSettings;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The Learner's settings of what the network does not know. */
abstract class UncertaintyParameters extends NetworkParameters {

    @Section(title = "Uncertainty")
    @After(Network.class)
    interface Uncertainty {}

    /** The posterior over the weights. */
    enum Method {
        @Label(value = "MC dropout", description = "Dropout stays on in prediction; many passes give a distribution.")
        MC_DROPOUT, //
        @Label(
                value = "Variational inference",
                description = "A mean and a variance for each weight of the dense layers, learnt by the"
                        + " evidence lower bound.")
        VARIATIONAL, //
        @Label(
                value = "Laplace",
                description =
                        "A Gaussian around the trained weights of the last layer, from the curvature of the loss.")
        LAPLACE, //
        @Label(value = "None", description = "One set of weights: the plain network.")
        NONE;
    }

    /** Which layers the Laplace approximation covers. */
    enum LaplaceLayers {
        @Label(value = "Output layer", description = "The last layer's weights are uncertain.")
        OUTPUT, //
        @Label(value = "Dense and output layer", description = "The dense layer's too, Kronecker-factored.")
        DENSE_AND_OUTPUT;
    }

    /** The structure of the output layer's covariance in the Laplace approximation. */
    enum LaplaceStructure {
        @Label(
                value = "Automatic",
                description = "Full up to 2048 weights, classes x (dense width + 1); else Kronecker.")
        AUTOMATIC, //
        @Label(value = "Full", description = "Every covariance. Memory grows with the square: 8192 weights at most.")
        FULL, //
        @Label(
                value = "Kronecker-factored",
                description = "One factor for the inputs and one for the outputs: fast and small.")
        KRONECKER;
    }

    /** How the Predictor's conformal sets are made. */
    enum ConformalSets {
        @Label(
                value = "Adaptive",
                description =
                        "As many of the most probable classes as make up a share of the probability: sets grow on doubtful patterns.")
        ADAPTIVE(ConformalScore.APS), //
        @Label(
                value = "Smallest",
                description =
                        "All classes whose probability is not too small, and the most probable one: the smallest sets on average, and the better choice for few validation patterns.")
        SMALLEST(ConformalScore.LAC);

        private final ConformalScore m_score;

        ConformalSets(ConformalScore score) {
            m_score = score;
        }
    }

    static final class MethodReference implements ParameterReference<Method> {}

    static final class IsVariational implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(MethodReference.class).isOneOf(Method.VARIATIONAL);
        }
    }

    static final class IsLaplace implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(MethodReference.class).isOneOf(Method.LAPLACE);
        }
    }

    static final class PriorScale extends OptionalNumber<Double> {
        PriorScale() {
            super("priorScale", 0.0, 0.1, Optional.of(0.1));
        }
    }

    static final class KlWeight extends OptionalNumber<Double> {
        KlWeight() {
            super("klWeight", 0.1);
        }
    }

    static final class LaplacePrecision extends OptionalNumber<Double> {
        LaplacePrecision() {
            super("laplacePrecision", 1.0);
        }
    }

    @Widget(title = "Method", description = "How the network learns what it does not know.")
    @RadioButtonsWidget
    @ValueReference(MethodReference.class)
    @Layout(Uncertainty.class)
    Method m_method = Method.MC_DROPOUT;

    @Widget(
            title = "Dropout of the dense layer",
            description = "The share of its units left out at random, 0 to below 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.BelowOne.class)
    @Layout(Uncertainty.class)
    @Advanced
    double m_headDropout = 0.3;

    @Widget(
            title = "Dropout after each block",
            description =
                    """
            The share left out after each convolution block. The paper has it; it makes MC dropout need whole passes through the network,
            which takes some 50 times longer in prediction. 0 for none.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.BelowOne.class)
    @Layout(Uncertainty.class)
    @Advanced
    double m_trunkDropout = 0;

    @Widget(
            title = "Prior standard deviation",
            description =
                    """
            Of the weights of the dense layers, for variational inference; else it is fitted to the weights after each epoch.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsVariational.class, type = EffectType.SHOW)
    @OptionalWidget(defaultProvider = PriorScale.class)
    @Migration(PriorScale.class)
    @Layout(Uncertainty.class)
    @Advanced
    Optional<Double> m_priorScale = Optional.of(0.1);

    @Widget(
            title = "KL weight",
            description =
                    """
            How strongly variational inference holds the weights to their prior: the factor of the KL divergence per pattern. 1 is the
            textbook's evidence lower bound, but with few patterns the prior then drowns the data. Without it (recommended) it is chosen so
            that the KL term starts at a tenth of ln(classes). The history shows factor and KL of each epoch.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsVariational.class, type = EffectType.SHOW)
    @OptionalWidget(defaultProvider = KlWeight.class)
    @Migration(KlWeight.class)
    @Layout(Uncertainty.class)
    @Advanced
    Optional<Double> m_klWeight = Optional.empty();

    @Widget(title = "KL warm-up", description = "The share of the epochs in which the KL weight rises to its value.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.AtMostOne.class)
    @Effect(predicate = IsVariational.class, type = EffectType.SHOW)
    @Layout(Uncertainty.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    double m_klWarmUp = 1.0 / 3;

    @Widget(title = "Laplace layers", description = "Which weights the Laplace approximation holds for uncertain.")
    @ValueSwitchWidget
    @Effect(predicate = IsLaplace.class, type = EffectType.SHOW)
    @Layout(Uncertainty.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    LaplaceLayers m_laplaceLayers = LaplaceLayers.OUTPUT;

    @Widget(title = "Laplace covariance", description = "How the covariance of the output layer's weights is kept.")
    @ValueSwitchWidget
    @Effect(predicate = IsLaplace.class, type = EffectType.SHOW)
    @Layout(Uncertainty.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    LaplaceStructure m_laplaceStructure = LaplaceStructure.AUTOMATIC;

    @Widget(
            title = "Laplace prior precision",
            description =
                    """
            One over the variance of the weights' prior in the Laplace approximation; else the one that makes the training classes most
            probable (marginal likelihood).
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsLaplace.class, type = EffectType.SHOW)
    @OptionalWidget(defaultProvider = LaplacePrecision.class)
    @Migration(LaplacePrecision.class)
    @Layout(Uncertainty.class)
    @Advanced
    Optional<Double> m_laplacePrecision = Optional.empty();

    @Widget(
            title = "Samples",
            description = "How many sets of weights a prediction draws, unless the predictor says otherwise.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Uncertainty.class)
    @Advanced
    int m_samples = 50;

    @Widget(
            title = "Conformal sets",
            description =
                    "How the Predictor's sets of classes, which hold the true one with a chosen coverage, are made. The model keeps it.")
    @ValueSwitchWidget
    @Layout(Uncertainty.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    ConformalSets m_conformalSets = ConformalSets.ADAPTIVE;

    @Widget(
            title = "Ensemble members",
            description = "Networks trained from different seeds; their predictions are averaged.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Uncertainty.class)
    int m_members = 1;

    /** Tells a training what the section says. */
    void stateUncertainty(TrainingSettings.Builder to) {
        to.dropout(m_trunkDropout, m_headDropout)
                .method(TrainingSettings.Method.valueOf(m_method.name()))
                .samples(m_samples)
                .priorScale(m_priorScale.orElse(0.0))
                .kl(m_klWeight.orElse(0.0), m_klWarmUp)
                .laplace(laplace())
                .members(m_members)
                .conformalScore(m_conformalSets.m_score);
    }

    private LaplaceSettings laplace() {
        return new LaplaceSettings(
                m_laplaceLayers == LaplaceLayers.DENSE_AND_OUTPUT,
                LaplaceSettings.Structure.valueOf(m_laplaceStructure.name()),
                LaplaceSettings.DEFAULT.denseRank(),
                m_laplacePrecision.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                m_samples);
    }
}
