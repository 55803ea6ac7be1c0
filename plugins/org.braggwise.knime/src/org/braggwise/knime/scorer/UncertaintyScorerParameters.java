// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.Limits;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the Uncertainty Scorer. */
final class UncertaintyScorerParameters implements NodeParameters {

    @Widget(title = "True class column", description = "The column that holds each pattern's true class.")
    @ChoicesProvider(Columns.Classes.class)
    String m_classColumn = "Crystal system";

    @Widget(
            title = "Bins",
            description = "How many bins of confidence the reliability diagram and its calibration error have.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Advanced
    int m_bins = 15;

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
    }
}
