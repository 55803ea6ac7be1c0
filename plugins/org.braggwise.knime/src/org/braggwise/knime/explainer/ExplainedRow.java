// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import org.braggwise.learning.explanation.AttributedPattern;
import org.braggwise.learning.explanation.ExplainedPattern;
import org.knime.core.data.DataRow;

/**
 * What one row gave.
 *
 * @param attributed the numbers, or why there are none
 * @param pattern on the model's grid
 * @param explanation of the pattern, null where there is none
 */
record ExplainedRow(DataRow row, double[] pattern, AttributedPattern attributed, ExplainedPattern explanation) {

    /** @return why there is no explanation, null where there is one */
    String problem() {
        return attributed.problem();
    }
}
