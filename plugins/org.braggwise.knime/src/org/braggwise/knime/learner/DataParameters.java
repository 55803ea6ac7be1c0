// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.learning.training.TrainingSettings;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;

/**
 * The Learner's settings of the data. The sections of its dialog are classes that extend each other, and not groups: KNIME keeps a group
 * under a key of its own, and the keys in saved workflows are flat.
 */
abstract class DataParameters implements NodeParameters {

    @Section(title = "Data")
    interface Data {}

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

    /** @return where the validation patterns come from in a node that has the second input, or has it not */
    ValidationSource validation(boolean table) {
        return m_validation == ValidationSource.TABLE && !table ? ValidationSource.SPLIT : m_validation;
    }

    /** Tells a training what the section says. */
    void stateData(TrainingSettings.Builder to, ValidationSource validation) {
        to.temperatureByEntropy(m_temperature == Temperature.BY_DOUBT)
                .validationShare(validation == ValidationSource.SPLIT ? m_validationShare : 0);
    }
}
