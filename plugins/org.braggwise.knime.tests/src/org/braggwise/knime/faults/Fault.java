// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import java.util.Arrays;
import java.util.function.UnaryOperator;

import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;

/**
 * What can be wrong with an input table. Where one row is broken it is the first; the column is the one that the node works on: CIF text,
 * a pattern, or a probability.
 */
enum Fault {
    /** No rows. */
    EMPTY {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return TestTables.empty(table.getDataTableSpec());
        }
    },
    /** Every cell of every row is missing. */
    ALL_MISSING {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return TestTables.mapped(table, r -> row(r, i -> DataType.getMissingCell()));
        }
    },
    /** The first row alone. */
    ONE_ROW {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return TestTables.table(
                    table.getDataTableSpec(), TestTables.rows(table).subList(0, 1));
        }
    },
    /** The column holds truth values. */
    WRONG_TYPE {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return TestTables.withColumn(table, column, TestTables.column(column, BooleanCell.TYPE));
        }
    },
    /** One point, cell length or probability is not a number. */
    NAN {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return number(table, column, Double.NaN);
        }
    },
    /** One is infinite. */
    INFINITE {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return number(table, column, Double.POSITIVE_INFINITY);
        }
    },
    /** One is below zero. */
    NEGATIVE {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return number(table, column, -5);
        }
    },
    /** The first row's pattern has three points, its CIF ends in the middle of a line. */
    CUT {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return first(
                    table,
                    column,
                    c -> c instanceof StringCell s
                            ? new StringCell(s.getStringValue().substring(0, 170))
                            : TestTables.vector(1, 2, 3));
        }
    },
    /** The first row's class is none that the others or the model have. */
    UNSEEN_CLASS {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return first(table, CLASS, c -> new StringCell("cubist"));
        }
    },
    /** All rows are of one class. */
    ONE_CLASS {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return classes(table, i -> "cubic");
        }
    },
    /** Every row is a class of its own. */
    ONE_SAMPLE_PER_CLASS {
        @Override
        BufferedDataTable in(BufferedDataTable table, String column) {
            return classes(table, i -> "class " + i);
        }
    };

    private static final String CLASS = "Crystal system";

    /** What a cell becomes, by its column. */
    private interface Cells {
        DataCell at(int column);
    }

    /** The class of a row. */
    private interface Names {
        String at(int row);
    }

    abstract BufferedDataTable in(BufferedDataTable table, String column);

    private static DataRow row(DataRow row, Cells cells) {
        var out = new DataCell[row.getNumCells()];
        Arrays.setAll(out, cells::at);
        return new DefaultRow(row.getKey(), out);
    }

    private static BufferedDataTable first(BufferedDataTable table, String column, UnaryOperator<DataCell> change) {
        String key = TestTables.keys(table).get(0);
        return TestTables.with(table, key, column, change.apply(TestTables.cell(table, key, column)));
    }

    private static BufferedDataTable number(BufferedDataTable table, String column, double value) {
        return first(table, column, c -> {
            if (c instanceof StringCell s) {
                return new StringCell(s.getStringValue()
                        .replaceFirst(
                                "_cell_length_a .*", "_cell_length_a " + (Double.isInfinite(value) ? "1e999" : value)));
            }
            if (c instanceof DoubleCell) {
                return new DoubleCell(value);
            }
            double[] y = TestTables.vector(table, TestTables.keys(table).get(0), column);
            y[Samples.POINTS / 2] = value;
            return TestTables.vector(y);
        });
    }

    private static BufferedDataTable classes(BufferedDataTable table, Names names) {
        DataTableSpec spec = table.getDataTableSpec();
        int index = spec.findColumnIndex(CLASS);
        int[] at = new int[1];
        return TestTables.mapped(table, r -> {
            var name = new StringCell(names.at(at[0]++));
            return row(r, i -> i == index ? name : r.getCell(i));
        });
    }
}
