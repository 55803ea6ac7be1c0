// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.util.ArrayList;
import java.util.List;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** Several tables made one: one after the other, or side by side. */
public final class Combination {

    private Combination() {}

    /** @return the rows of all tables, with the columns of all; a type that differs becomes the common super type */
    public static BufferedDataTable concatenated(
            List<BufferedDataTable> tables, TableFiles files, ExecutionMonitor exec) throws CanceledExecutionException {
        DataTableSpec spec =
                union(tables.stream().map(BufferedDataTable::getDataTableSpec).toList());
        var builder = new TableBuilder(spec, files);
        long size = tables.stream().mapToLong(BufferedDataTable::size).sum();
        for (BufferedDataTable table : tables) {
            int[] source = spec.stream()
                    .mapToInt(c -> table.getDataTableSpec().findColumnIndex(c.getName()))
                    .toArray();
            try (CloseableRowIterator rows = table.iterator()) {
                while (rows.hasNext()) {
                    exec.checkCanceled();
                    DataRow row = rows.next();
                    DataCell[] cells = new DataCell[source.length];
                    for (int i = 0; i < cells.length; i++) {
                        cells[i] = source[i] < 0 ? DataType.getMissingCell() : row.getCell(source[i]);
                    }
                    builder.add(new DefaultRow(row.getKey(), cells));
                    exec.setProgress((double) builder.size() / size);
                }
            }
        }
        builder.close();
        return builder.table();
    }

    private static DataTableSpec union(List<DataTableSpec> specs) {
        List<DataColumnSpec> columns = new ArrayList<>();
        for (DataTableSpec spec : specs) {
            for (DataColumnSpec c : spec) {
                int at = 0;
                while (at < columns.size() && !columns.get(at).getName().equals(c.getName())) {
                    at++;
                }
                if (at == columns.size()) {
                    columns.add(c);
                } else {
                    var creator = new DataColumnSpecCreator(columns.get(at));
                    creator.setType(DataType.getCommonSuperType(columns.get(at).getType(), c.getType()));
                    columns.set(at, creator.createSpec());
                }
            }
        }
        return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
    }

    /** @return the columns of both tables, nothing copied */
    public static BufferedDataTable joined(BufferedDataTable left, BufferedDataTable right, ExecutionMonitor exec)
            throws CanceledExecutionException {
        DataTableSpec spec = new DataTableSpec(left.getDataTableSpec(), right.getDataTableSpec());
        if (left.size() != right.size()) {
            throw new IllegalArgumentException(
                    "Tables can't be joined, non matching row counts: " + left.size() + " vs. " + right.size());
        }
        try (CloseableRowIterator l = left.iterator();
                CloseableRowIterator r = right.iterator()) {
            for (long i = 0; l.hasNext(); i++) {
                exec.checkCanceled();
                DataRow a = l.next();
                DataRow b = r.next();
                if (!a.getKey().equals(b.getKey())) {
                    throw new IllegalArgumentException(
                            "Tables contain non-matching rows or are sorted differently, keys in row " + i
                                    + " do not match: \"" + a.getKey() + "\" vs. \"" + b.getKey() + "\"");
                }
            }
        }
        int n = left.getDataTableSpec().getNumColumns();
        int[] source = new int[spec.getNumColumns()];
        for (int i = 0; i < source.length; i++) {
            source[i] = i < n ? i : n - 1 - i;
        }
        return Tables.create(spec, new JoinedRows(Tables.rows(left), Tables.rows(right), source));
    }

    /** Neither side belongs to the joined table. */
    private static final class JoinedRows implements RowStore {

        private final RearrangedRows m_rows;

        JoinedRows(RowStore left, RowStore right, int[] source) {
            m_rows = new RearrangedRows(left, right, source);
        }

        @Override
        public long size() {
            return m_rows.size();
        }

        @Override
        public CloseableRowIterator iterator() {
            return m_rows.iterator();
        }

        @Override
        public void release() {
            // both sides go with their own tables
        }
    }
}
