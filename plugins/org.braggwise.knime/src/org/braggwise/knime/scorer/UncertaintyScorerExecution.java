// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.PredictionColumns;
import org.braggwise.knime.common.ProblemTable;
import org.braggwise.knime.common.ViewPayload;
import org.braggwise.knime.scorer.Measures.Measure;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.evaluation.Scorer;
import org.braggwise.learning.posterior.Categorical;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the Uncertainty Scorer does. */
final class UncertaintyScorerExecution {

    private static final DataTableSpec SCORES = new DataTableSpec(
            "Scores",
            Columns.column("Value", DoubleCell.TYPE),
            Columns.column("Meaning", StringCell.TYPE),
            Columns.column("Low (95 %)", DoubleCell.TYPE),
            Columns.column("High (95 %)", DoubleCell.TYPE));

    private UncertaintyScorerExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        UncertaintyScorerParameters p = in.getParameters();
        DataTableSpec spec = in.getInTableSpec(0);
        if (spec == null) {
            out.setOutSpecs(SCORES, null, ProblemTable.SPEC);
            return;
        }
        Columns.requireClass(spec, p.m_classColumn);
        out.setOutSpecs(SCORES, confusionSpec(classes(spec)), ProblemTable.SPEC);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        UncertaintyScorerParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        var problems = new ProblemTable(exec);
        List<String> classes;
        List<ScoredRow> rows;
        List<String> keys = new ArrayList<>();
        try {
            classes = classes(table.getDataTableSpec());
            rows = rows(
                    table,
                    classes,
                    Columns.requireClass(table.getDataTableSpec(), p.m_classColumn),
                    keys,
                    problems,
                    exec);
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        if (rows.isEmpty()) {
            throw new KNIMEException("No row can be scored: "
                    + (table.size() == 0
                            ? "the table is empty."
                            : "each of " + table.size() + " rows has an error, the first: " + problems.first() + "."));
        }
        Evaluation e = new Scorer(classes, p.m_bins).score(rows);
        List<Measure> measures = Measures.of(e, rows, p.m_bins);
        out.setOutData(0, scores(measures, exec));
        out.setOutData(1, confusion(e, exec));
        out.setOutData(2, problems.close());
        out.setInternalData(ViewPayload.store(UncertaintyView.payload(e, rows, keys, measures), exec));
        String warning = problems.warning();
        if (warning != null) {
            out.setWarningMessage(warning);
        }
    }

    private static List<String> classes(DataTableSpec spec) throws InvalidSettingsException {
        List<String> classes = PredictionColumns.classes(spec);
        if (classes.isEmpty()) {
            throw new InvalidSettingsException(
                    "The input has no probability columns such as \"P (cubic)\": connect the output of the"
                            + " B-VGGNet Predictor.");
        }
        return classes;
    }

    private static List<ScoredRow> rows(
            BufferedDataTable table,
            List<String> classes,
            int truthColumn,
            List<String> keys,
            ProblemTable problems,
            ExecutionContext exec)
            throws CanceledExecutionException {
        DataTableSpec spec = table.getDataTableSpec();
        int[] columns = classes.stream()
                .mapToInt(c -> spec.findColumnIndex(PredictionColumns.probability(c)))
                .toArray();
        int setColumn = spec.findColumnIndex(PredictionColumns.SET);
        int abstainColumn = spec.findColumnIndex(PredictionColumns.ABSTAINS);
        List<ScoredRow> rows = new ArrayList<>();
        try (CloseableRowIterator iterator = table.iterator()) {
            while (iterator.hasNext()) {
                DataRow row = iterator.next();
                exec.checkCanceled();
                String truth = Columns.className(row.getCell(truthColumn));
                int label = classes.indexOf(truth);
                if (label < 0) {
                    problems.addRowError(
                            row.getKey(),
                            "true class",
                            truth == null ? "a missing or empty cell" : truth,
                            "one of " + String.join(", ", classes));
                    continue;
                }
                double[] p = new double[columns.length];
                for (int i = 0; i < p.length; i++) {
                    p[i] = row.getCell(columns[i]) instanceof DoubleValue d ? d.getDoubleValue() : Double.NaN;
                }
                if (Arrays.stream(p).anyMatch(Double::isNaN)) {
                    problems.addRowError(
                            row.getKey(), "prediction", "a missing probability", "a number for every class");
                    continue;
                }
                try {
                    rows.add(new ScoredRow(
                            label,
                            p,
                            Categorical.entropy(p),
                            set(row, setColumn, classes),
                            abstainColumn >= 0 && !row.getCell(abstainColumn).isMissing()));
                    keys.add(row.getKey().getString());
                } catch (IllegalArgumentException e) {
                    problems.addRowError(row.getKey(), "prediction", e.getMessage(), "probabilities that sum to 1");
                }
            }
        }
        return rows;
    }

    private static Optional<int[]> set(DataRow row, int column, List<String> classes) {
        if (column < 0 || !(row.getCell(column) instanceof CollectionDataValue list)) {
            return Optional.empty();
        }
        return Optional.of(list.stream()
                .mapToInt(c -> c instanceof StringValue s ? classes.indexOf(s.getStringValue()) : -1)
                .filter(i -> i >= 0)
                .toArray());
    }

    private static BufferedDataTable scores(List<Measure> measures, ExecutionContext exec) {
        var container = exec.createDataContainer(SCORES);
        for (Measure m : measures) {
            container.addRowToTable(new DefaultRow(
                    m.name(),
                    number(m.value()),
                    new StringCell(m.meaning()),
                    number(m.interval().low()),
                    number(m.interval().high())));
        }
        container.close();
        return container.getTable();
    }

    private static DataCell number(double value) {
        return Double.isNaN(value) ? DataType.getMissingCell() : new DoubleCell(value);
    }

    private static DataTableSpec confusionSpec(List<String> classes) {
        return new DataTableSpec(
                "Confusion matrix",
                classes.stream().map(c -> Columns.column(c, IntCell.TYPE)).toArray(DataColumnSpec[]::new));
    }

    private static BufferedDataTable confusion(Evaluation e, ExecutionContext exec) {
        var container = exec.createDataContainer(confusionSpec(e.classes()));
        for (int i = 0; i < e.classes().size(); i++) {
            var cells = new DataCell[e.classes().size()];
            for (int j = 0; j < cells.length; j++) {
                cells[j] = new IntCell(e.confusion().count(i, j));
            }
            container.addRowToTable(new DefaultRow(new RowKey(e.classes().get(i)), cells));
        }
        container.close();
        return container.getTable();
    }
}
