// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import java.util.List;

import org.braggwise.diffraction.synthesis.LedgerEntry;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.data.LabelledRows;
import org.braggwise.learning.model.ModelInput;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;

/** The rows of a table that training can use; the others are counted with the reason of the first. */
final class TrainingRows {

    private final LabelledRows m_rows = new LabelledRows();
    private int m_skipped;
    private String m_firstReason;

    TrainingRows(BufferedDataTable table, BVggNetLearnerParameters p, ModelInput input, ExecutionMonitor exec)
            throws InvalidSettingsException, CanceledExecutionException {
        DataTableSpec spec = table.getDataTableSpec();
        int pattern = Columns.requirePattern(spec, p.m_patternColumn);
        int label = Columns.requireClass(spec, p.m_classColumn);
        int group = spec.findColumnIndex(p.m_compoundColumn);
        int kind = spec.findColumnIndex("Kind");
        int template = spec.findColumnIndex("Template");
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                String name = Columns.className(row.getCell(label));
                try {
                    if (name == null) {
                        throw new IllegalArgumentException("its class is missing");
                    }
                    float[] shown = input.of(PatternColumn.read(row.getCell(pattern), input.points()));
                    String key = row.getKey().getString();
                    String compound =
                            group >= 0 && row.getCell(group) instanceof StringValue g ? g.getStringValue() : key;
                    m_rows.add(key, name, compound, shown, isVirtual(row, kind, template));
                } catch (BadPatternException | IllegalArgumentException e) {
                    if (m_skipped++ == 0) {
                        m_firstReason = "row " + row.getKey().getString() + ": " + e.getMessage();
                    }
                }
            }
        }
    }

    /** By the columns that the RSS/VSS Synthesizer and the CIF Template Substitutor write. */
    private static boolean isVirtual(DataRow row, int kind, int template) {
        String told = kind >= 0 && row.getCell(kind) instanceof StringValue k ? k.getStringValue() : "";
        return LedgerEntry.Kind.ofWord(told)
                        .filter(k -> k != LedgerEntry.Kind.REAL)
                        .isPresent()
                || template >= 0
                        && row.getCell(template) instanceof StringValue t
                        && !t.getStringValue().isBlank();
    }

    /** @return the names of the rows' classes in the order of a model's outputs */
    List<String> classes() {
        return m_rows.classes();
    }

    /** Leaves out rows whose class is none of these. */
    LabelledPatterns labelled(List<String> classes) {
        for (LabelledRows.Other row : m_rows.others(classes)) {
            if (m_skipped++ == 0) {
                m_firstReason = "row " + row.key() + ": no training pattern has its class, " + row.className();
            }
        }
        return m_rows.labelled(classes);
    }

    int size() {
        return m_rows.size();
    }

    /** @return what was left out, null for nothing */
    String warning(String table) {
        return m_skipped == 0
                ? null
                : m_skipped + " row(s) of the " + table + " table left out, the first: " + m_firstReason + ".";
    }
}
