// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import org.braggwise.learning.explanation.ExplainedPattern;
import org.knime.core.data.DataRow;

/**
 * What one row gave.
 *
 * @param pattern on the model's grid
 * @param explanation of the pattern
 * @param problem why there is none, null where there is one
 */
record ExplainedRow(DataRow row, double[] pattern, ExplainedPattern explanation, String problem) {}
