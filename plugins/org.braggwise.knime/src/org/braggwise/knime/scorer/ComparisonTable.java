// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.UniqueKeys;
import org.braggwise.knime.scorer.Measures.Measure;
import org.braggwise.learning.evaluation.Interval;
import org.braggwise.learning.evaluation.PairedDifference;
import org.braggwise.learning.evaluation.ScoredRow;
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

/** One row a model: its scores with their intervals, and whether it is better than the first one, row by row. */
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

    private final List<ScoredRow> m_first;
    private final String m_firstName;
    private final BufferedDataContainer m_container;
    private final UniqueKeys m_keys = new UniqueKeys();

    /** @param first what the others are compared with, by its name */
    ComparisonTable(List<ScoredRow> first, String firstName, ExecutionContext exec) {
        m_first = first;
        m_firstName = firstName;
        m_container = exec.createDataContainer(spec());
    }

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

    /** @param rows the model's, in the order of the first's */
    void add(String name, List<ScoredRow> rows, List<Measure> measures) {
        PairedDifference difference = rows == m_first ? null : PairedDifference.of(rows, m_first);
        List<DataCell> cells = new ArrayList<>();
        cells.add(new StringCell(difference == null ? "The others are compared with it." : answer(difference)));
        for (String shown : SHOWN) {
            Measure measure = measures.stream()
                    .filter(m -> m.name().equals(shown))
                    .findFirst()
                    .orElse(new Measure(shown, Double.NaN, Interval.UNKNOWN, ""));
            add(cells, shown, measure.value(), measure.interval());
        }
        add(
                cells,
                ACCURACY,
                difference == null ? Double.NaN : difference.accuracy(),
                difference == null ? Interval.UNKNOWN : difference.accuracyInterval());
        add(
                cells,
                LOSS,
                difference == null ? Double.NaN : difference.loss(),
                difference == null ? Interval.UNKNOWN : difference.lossInterval());
        m_container.addRowToTable(new DefaultRow(m_keys.of(name), cells.toArray(DataCell[]::new)));
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

    /** By the likelihood, which counts confidences too: it tells models apart on fewer rows than the accuracy does. */
    private String answer(PairedDifference d) {
        return d.isClear()
                ? String.format(
                        Locale.ROOT,
                        "%s than %s: the negative log-likelihood is %.2f nats %s [%.2f, %.2f].",
                        d.loss() < 0 ? "Better" : "Worse",
                        m_firstName,
                        Math.abs(d.loss()),
                        d.loss() < 0 ? "smaller" : "larger",
                        d.lossInterval().low(),
                        d.lossInterval().high())
                : String.format(
                        Locale.ROOT,
                        "As good as %s, as far as %d patterns tell: the negative log-likelihood differs by %.2f nats [%.2f, %.2f].",
                        m_firstName,
                        m_first.size(),
                        d.loss(),
                        d.lossInterval().low(),
                        d.lossInterval().high());
    }

    BufferedDataTable close() {
        m_container.close();
        return m_container.getTable();
    }
}
