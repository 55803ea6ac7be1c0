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

    private Rearrangement() {}

    /** @throws CanceledExecutionException between two rows, after the user cancels */
    public static BufferedDataTable apply(
            BufferedDataTable table, ColumnRearranger rearranger, TableFiles files, ExecutionMonitor exec)
            throws CanceledExecutionException {
        List<RearrangedColumn> columns = RearrangedColumn.of(rearranger);
        Map<CellFactory, Integer> factories = new LinkedHashMap<>();
        List<DataColumnSpec> computed = new ArrayList<>();
        for (RearrangedColumn c : columns) {
            if (!c.isKept() && !factories.containsKey(c.factory())) {
                factories.put(c.factory(), computed.size());
                computed.addAll(List.of(c.factory().getColumnSpecs()));
            }
        }
        int[] source = columns.stream()
                .mapToInt(c -> c.isKept() ? c.inputColumn() : -1 - factories.get(c.factory()) - c.factoryColumn())
                .toArray();
        DataTableSpec spec = rearranger.createSpec();
        if (factories.isEmpty()) {
            exec.setProgress(1);
            return Tables.create(spec, new RearrangedRows(Tables.rows(table), null, source));
        }
        BufferedDataTable added = compute(table, List.copyOf(factories.keySet()), computed, files, exec);
        DataColumnSpec[] specs = spec.stream().toArray(DataColumnSpec[]::new);
        for (int i = 0; i < specs.length; i++) {
            if (source[i] < 0) {
                specs[i] = renamed(added.getDataTableSpec().getColumnSpec(-1 - source[i]), specs[i].getName());
            }
        }
        return Tables.create(
                new DataTableSpec(spec.getName(), specs),
                new RearrangedRows(Tables.rows(table), Tables.rows(added), source));
    }

    private static DataColumnSpec renamed(DataColumnSpec spec, String name) {
        var creator = new org.knime.core.data.DataColumnSpecCreator(spec);
        creator.setName(name);
        return creator.createSpec();
    }

    /** Two factories may make columns of the same name where one of them is not used: the stored ones are named by their number. */
    private static BufferedDataTable compute(
            BufferedDataTable table,
            List<CellFactory> factories,
            List<DataColumnSpec> columns,
            TableFiles files,
            ExecutionMonitor exec)
            throws CanceledExecutionException {
        DataColumnSpec[] numbered = new DataColumnSpec[columns.size()];
        for (int i = 0; i < numbered.length; i++) {
            numbered[i] = renamed(columns.get(i), Integer.toString(i));
        }
        var builder = new TableBuilder(new DataTableSpec(numbered), files);
        long size = table.size();
        long row = 0;
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                DataRow in = rows.next();
                List<DataCell> cells = new ArrayList<>();
                for (CellFactory f : factories) {
                    DataCell[] made = f.getCells(in, row);
                    if (made.length != f.getColumnSpecs().length) {
                        throw new IllegalStateException(
                                "Row \"" + in.getKey() + "\": " + f.getClass().getName() + " made " + made.length
                                        + " cells, expected " + f.getColumnSpecs().length + ".");
                    }
                    cells.addAll(List.of(made));
                }
                builder.add(new DefaultRow(in.getKey(), cells));
                row++;
                long n = row;
                exec.setProgress((double) row / size, () -> "Row " + n + " of " + size);
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
