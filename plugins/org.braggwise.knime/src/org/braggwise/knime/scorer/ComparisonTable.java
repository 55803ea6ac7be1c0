// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.UniqueKeys;
import org.braggwise.knime.scorer.Measures.Measure;
import org.braggwise.learning.evaluation.Interval;
import org.braggwise.learning.evaluation.PairedDifference;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/** One row for each model: its scores with their intervals, and whether it is better than the first one, row by row. */
final class ComparisonTable {

    /** Of {@link Measures}, those that a choice is made by. */
    private static final List<String> SHOWN = List.of(
            "Patterns",
            "Accuracy",
            "Negative log-likelihood",
            "ECE",
            "ECE by chance",
            "Error detection AUROC",
            "Accuracy of the 80 % most certain",
            "Conformal coverage",
            "Conformal set size");

    private static final String ACCURACY = "Accuracy less the first's";
    private static final String LOSS = "Negative log-likelihood less the first's";

    private ComparisonTable() {}

    static DataTableSpec spec() {
        List<DataColumnSpec> columns = new ArrayList<>();
        columns.add(Columns.column("Answer", StringCell.TYPE));
        SHOWN.forEach(name -> addWithInterval(columns, name));
        addWithInterval(columns, ACCURACY);
        addWithInterval(columns, LOSS);
        return new DataTableSpec("Comparison", columns.toArray(DataColumnSpec[]::new));
    }

    private static void addWithInterval(List<DataColumnSpec> columns, String name) {
        columns.add(Columns.column(name, DoubleCell.TYPE));
        if (hasInterval(name)) {
            columns.add(Columns.column(name + ", low (95 %)", DoubleCell.TYPE));
            columns.add(Columns.column(name + ", high (95 %)", DoubleCell.TYPE));
        }
    }

    private static boolean hasInterval(String name) {
        return !name.equals("Patterns") && !name.equals("ECE by chance");
    }

    /** @param models the first is what the others are compared with */
    static BufferedDataTable of(List<ScoredModel> models, ExecutionContext exec) {
        BufferedDataContainer container = exec.createDataContainer(spec());
        UniqueKeys keys = new UniqueKeys();
        for (ScoredModel model : models) {
            container.addRowToTable(new DefaultRow(
                    keys.of(model.name()), cells(model, models.get(0).name()).toArray(DataCell[]::new)));
        }
        container.close();
        return container.getTable();
    }

    private static List<DataCell> cells(ScoredModel model, String first) {
        List<DataCell> cells = new ArrayList<>();
        cells.add(new StringCell(model.answer(first)));
        for (String shown : SHOWN) {
            Measure measure = model.measures().stream()
                    .filter(m -> m.name().equals(shown))
                    .findFirst()
                    .orElse(new Measure(shown, Double.NaN, Interval.UNKNOWN, ""));
            add(cells, shown, measure.value(), measure.interval());
        }
        Optional<PairedDifference> d = model.difference();
        add(
                cells,
                ACCURACY,
                d.map(PairedDifference::accuracy).orElse(Double.NaN),
                d.map(PairedDifference::accuracyInterval).orElse(Interval.UNKNOWN));
        add(
                cells,
                LOSS,
                d.map(PairedDifference::loss).orElse(Double.NaN),
                d.map(PairedDifference::lossInterval).orElse(Interval.UNKNOWN));
        return cells;
    }

    private static void add(List<DataCell> cells, String name, double value, Interval interval) {
        cells.add(number(value));
        if (hasInterval(name)) {
            cells.add(number(interval.low()));
            cells.add(number(interval.high()));
        }
    }

    private static DataCell number(double value) {
        return Double.isNaN(value) ? DataType.getMissingCell() : new DoubleCell(value);
    }
}
