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

    private TestTables() {}

    public static DataColumnSpec column(String name, DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    public static BufferedDataTable table(DataTableSpec spec, List<DataRow> rows) {
        var container = NodeUnderTest.context().createDataContainer(spec);
        rows.forEach(container::addRowToTable);
        container.close();
        return container.getTable();
    }

    public static BufferedDataTable empty(DataTableSpec spec) {
        return table(spec, List.of());
    }

    /** @return a table with text columns; each row its key and then its cells, null for a missing one */
    public static BufferedDataTable texts(List<String> columns, String[]... rows) {
        var specs = columns.stream().map(c -> column(c, StringCell.TYPE)).toArray(DataColumnSpec[]::new);
        List<DataRow> all = new ArrayList<>();
        for (String[] row : rows) {
            var cells = new DataCell[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = row[i + 1] == null ? DataType.getMissingCell() : new StringCell(row[i + 1]);
            }
            all.add(new DefaultRow(row[0], cells));
        }
        return table(new DataTableSpec(specs), all);
    }

    public static List<DataRow> rows(BufferedDataTable table) {
        List<DataRow> rows = new ArrayList<>();
        try (CloseableRowIterator iterator = table.iterator()) {
            iterator.forEachRemaining(rows::add);
        }
        return rows;
    }

    public static List<String> keys(BufferedDataTable table) {
        return rows(table).stream().map(r -> r.getKey().getString()).toList();
    }

    public static DataRow row(BufferedDataTable table, String key) {
        return rows(table).stream()
                .filter(r -> r.getKey().getString().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + key + " in " + keys(table)));
    }

    public static DataCell cell(BufferedDataTable table, String key, String column) {
        int index = table.getDataTableSpec().findColumnIndex(column);
        if (index < 0) {
            throw new AssertionError("no column " + column + " in "
                    + List.of(table.getDataTableSpec().getColumnNames()));
        }
        return row(table, key).getCell(index);
    }

    public static String text(BufferedDataTable table, String key, String column) {
        return cell(table, key, column).toString();
    }

    public static double number(BufferedDataTable table, String key, String column) {
        return ((org.knime.core.data.DoubleValue) cell(table, key, column)).getDoubleValue();
    }

    public static double[] vector(BufferedDataTable table, String key, String column) {
        var v = (DoubleVectorValue) cell(table, key, column);
        var values = new double[v.getLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = v.getValue(i);
        }
        return values;
    }

    public static DataCell vector(double... values) {
        return DoubleVectorCellFactory.createCell(values);
    }

    /** @return a copy of the first rows */
    public static BufferedDataTable first(BufferedDataTable table, int count) {
        return table(table.getDataTableSpec(), rows(table).subList(0, count));
    }

    /** @return a copy with the rows in the opposite order */
    public static BufferedDataTable reversed(BufferedDataTable table) {
        List<DataRow> rows = rows(table);
        Collections.reverse(rows);
        return table(table.getDataTableSpec(), rows);
    }

    /** @return a copy whose row has another cell */
    public static BufferedDataTable with(BufferedDataTable table, String key, String column, DataCell cell) {
        int index = table.getDataTableSpec().findColumnIndex(column);
        return mapped(table, row -> {
            if (!row.getKey().getString().equals(key)) {
                return row;
            }
            var cells = new DataCell[row.getNumCells()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = i == index ? cell : row.getCell(i);
            }
            return new DefaultRow(row.getKey(), cells);
        });
    }

    /** @return a copy with other rows; null leaves a row out */
    public static BufferedDataTable mapped(BufferedDataTable table, UnaryOperator<DataRow> map) {
        return table(
                table.getDataTableSpec(),
                rows(table).stream().map(map).filter(r -> r != null).toList());
    }

    /** @return a copy whose column has another spec (type, name or properties); its cells become missing where the type changes */
    public static BufferedDataTable withColumn(BufferedDataTable table, String column, DataColumnSpec spec) {
        DataTableSpec old = table.getDataTableSpec();
        int index = old.findColumnIndex(column);
        var specs = new DataColumnSpec[old.getNumColumns()];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = i == index ? spec : old.getColumnSpec(i);
        }
        boolean same = spec.getType().equals(old.getColumnSpec(index).getType());
        List<DataRow> rows = new ArrayList<>();
        for (DataRow row : rows(table)) {
            var cells = new DataCell[specs.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = i == index && !same ? DataType.getMissingCell() : row.getCell(i);
            }
            rows.add(new DefaultRow(row.getKey(), cells));
        }
        return table(new DataTableSpec(specs), rows);
    }

    /** @return rows as texts by key: to compare tables whatever the order of their rows */
    public static java.util.Map<String, String> byKey(BufferedDataTable table) {
        var texts = new java.util.TreeMap<String, String>();
        for (DataRow row : rows(table)) {
            var text = new StringBuilder();
            for (DataCell cell : row) {
                text.append(
                                cell instanceof DoubleVectorValue
                                        ? java.util.Arrays.toString(values(cell))
                                        : cell.toString())
                        .append(" | ");
            }
            texts.put(row.getKey().getString(), text.toString());
        }
        return texts;
    }

    private static double[] values(DataCell cell) {
        var v = (DoubleVectorValue) cell;
        var values = new double[v.getLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = v.getValue(i);
        }
        return values;
    }
}
