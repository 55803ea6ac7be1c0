// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OptionalInput;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the Uncertainty Scorer. */
final class UncertaintyScorerParameters implements NodeParameters {

    @Widget(title = "True class column", description = "The column that holds each pattern's true class.")
    @ChoicesProvider(Columns.Classes.class)
    String m_classColumn = "Crystal system";

    @Widget(
            title = "Suffix of the prediction",
            description =
                    """
            That of the Predictor whose columns are scored; of several inputs, one each in their order, separated by semicolons. Empty stands
            for any where the table has one prediction only.
            """)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    String m_suffix = "";

    @Widget(
            title = "Bins",
            description = "How many bins of confidence the reliability diagram and its calibration error have.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Advanced
    int m_bins = 15;

    @Widget(
            title = "Names of the models",
            description =
                    """
            Where predictions of several models are compared: what the models are called, in the order of the inputs, separated by semicolons.
            """)
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Migrate(loadDefaultIfAbsent = true)
    String m_names = "";

    /** @return what the model of an input is called */
    String name(int input) {
        String[] names = m_names.split(";");
        return input < names.length && !names[input].isBlank() ? names[input].strip() : "Predictions " + (input + 1);
    }

    /** @return the suffix of the prediction that counts in an input's table */
    String suffix(int input) {
        String[] suffixes = m_suffix.split(";");
        return input < suffixes.length ? suffixes[input] : "";
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
    }
}
