// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.modelwriter;

import org.braggwise.learning.model.BVggNetModel.Precision;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;

/** The settings of the B-VGGNet Model Writer. */
final class ModelWriterParameters implements NodeParameters {

    /** What is written. */
    enum Format {
        @Label(value = "Braggwise", description = "All of the model; the B-VGGNet Model Reader reads it (.bvggnet).")
        BRAGGWISE, //
        @Label(
                value = "ONNX",
                description =
                        "What ONNX Runtime and its like compute predictions with, without Braggwise (.onnx): probabilities and"
                                + " entropies from networks drawn once from the posterior. The B-VGGNet Model Reader doesn't read it.")
        ONNX;
    }

    static final class FormatReference implements ParameterReference<Format> {}

    static final class IsBraggwise implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(FormatReference.class).isOneOf(Format.BRAGGWISE);
        }
    }

    /** What becomes of a file that is there already. */
    enum Existing {
        @Label(value = "Fail", description = "The node says so and leaves it.")
        FAIL, //
        @Label(value = "Overwrite", description = "It is replaced once the new one is complete.")
        OVERWRITE;
    }

    /** How the weights are written. */
    enum Weights {
        @Label(
                value = "Bit for bit",
                description = "Four bytes a weight: the file predicts exactly what the model does.")
        FULL, //
        @Label(
                value = "Half size",
                description =
                        "Two bytes a weight (IEEE binary16): each is off by 1/2048 of itself at most. Answers hardly change.")
        HALF;

        Precision precision() {
            return Precision.valueOf(name());
        }
    }

    @Widget(title = "Format", description = "What is written.")
    @ValueSwitchWidget
    @ValueReference(FormatReference.class)
    Format m_format = Format.BRAGGWISE;

    @Widget(
            title = "File",
            description =
                    """
            Where to write the model (.bvggnet, .onnx): a local path, or one relative to the workflow such as
            <tt>knime://knime.workflow/data/own.bvggnet</tt>. Folders that are missing are made.
            """)
    String m_path = "knime://knime.workflow/data/model.bvggnet";

    @Widget(title = "Where the file exists", description = "What becomes of a file of this name.")
    @ValueSwitchWidget
    Existing m_existing = Existing.FAIL;

    @Widget(title = "Weights", description = "How exactly they are written.")
    @ValueSwitchWidget
    @Effect(predicate = IsBraggwise.class, type = EffectType.SHOW)
    Weights m_weights = Weights.FULL;

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_path.isBlank()) {
            throw new InvalidSettingsException("\"File\" is empty: state where to write the model.");
        }
    }
}
