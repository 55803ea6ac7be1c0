// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.AbstractCellFactory;
import org.knime.core.data.container.CellFactory;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** Applies a column rearranger to a table. */
public final class Rearrangement {

    private Rearrangement() {
    }

    /** @throws CanceledExecutionException between two rows, after the user cancels */
    public static BufferedDataTable apply(final BufferedDataTable table, final ColumnRearranger rearranger, final TableFiles files,
        final ExecutionMonitor exec) throws CanceledExecutionException {
        final List<RearrangedColumn> columns = RearrangedColumn.of(rearranger);
        final Map<CellFactory, Integer> factories = new LinkedHashMap<>();
        final List<DataColumnSpec> computed = new ArrayList<>();
        for (RearrangedColumn c : columns) {
            if (!c.isKept() && !factories.containsKey(c.factory())) {
                factories.put(c.factory(), computed.size());
                computed.addAll(List.of(c.factory().getColumnSpecs()));
            }
        }
        final int[] source = columns.stream()
            .mapToInt(c -> c.isKept() ? c.inputColumn() : -1 - factories.get(c.factory()) - c.factoryColumn()).toArray();
        final DataTableSpec spec = rearranger.createSpec();
        if (factories.isEmpty()) {
            exec.setProgress(1);
            return Tables.create(spec, new RearrangedRows(Tables.rows(table), null, source));
        }
        final BufferedDataTable added = compute(table, List.copyOf(factories.keySet()), computed, files, exec);
        final DataColumnSpec[] specs = spec.stream().toArray(DataColumnSpec[]::new);
        for (int i = 0; i < specs.length; i++) {
            if (source[i] < 0) {
                specs[i] = renamed(added.getDataTableSpec().getColumnSpec(-1 - source[i]), specs[i].getName());
            }
        }
        return Tables.create(new DataTableSpec(spec.getName(), specs),
            new RearrangedRows(Tables.rows(table), Tables.rows(added), source));
    }

    private static DataColumnSpec renamed(final DataColumnSpec spec, final String name) {
        final var creator = new org.knime.core.data.DataColumnSpecCreator(spec);
        creator.setName(name);
        return creator.createSpec();
    }

    /** Two factories may make columns of the same name where one of them is not used: the stored ones are named by their number. */
    private static BufferedDataTable compute(final BufferedDataTable table, final List<CellFactory> factories,
        final List<DataColumnSpec> columns, final TableFiles files, final ExecutionMonitor exec) throws CanceledExecutionException {
        final DataColumnSpec[] numbered = new DataColumnSpec[columns.size()];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = renamed(columns.get(i), Integer.toString(i));
        }
        final var builder = new TableBuilder(new DataTableSpec(numbered), files);
        final long size = table.size();
        long row = 0;
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                final DataRow in = rows.next();
                final List<DataCell> cells = new ArrayList<>();
                for (CellFactory f : factories) {
                    final DataCell[] made = f.getCells(in, row);
                    if (made.length != f.getColumnSpecs().length) {
                        throw new IllegalStateException("Row \"" + in.getKey() + "\": " + f.getClass().getName() + " made " + made.length
                            + " cells, expected " + f.getColumnSpecs().length + ".");
                    }
                    cells.addAll(List.of(made));
                }
                builder.add(new DefaultRow(in.getKey(), cells));
                row++;
                final long n = row;
                exec.setProgress((double)row / size, () -> "Row " + n + " of " + size);
            }
        }
        for (CellFactory f : factories) {
            if (f instanceof AbstractCellFactory a) {
                a.afterProcessing();
            }
        }
        builder.close();
        return builder.table();
    }
}
