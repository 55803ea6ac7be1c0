// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;

/**
 * The first rows of a table, as much of them as a reader takes in. Vectors come first: their curves are what the eye looks for, and
 * they would be lost at the end of a wide table.
 *
 * @param columns names
 * @param order the columns' places in the table
 * @param rows cells, the row key first
 */
public record TablePreview(List<String> columns, List<Integer> order, List<List<Cell>> rows) {

    /** Rows that are kept. */
    public static final int ROWS = 20;

    /** Columns that are kept. */
    public static final int COLUMNS = 16;

    private static final int TEXT = 160;
    private static final int POINTS = 200;

    /**
     * One cell.
     *
     * @param text shortened; null: missing
     * @param number whether it is a number
     * @param curve a vector's shape: the largest value of each of at most 200 stretches; null: no vector
     */
    public record Cell(String text, boolean number, double[] curve) {}

    /** @return a preview without rows */
    static TablePreview of(DataTableSpec spec) {
        List<Integer> order = IntStream.range(0, spec.getNumColumns())
                .boxed()
                .sorted(Comparator.comparing(
                        i -> !spec.getColumnSpec(i).getType().isCompatible(DoubleVectorValue.class)))
                .limit(COLUMNS)
                .toList();
        return new TablePreview(
                order.stream()
                        .map(spec::getColumnSpec)
                        .map(DataColumnSpec::getName)
                        .toList(),
                order,
                new ArrayList<>());
    }

    /** Takes the row in if there is room. */
    void add(DataRow row) {
        if (rows.size() >= ROWS) {
            return;
        }
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(row.getKey().getString(), false, null));
        for (int i : order) {
            cells.add(cell(row.getCell(i)));
        }
        rows.add(cells);
    }

    private static Cell cell(DataCell cell) {
        if (cell.isMissing()) {
            return new Cell(null, false, null);
        }
        if (cell instanceof DoubleVectorValue vector) {
            return new Cell(vector.getLength() + " points", false, curve(vector));
        }
        if (cell instanceof DoubleValue number && !(cell instanceof IntValue) && !(cell instanceof LongValue)) {
            return new Cell(SignificantDigits.six(number.getDoubleValue()), true, null);
        }
        String text = CellText.of(cell);
        return new Cell(text.length() > TEXT ? text.substring(0, TEXT) + "…" : text, cell instanceof DoubleValue, null);
    }

    /** The maximum of each stretch: a mean would lose the peaks, which are what a diffraction pattern is about. */
    private static double[] curve(DoubleVectorValue vector) {
        int n = vector.getLength();
        double[] curve = new double[Math.min(n, POINTS)];
        for (int i = 0; i < curve.length; i++) {
            double top = Double.NaN;
            for (int j = (int) ((long) i * n / curve.length); j < (int) ((long) (i + 1) * n / curve.length); j++) {
                double value = vector.getValue(j);
                if (!(value <= top)) {
                    top = value;
                }
            }
            curve[i] = top;
        }
        return curve;
    }
}
