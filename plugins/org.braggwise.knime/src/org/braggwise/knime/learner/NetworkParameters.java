// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.training.TrainingSettings;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The Learner's settings of the network. */
abstract class NetworkParameters extends DataParameters {

    @Section(title = "Network")
    @After(Data.class)
    interface Network {}

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

    /** @param size the network that is trained on, whose size counts; null for the size that the settings state */
    void stateNetwork(TrainingSettings.Builder to, NetworkSpec size) throws InvalidSettingsException {
        if (size != null) {
            to.network(size.blockChannels(), size.denseWidth());
        } else if (m_preset == Preset.CUSTOM) {
            to.network(blocks(), m_denseWidth);
        } else {
            // shapes do not depend on the number of points and classes
            int points = 1 << 12;
            NetworkSpec spec =
                    switch (m_preset) {
                        case SMALL -> NetworkSpec.small(points, 2);
                        case PAPER -> NetworkSpec.paper(points, 2);
                        default -> NetworkSpec.standard(points, 2);
                    };
            to.network(spec.blockChannels(), spec.denseWidth());
        }
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
