// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import java.util.Optional;

import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.OptionalNumber;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.training.Rounds;
import org.braggwise.learning.training.TrainingSettings;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the B-VGGNet Learner, those of the training itself. */
class BVggNetLearnerParameters extends UncertaintyParameters {

    @Section(title = "Training")
    @After(Uncertainty.class)
    interface Training {}

    /** What turns derivatives into steps. */
    enum Optimiser {
        @Label(value = "Adam", description = "A step size for each weight, from the history of its derivatives.")
        ADAM, //
        @Label(
                value = "SGD with momentum",
                description = "Nesterov's momentum of 0.9. Needs a learning rate some ten times Adam's.")
        SGD;
    }

    /** How classes of different size count. */
    enum ClassWeights {
        @Label(value = "Equal patterns", description = "Every pattern counts the same.")
        NONE, //
        @Label(value = "Equal classes", description = "Every class counts the same, however many patterns it has.")
        BALANCED;
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

    @Widget(
            title = "Rounds: shards",
            description =
                    """
            With more than 1, the rows are dealt to so many shards, each takes the steps stated below from the same weights with its own rows,
            and the next round starts from the mean of the shards' weights. On Spark each shard is trained on another machine; the result is
            that of one machine. For networks whose training takes days: every shard sees fewer patterns, so that the network learns less
            in as many epochs.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Training.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    int m_shards = 1;

    @Widget(
            title = "Rounds: local steps",
            description = "Batches of each shard between two averages; of no effect with 1 shard.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Training.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    int m_localSteps = 16;

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

    /** @param size the network that is trained on, whose size counts; null for the size that the settings state */
    TrainingSettings settings(NetworkSpec size, ValidationSource validation, long seed)
            throws InvalidSettingsException {
        try {
            var b = TrainingSettings.builder()
                    .epochs(m_epochs, m_patience.orElse(0))
                    .batchSize(m_batchSize)
                    .optimiser(TrainingSettings.Optimiser.valueOf(m_optimiser.name()))
                    .learningRate(m_learningRate, m_warmUp)
                    .weightDecay(m_weightDecay)
                    .labelSmoothing(m_labelSmoothing)
                    .balancedClasses(m_classWeights == ClassWeights.BALANCED)
                    .seed(seed)
                    .threads(OrderedParallel.threads());
            stateData(b, validation);
            stateNetwork(b, size);
            stateUncertainty(b);
            if (m_shards > 1) {
                b.rounds(new Rounds(m_shards, m_localSteps));
            }
            return b.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /** @return the time limit; infinite for none */
    double seconds() {
        return m_minutes.map(m -> 60 * m).orElse(Double.POSITIVE_INFINITY);
    }
}
