// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import org.braggwise.crystal.Diagnostic.Severity;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/**
 * The second output of the nodes that work row by row: what was wrong, where, what was expected and what was done. A bad row is
 * reported here and the other rows go on.
 */
public final class ProblemTable {

    /** Source, Line, Severity, Rule, Found, Expected, Action. */
    public static final DataTableSpec SPEC = new DataTableSpec(
            "Problems",
            new DataColumnSpecCreator("Source", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Line", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Severity", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Rule", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Found", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Expected", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Action", StringCell.TYPE).createSpec());

    private final BufferedDataContainer m_container;
    private long m_count;
    private long m_errors;
    private String m_first;

    public ProblemTable(ExecutionContext exec) {
        m_container = exec.createDataContainer(SPEC);
    }

    /** Reports an error of one input row; the row itself does not reach the first output. */
    public void addRowError(RowKey row, String rule, String found, String expected) {
        add(row.getString(), 0, Severity.ERROR, rule, found, expected, "row left out");
    }

    /**
     * @param source file or row
     * @param line 1-based, 0 where it has no meaning
     */
    public void add(
            String source, int line, Severity severity, String rule, String found, String expected, String action) {
        DataCell lineCell = line > 0 ? new IntCell(line) : DataType.getMissingCell();
        m_container.addRowToTable(new DefaultRow(
                RowKey.createRowKey(m_count++),
                new StringCell(source),
                lineCell,
                new StringCell(severity.name()),
                new StringCell(rule),
                text(found),
                text(expected),
                text(action)));
        if (severity == Severity.ERROR) {
            m_errors++;
            if (m_first == null) {
                m_first = source + (line > 0 ? ", line " + line : "") + ": " + rule + ": " + sentence(found, expected);
            }
        }
    }

    /** A message of the libraries says already what was found and what was expected. */
    private static String sentence(String found, String expected) {
        return (found.startsWith("found ") ? "" : "found ")
                + found
                + (found.contains("expected ") ? "" : ", expected " + expected);
    }

    private static DataCell text(String s) {
        return s == null || s.isEmpty() ? DataType.getMissingCell() : new StringCell(s);
    }

    public long errors() {
        return m_errors;
    }

    /** @return the first error in one sentence, null where nothing is wrong */
    public String first() {
        return m_first;
    }

    /** As {@link #warning(String)}, for nodes whose errors are those of rows. */
    public String warning() {
        return warning(m_errors == 1 ? "row" : "rows");
    }

    /** @return the warning for the node: how many, and the first of them; null where nothing is wrong */
    public String warning(String what) {
        return m_errors == 0
                ? null
                : m_errors + " " + what + (m_errors == 1 ? " has" : " have")
                        + " an error (output \"Problems\"). First: " + m_first;
    }

    public BufferedDataTable close() {
        m_container.close();
        return m_container.getTable();
    }
}
