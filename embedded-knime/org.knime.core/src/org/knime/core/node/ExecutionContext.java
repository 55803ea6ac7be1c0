// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.Progress;
import org.braggwise.embedded.table.Combination;
import org.braggwise.embedded.table.Rearrangement;
import org.braggwise.embedded.table.TableFiles;
import org.braggwise.embedded.table.Tables;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;

/** An execution monitor that also makes the tables of the node. */
public class ExecutionContext extends ExecutionMonitor {

    static {
        EmbeddedExecution.setAccess(ExecutionContext::new);
    }

    private final TableFiles m_files;

    private ExecutionContext(Progress progress, TableFiles files) {
        super(progress);
        m_files = files;
    }

    /** @return a container whose table has the domains of its rows, and of the spec */
    public BufferedDataContainer createDataContainer(DataTableSpec spec) {
        return m_files.with(() -> new BufferedDataContainer(spec));
    }

    public ExecutionContext createSubExecutionContext(double maxProg) {
        return new ExecutionContext(progress().part(maxProg, false), m_files);
    }

    public ExecutionContext createSilentSubExecutionContext(double maxProg) {
        return new ExecutionContext(progress().part(maxProg, true), m_files);
    }

    /** @return the table with its columns rearranged; only the computed ones are stored */
    public BufferedDataTable createColumnRearrangeTable(
            BufferedDataTable in, ColumnRearranger rearranger, ExecutionMonitor subProgressMon)
            throws CanceledExecutionException {
        return Rearrangement.apply(in, rearranger, m_files, subProgressMon);
    }

    /**
     * @return the rows of all tables; a column that a table lacks is missing there
     * @throws org.knime.core.util.DuplicateKeyException where two tables have a row of the same key
     */
    public BufferedDataTable createConcatenateTable(ExecutionMonitor exec, BufferedDataTable... tables)
            throws CanceledExecutionException {
        return Combination.concatenated(List.of(tables), m_files, exec);
    }

    /** @throws IllegalArgumentException unless both have the same row keys in the same order, and no column name in common */
    public BufferedDataTable createJoinedTable(BufferedDataTable left, BufferedDataTable right, ExecutionMonitor exec)
            throws CanceledExecutionException {
        return Combination.joined(left, right, exec);
    }

    /** @throws IllegalArgumentException where the number of columns differs, or a type is no super type of the table's */
    public BufferedDataTable createSpecReplacerTable(BufferedDataTable in, DataTableSpec newSpec) {
        DataTableSpec old = in.getDataTableSpec();
        List<String> bad = new ArrayList<>();
        if (old.getNumColumns() != newSpec.getNumColumns()) {
            bad.add(newSpec.getNumColumns() + " columns for " + old.getNumColumns());
        } else {
            for (int i = 0; i < old.getNumColumns(); i++) {
                if (!newSpec.getColumnSpec(i)
                        .getType()
                        .isASuperTypeOf(old.getColumnSpec(i).getType())) {
                    bad.add(newSpec.getColumnSpec(i) + " for " + old.getColumnSpec(i));
                }
            }
        }
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException("The new spec does not fit the table: " + String.join(", ", bad) + ".");
        }
        return Tables.create(newSpec, Tables.rows(in));
    }

    /** Gives back the memory or the file of a table that only this node used. */
    public void clearTable(BufferedDataTable table) {
        Tables.rows(table).release();
    }
}
