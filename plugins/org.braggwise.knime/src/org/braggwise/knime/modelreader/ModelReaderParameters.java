// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.modelreader;

import org.braggwise.learning.shipped.ShippedModel;
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
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;

/** The settings of the B-VGGNet Model Reader. */
final class ModelReaderParameters implements NodeParameters {

    /** Where the model comes from. */
    enum From {
        @Label(value = "Shipped", description = "One of the models that come with Braggwise.")
        SHIPPED, //
        @Label(value = "File", description = "A file that the B-VGGNet Model Writer wrote.")
        FILE;
    }

    /** The models that come with Braggwise. */
    enum Shipped {
        @Label(
                value = "ABX3 space groups",
                description =
                        "116 space groups of ABX3 structures. For simulated patterns without noise, lines of 0.1 deg,"
                                + " Cu Kα, 10 to 80 deg.")
        ABX3_SPACE_GROUPS, //
        @Label(value = "ABX3 crystal systems", description = "The seven crystal systems of ABX3 structures. As above.")
        ABX3_CRYSTAL_SYSTEMS, //
        @Label(
                value = "ABX3 powder scans",
                description =
                        "116 space groups of ABX3 structures. For powders as a laboratory measures them, Cu Kα, 10 to 80 deg, background"
                                + " subtracted (SNIP); of simulated patterns it knows a little less than the other two.")
        ABX3_POWDER_SCANS, //
        @Label(
                value = "Metal-halide films",
                description =
                        "Seven space groups of perovskites, A3B2X9 and A2BB'X6. For thin films with texture and residues of the"
                                + " synthesis, Cu Kα, 10 to 59 deg, background subtracted (SNIP).")
        METAL_HALIDE_FILMS;

        ShippedModel model() {
            return ShippedModel.valueOf(name());
        }
    }

    static final class FromReference implements ParameterReference<From> {}

    static final class IsShipped implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(FromReference.class).isOneOf(From.SHIPPED);
        }
    }

    static final class IsFile implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(FromReference.class).isOneOf(From.FILE);
        }
    }

    @Widget(title = "Model", description = "Where it comes from.")
    @ValueSwitchWidget
    @ValueReference(FromReference.class)
    From m_from = From.SHIPPED;

    @Widget(title = "Shipped model", description = "Which of the models that come with Braggwise.")
    @RadioButtonsWidget
    @Effect(predicate = IsShipped.class, type = EffectType.SHOW)
    Shipped m_shipped = Shipped.METAL_HALIDE_FILMS;

    @Widget(
            title = "File",
            description =
                    """
            The model's file (.bvggnet): a local path, a URL, or a path relative to the workflow such as
            <tt>knime://knime.workflow/data/own.bvggnet</tt>.
            """)
    @Effect(predicate = IsFile.class, type = EffectType.SHOW)
    String m_path = "knime://knime.workflow/data/model.bvggnet";

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_from == From.FILE && m_path.isBlank()) {
            throw new InvalidSettingsException("\"File\" is empty: state a model file, or choose a shipped model.");
        }
    }
}
