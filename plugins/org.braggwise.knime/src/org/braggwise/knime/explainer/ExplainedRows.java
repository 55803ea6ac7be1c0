// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.knime.common.table.CifCell;
import org.braggwise.knime.common.table.CifCell.BadCifException;
import org.braggwise.knime.common.table.ModelPatterns;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.learning.explanation.AttributedPattern;
import org.braggwise.learning.explanation.PatternExplainer;
import org.knime.core.data.DataRow;

/** Explains one row; used by all threads. */
final class ExplainedRows {
    private final PatternExplainer m_explainer;
    private final ModelPatterns m_patterns;
    private final int m_cif;
    private final int[] m_classes;

    /**
     * @param cif column of structures, -1 for none
     * @param classes to explain for every pattern, none for the predicted one
     */
    ExplainedRows(PatternExplainer explainer, ModelPatterns patterns, int cif, int[] classes) {
        m_explainer = explainer;
        m_patterns = patterns;
        m_cif = cif;
        m_classes = classes;
    }

    ExplainedRow explain(AttributedRows.Item item) {
        ExplainedRow row = attribute(item);
        return row.problem() == null
                ? new ExplainedRow(
                        row.row(),
                        row.pattern(),
                        row.attributed(),
                        m_explainer.describe(row.pattern(), row.attributed(), structure(row.row())))
                : row;
    }

    /** The numbers without the words. */
    ExplainedRow attribute(AttributedRows.Item item) {
        DataRow row = item.row();
        try {
            double[] pattern = m_patterns.read(row);
            return new ExplainedRow(
                    row, pattern, item.attributed().orElseGet(() -> m_explainer.attribute(pattern, m_classes)), null);
        } catch (BadPatternException | IllegalArgumentException e) {
            return new ExplainedRow(row, null, AttributedPattern.failed(e.getMessage()), null);
        }
    }

    /** An explanation does not need the structure. */
    private Optional<CrystalStructure> structure(DataRow row) {
        if (m_cif < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(CifCell.read(row, m_cif));
        } catch (BadCifException e) {
            return Optional.empty();
        }
    }
}
