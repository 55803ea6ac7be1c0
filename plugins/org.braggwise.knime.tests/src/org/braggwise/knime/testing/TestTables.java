// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;
import org.knime.core.node.BufferedDataTable;

/** Makes tables and reads them. */
public final class TestTables {

    private TestTables() {
    }

    public static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    public static BufferedDataTable table(final DataTableSpec spec, final List<DataRow> rows) {
        final var container = NodeUnderTest.context().createDataContainer(spec);
        rows.forEach(container::addRowToTable);
        container.close();
        return container.getTable();
    }

    public static BufferedDataTable empty(final DataTableSpec spec) {
        return table(spec, List.of());
    }

    /** @return a table with text columns; each row its key and then its cells, null for a missing one */
    public static BufferedDataTable texts(final List<String> columns, final String[]... rows) {
        final var specs = columns.stream().map(c -> column(c, StringCell.TYPE)).toArray(DataColumnSpec[]::new);
        final List<DataRow> all = new ArrayList<>();
        for (String[] row : rows) {
            final var cells = new DataCell[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = row[i + 1] == null ? DataType.getMissingCell() : new StringCell(row[i + 1]);
            }
            all.add(new DefaultRow(row[0], cells));
        }
        return table(new DataTableSpec(specs), all);
    }

    public static List<DataRow> rows(final BufferedDataTable table) {
        final List<DataRow> rows = new ArrayList<>();
        try (CloseableRowIterator iterator = table.iterator()) {
            iterator.forEachRemaining(rows::add);
        }
        return rows;
    }

    public static List<String> keys(final BufferedDataTable table) {
        return rows(table).stream().map(r -> r.getKey().getString()).toList();
    }

    public static DataRow row(final BufferedDataTable table, final String key) {
        return rows(table).stream().filter(r -> r.getKey().getString().equals(key)).findFirst()
            .orElseThrow(() -> new AssertionError("no row " + key + " in " + keys(table)));
    }

    public static DataCell cell(final BufferedDataTable table, final String key, final String column) {
        final int index = table.getDataTableSpec().findColumnIndex(column);
        if (index < 0) {
            throw new AssertionError("no column " + column + " in " + List.of(table.getDataTableSpec().getColumnNames()));
        }
        return row(table, key).getCell(index);
    }

    public static String text(final BufferedDataTable table, final String key, final String column) {
        return cell(table, key, column).toString();
    }

    public static double number(final BufferedDataTable table, final String key, final String column) {
        return ((org.knime.core.data.DoubleValue)cell(table, key, column)).getDoubleValue();
    }

    public static double[] vector(final BufferedDataTable table, final String key, final String column) {
        final var v = (DoubleVectorValue)cell(table, key, column);
        final var values = new double[v.getLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = v.getValue(i);
        }
        return values;
    }

    public static DataCell vector(final double... values) {
        return DoubleVectorCellFactory.createCell(values);
    }

    /** @return a copy with the rows in the opposite order */
    public static BufferedDataTable reversed(final BufferedDataTable table) {
        final List<DataRow> rows = rows(table);
        Collections.reverse(rows);
        return table(table.getDataTableSpec(), rows);
    }

    /** @return a copy whose row has another cell */
    public static BufferedDataTable with(final BufferedDataTable table, final String key, final String column, final DataCell cell) {
        final int index = table.getDataTableSpec().findColumnIndex(column);
        return mapped(table, row -> {
            if (!row.getKey().getString().equals(key)) {
                return row;
            }
            final var cells = new DataCell[row.getNumCells()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = i == index ? cell : row.getCell(i);
            }
            return new DefaultRow(row.getKey(), cells);
        });
    }

    /** @return a copy with other rows; null leaves a row out */
    public static BufferedDataTable mapped(final BufferedDataTable table, final UnaryOperator<DataRow> map) {
        return table(table.getDataTableSpec(), rows(table).stream().map(map).filter(r -> r != null).toList());
    }

    /** @return a copy whose column has another spec (type, name or properties); its cells become missing where the type changes */
    public static BufferedDataTable withColumn(final BufferedDataTable table, final String column, final DataColumnSpec spec) {
        final DataTableSpec old = table.getDataTableSpec();
        final int index = old.findColumnIndex(column);
        final var specs = new DataColumnSpec[old.getNumColumns()];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = i == index ? spec : old.getColumnSpec(i);
        }
        final boolean same = spec.getType().equals(old.getColumnSpec(index).getType());
        final List<DataRow> rows = new ArrayList<>();
        for (DataRow row : rows(table)) {
            final var cells = new DataCell[specs.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = i == index && !same ? DataType.getMissingCell() : row.getCell(i);
            }
            rows.add(new DefaultRow(row.getKey(), cells));
        }
        return table(new DataTableSpec(specs), rows);
    }

    /** @return rows as texts by key: to compare tables whatever the order of their rows */
    public static java.util.Map<String, String> byKey(final BufferedDataTable table) {
        final var texts = new java.util.TreeMap<String, String>();
        for (DataRow row : rows(table)) {
            final var text = new StringBuilder();
            for (DataCell cell : row) {
                text.append(cell instanceof DoubleVectorValue ? java.util.Arrays.toString(values(cell)) : cell.toString()).append(" | ");
            }
            texts.put(row.getKey().getString(), text.toString());
        }
        return texts;
    }

    private static double[] values(final DataCell cell) {
        final var v = (DoubleVectorValue)cell;
        final var values = new double[v.getLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = v.getValue(i);
        }
        return values;
    }
}
