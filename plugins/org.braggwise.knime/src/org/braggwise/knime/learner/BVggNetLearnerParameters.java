// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import java.util.Optional;
import java.util.OptionalDouble;

import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.Limits;
import org.braggwise.knime.common.OptionalNumber;
import org.braggwise.knime.common.OrderedParallel;
import org.braggwise.knime.common.Seed;
import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.training.TrainingSettings;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
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
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the B-VGGNet Learner. */
class BVggNetLearnerParameters implements NodeParameters {

    @Section(title = "Data")
    interface Data {}

    @Section(title = "Network")
    @After(Data.class)
    interface Network {}

    @Section(title = "Uncertainty")
    @After(Network.class)
    interface Uncertainty {}

    @Section(title = "Training")
    @After(Uncertainty.class)
    interface Training {}

    /** Where the validation patterns come from. */
    enum ValidationSource {
        @Label(
                value = "Second input",
                description = "The table at the second input. A node whose second input was removed splits off.")
        TABLE, //
        @Label(
                value = "Split off",
                description = "Whole compounds of the training table; the second input is not looked at.")
        SPLIT, //
        @Label(value = "None", description = "No early stopping, no calibration.")
        NONE;
    }

    static final class ValidationReference implements ParameterReference<ValidationSource> {}

    static final class IsSplit implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(ValidationReference.class)
                    .isOneOf(ValidationSource.SPLIT)
                    .or(i.getEnum(ValidationReference.class)
                            .isOneOf(ValidationSource.TABLE)
                            .and(i.getConstant(input -> !Inputs.validated(input.getInPortTypes()))));
        }
    }

    /** Widths of the network. */
    enum Preset {
        @Label(value = "Small", description = "8-16-32-64 channels, one convolution a block: quick tries.")
        SMALL, //
        @Label(
                value = "Standard",
                description = "16-32-64-128-128 channels, two convolutions a block, dense 128: the best for its time.")
        STANDARD, //
        @Label(
                value = "Paper",
                description = "128-128-256-512 channels, two or three convolutions a block, dense 1024: slow on a CPU.")
        PAPER, //
        @Label(value = "Own widths", description = "The widths stated below.")
        CUSTOM;
    }

    /** What the network is shown of an intensity. */
    enum Scale {
        @Label(value = "Linear", description = "As it is.")
        LINEAR, //
        @Label(
                value = "Square root",
                description = "The square root of the share of the highest point: a reflection of 1 % counts as 10 %.")
        SQUARE_ROOT, //
        @Label(
                value = "Logarithmic",
                description = "A reflection of 0.1 % counts as 10 %: for patterns with little noise.")
        LOGARITHMIC;

        IntensityScale scale() {
            return IntensityScale.valueOf(name());
        }
    }

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

    /** What turns derivatives into steps. */
    enum Optimiser {
        @Label(value = "Adam", description = "A step size for each weight, from the history of its derivatives.")
        ADAM, //
        @Label(
                value = "SGD with momentum",
                description = "Nesterov's momentum of 0.9. Needs a learning rate some ten times Adam's.")
        SGD;
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

    /** How classes of different size count. */
    enum ClassWeights {
        @Label(value = "Equal patterns", description = "Every pattern counts the same.")
        NONE, //
        @Label(value = "Equal classes", description = "Every class counts the same, however many patterns it has.")
        BALANCED;
    }

    /** What confidences are made honest by. */
    enum Temperature {
        @Label(value = "One", description = "The same for all patterns.")
        ONE, //
        @Label(
                value = "By doubt",
                description =
                        "Higher or lower for patterns that the network is in doubt about than for sure ones, as the validation patterns tell;"
                                + " it takes some 100 of them.")
        BY_DOUBT;
    }

    static final class PresetReference implements ParameterReference<Preset> {}

    /** The Fine-Tuner has a model at its last input, whose size its network has. */
    static final class IsNew implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getConstant(input -> !Inputs.continued(input.getInPortTypes()));
        }
    }

    static final class IsCustom implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(PresetReference.class).isOneOf(Preset.CUSTOM).and(i.getPredicate(IsNew.class));
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

    static final class Patience extends OptionalNumber<Integer> {
        Patience() {
            super("patience", 0, 6, Optional.of(6));
        }
    }

    static final class Minutes extends OptionalNumber<Double> {
        Minutes() {
            super("minutes", 60.0);
        }
    }

    @Widget(title = "Pattern column", description = "The column of patterns.")
    @ChoicesProvider(Columns.Patterns.class)
    @Layout(Data.class)
    String m_patternColumn = "Pattern";

    @Widget(title = "Class column", description = "What shall be learnt: crystal system or space group.")
    @ChoicesProvider(Columns.Classes.class)
    @Layout(Data.class)
    String m_classColumn = "Crystal system";

    @Widget(
            title = "Compound column",
            description =
                    """
            Which patterns belong to one compound: validation patterns that are split off are those of whole compounds.
            """)
    @ChoicesProvider(Columns.Text.class)
    @Layout(Data.class)
    String m_compoundColumn = "Formula";

    @Widget(
            title = "Validation patterns",
            description =
                    """
            Patterns that training does not see: early stopping, the temperature and the conformal sets are found on them. Temperature and
            sets come from the patterns of real structures among them where there are any: those without a Template, and whose Kind is
            neither virtual nor mixed (columns that CIF Template Substitutor and RSS/VSS Synthesizer write).
            """)
    @ValueSwitchWidget
    @ValueReference(ValidationReference.class)
    @Layout(Data.class)
    ValidationSource m_validation = ValidationSource.TABLE;

    @Widget(title = "Validation share", description = "The share of each class's compounds that is split off.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.BelowOne.class)
    @Effect(predicate = IsSplit.class, type = EffectType.SHOW)
    @Layout(Data.class)
    double m_validationShare = 0.15;

    @Widget(
            title = "Temperature",
            description =
                    """
            What the logits are divided by, found on the validation patterns, so that confidences hold. With label smoothing sure answers
            come out too unsure and doubtful ones too sure, which one temperature cannot mend.
            """)
    @ValueSwitchWidget
    @Layout(Data.class)
    @Migrate(loadDefaultIfAbsent = true)
    @Advanced
    Temperature m_temperature = Temperature.ONE;

    @Widget(
            title = "Intensity scale",
            description = "What the network is shown of an intensity. Weak superstructure reflections tell space"
                    + " groups apart; a compressing scale keeps them in sight. The scale is part of the model: the Predictor and the SHAP Explainer"
                    + " apply it, and the Fine-Tuner keeps that of its model.")
    @RadioButtonsWidget
    @Layout(Network.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    Scale m_intensityScale = Scale.SQUARE_ROOT;

    @Widget(title = "Size", description = "How wide and deep the network is.")
    @RadioButtonsWidget
    @Effect(predicate = IsNew.class, type = EffectType.SHOW)
    @ValueReference(PresetReference.class)
    @Layout(Network.class)
    Preset m_preset = Preset.STANDARD;

    @Widget(
            title = "Channels of the blocks",
            description =
                    """
            The channels of each convolution; blocks are separated by slashes: "16 16 / 32 32 / 64 64". A max-pooling by 2 follows each
            block.
            """)
    @Effect(predicate = IsCustom.class, type = EffectType.SHOW)
    @Layout(Network.class)
    String m_blocks = "16 16 / 32 32 / 64 64 / 128 128 / 128 128";

    @Widget(title = "Dense width", description = "The width of the dense layer before the output.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = IsCustom.class, type = EffectType.SHOW)
    @Layout(Network.class)
    int m_denseWidth = 128;

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

    @Widget(title = "Epochs", description = "How often every pattern is seen, at most.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Training.class)
    int m_epochs = 20;

    @Widget(
            title = "Stop early: patience",
            description =
                    """
            Training stops when the validation loss has not fallen for so many epochs; the best epoch is kept. Else it goes through all epochs.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = Patience.class)
    @Migration(Patience.class)
    @Layout(Training.class)
    @Advanced
    Optional<Integer> m_patience = Optional.of(6);

    @Widget(
            title = "Time limit (minutes)",
            description =
                    """
            After so many minutes training ends with the best epoch so far, though not before its first epoch is done; fitting the posterior
            and the calibration comes on top. Where the limit is reached, the model depends on the speed of the machine and does not
            repeat.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = Minutes.class)
    @Migration(Minutes.class)
    @Layout(Training.class)
    Optional<Double> m_minutes = Optional.empty();

    @Widget(title = "Batch size", description = "Patterns a step.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Training.class)
    @Advanced
    int m_batchSize = 32;

    @Widget(title = "Optimiser", description = "How derivatives become steps.")
    @ValueSwitchWidget
    @Layout(Training.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    Optimiser m_optimiser = Optimiser.ADAM;

    @Widget(
            title = "Learning rate",
            description =
                    "The highest rate, reached after the warm-up; it then falls along a cosine. Lower it where the loss jumps. A new"
                            + " Fine-Tuner has a tenth of the Learner's, 0.0001, or most of what was learnt may be lost.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Training.class)
    @Advanced
    double m_learningRate = 0.001;

    @Widget(title = "Warm-up of the learning rate", description = "The share of all steps in which it rises from 0.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.BelowOne.class)
    @Layout(Training.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    double m_warmUp = 0.05;

    @Widget(title = "Weight decay", description = "Decoupled from the gradient, as in AdamW.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Training.class)
    @Advanced
    double m_weightDecay = 0.0001;

    @Widget(
            title = "Label smoothing",
            description = "The share of probability that the target gives to all classes alike.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.BelowOne.class)
    @Layout(Training.class)
    @Advanced
    double m_labelSmoothing = 0;

    @Widget(title = "Classes count", description = "Whether rare classes count as much as frequent ones.")
    @ValueSwitchWidget
    @Layout(Training.class)
    @Advanced
    ClassWeights m_classWeights = ClassWeights.BALANCED;

    @Widget(
            title = Seed.TITLE,
            description =
                    "Starting weights, order and dropout depend on it. The same seed gives bitwise the same model."
                            + Seed.DESCRIPTION)
    @OptionalWidget(defaultProvider = Seed.New.class)
    @Layout(Training.class)
    Optional<Long> m_seed = Optional.of(1L);

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        settings(null, m_validation, 0);
    }

    /** @return where the validation patterns come from in a node that has the second input, or has it not */
    ValidationSource validation(boolean table) {
        return m_validation == ValidationSource.TABLE && !table ? ValidationSource.SPLIT : m_validation;
    }

    /** @param size the network that is trained on, whose size counts; null for the size that the settings state */
    TrainingSettings settings(NetworkSpec size, ValidationSource validation, long seed)
            throws InvalidSettingsException {
        try {
            var b = TrainingSettings.builder()
                    .dropout(m_trunkDropout, m_headDropout)
                    .method(TrainingSettings.Method.valueOf(m_method.name()))
                    .samples(m_samples)
                    .priorScale(m_priorScale.orElse(0.0))
                    .kl(m_klWeight.orElse(0.0), m_klWarmUp)
                    .laplace(laplace())
                    .members(m_members)
                    .epochs(m_epochs, m_patience.orElse(0))
                    .batchSize(m_batchSize)
                    .optimiser(TrainingSettings.Optimiser.valueOf(m_optimiser.name()))
                    .learningRate(m_learningRate, m_warmUp)
                    .weightDecay(m_weightDecay)
                    .labelSmoothing(m_labelSmoothing)
                    .balancedClasses(m_classWeights == ClassWeights.BALANCED)
                    .temperatureByEntropy(m_temperature == Temperature.BY_DOUBT)
                    .validationShare(validation == ValidationSource.SPLIT ? m_validationShare : 0)
                    .conformalScore(m_conformalSets.m_score)
                    .seed(seed)
                    .threads(OrderedParallel.threads());
            if (size != null) {
                b.network(size.blockChannels(), size.denseWidth());
            } else if (m_preset == Preset.CUSTOM) {
                b.network(blocks(), m_denseWidth);
            } else {
                // shapes do not depend on the number of points and classes
                int points = 1 << 12;
                NetworkSpec spec =
                        switch (m_preset) {
                            case SMALL -> NetworkSpec.small(points, 2);
                            case PAPER -> NetworkSpec.paper(points, 2);
                            default -> NetworkSpec.standard(points, 2);
                        };
                b.network(spec.blockChannels(), spec.denseWidth());
            }
            return b.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    private LaplaceSettings laplace() {
        return new LaplaceSettings(
                m_laplaceLayers == LaplaceLayers.DENSE_AND_OUTPUT,
                LaplaceSettings.Structure.valueOf(m_laplaceStructure.name()),
                LaplaceSettings.DEFAULT.denseRank(),
                m_laplacePrecision.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                m_samples);
    }

    /** @return the time limit; infinite for none */
    double seconds() {
        return m_minutes.map(m -> 60 * m).orElse(Double.POSITIVE_INFINITY);
    }

    /** @return per block, the channels of its convolutions */
    int[][] blocks() throws InvalidSettingsException {
        String[] blocks = m_blocks.split("/");
        var channels = new int[blocks.length][];
        for (int b = 0; b < blocks.length; b++) {
            String[] widths = blocks[b].trim().split("[\\s,]+");
            channels[b] = new int[widths.length];
            for (int i = 0; i < widths.length; i++) {
                try {
                    channels[b][i] = Integer.parseInt(widths[i]);
                } catch (NumberFormatException e) {
                    throw new InvalidSettingsException(
                            "\"Channels of the blocks\" holds \"" + widths[i]
                                    + "\", expected whole numbers, with a slash between blocks, such as 16 16 / 32 32.",
                            e);
                }
                if (channels[b][i] < 1 || channels[b][i] > 4096) {
                    throw new InvalidSettingsException(
                            "\"Channels of the blocks\" holds " + channels[b][i] + ", expected 1 to 4096.");
                }
            }
        }
        return channels;
    }
}
