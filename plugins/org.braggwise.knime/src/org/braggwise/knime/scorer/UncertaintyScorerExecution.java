// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.scorer.Measures.Measure;
import org.braggwise.learning.evaluation.Evaluation;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
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
        DataTableSpec[] specs = in.getInTableSpecs();
        DataTableSpec scores = specs.length == 1 ? SCORES : ComparisonTable.spec();
        List<String> classes = null;
        for (int i = 0; i < specs.length; i++) {
            if (specs[i] == null) {
                out.setOutSpecs(scores, null, ProblemTable.SPEC);
                return;
            }
            Columns.requireClass(specs[i], p.m_classColumn);
            List<String> own = ScoredPredictions.predicted(specs[i], p, i).classes();
            classes = i == 0 ? own : classes;
            requireSame(classes, own);
        }
        out.setOutSpecs(scores, confusionSpec(classes), ProblemTable.SPEC);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        UncertaintyScorerParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        var problems = new ProblemTable(exec);
        List<ScoredPredictions> predictions = new ArrayList<>();
        try {
            for (BufferedDataTable table : in.getInTables()) {
                predictions.add(ScoredPredictions.read(table, p, predictions.size(), problems, exec));
                requireSame(
                        predictions.get(0).classes(),
                        predictions.get(predictions.size() - 1).classes());
            }
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        predictions = ofTheSameRows(predictions, p, problems);
        ScoredPredictions first = predictions.get(0);
        if (Arrays.stream(in.getInTables()).anyMatch(t -> t.size() == 0)) {
            out.setOutData(0, empty(predictions.size() == 1 ? SCORES : ComparisonTable.spec(), exec));
            out.setOutData(1, empty(confusionSpec(first.classes()), exec));
            out.setOutData(2, problems.close());
            out.setInternalData(ViewPayload.store(UncertaintyView.nothing(first.classes(), p.m_classColumn), exec));
            out.setWarningMessage("The table of predictions is empty: nothing was scored.");
            return;
        }
        if (first.rows().isEmpty()) {
            throw new KNIMEException("No row can be scored: each of "
                    + in.getInTable(0).size() + " rows has an error, the first: " + problems.first() + ".");
        }
        List<ScoredModel> models = new ArrayList<>();
        for (ScoredPredictions of : predictions) {
            models.add(ScoredModel.of(p.name(models.size()), of, models.isEmpty() ? null : models.get(0), p.m_bins));
        }
        out.setOutData(
                0, models.size() == 1 ? scores(models.get(0).measures(), exec) : ComparisonTable.of(models, exec));
        out.setOutData(1, confusion(models.get(0).evaluation(), exec));
        out.setOutData(2, problems.close());
        out.setInternalData(ViewPayload.store(UncertaintyView.payload(models, p.m_classColumn), exec));
        String warning = problems.warning();
        if (warning != null) {
            out.setWarningMessage(warning);
        }
    }

    private static BufferedDataTable empty(DataTableSpec spec, ExecutionContext exec) {
        var container = exec.createDataContainer(spec);
        container.close();
        return container.getTable();
    }

    private static void requireSame(List<String> first, List<String> other) throws InvalidSettingsException {
        if (!first.equals(other)) {
            throw new InvalidSettingsException("The predictions that are compared know other classes: "
                    + String.join(", ", first) + " against " + String.join(", ", other)
                    + ". Train the models on patterns of the same classes.");
        }
    }

    /** What is compared must be compared on the same rows; the others are problems. */
    private static List<ScoredPredictions> ofTheSameRows(
            List<ScoredPredictions> models, UncertaintyScorerParameters p, ProblemTable problems) {
        List<String> common = new ArrayList<>(models.get(0).keys());
        Map<String, Integer> first = labels(models.get(0));
        List<String> classes = models.get(0).classes();
        for (int i = 1; i < models.size(); i++) {
            Map<String, Integer> own = labels(models.get(i));
            for (String key : common) {
                if (!own.containsKey(key)) {
                    problems.addRowError(
                            new RowKey(key), "same rows", "no prediction of " + p.name(i), "one of every model");
                } else if (!own.get(key).equals(first.get(key))) {
                    problems.addRowError(
                            new RowKey(key),
                            "same rows",
                            "the true class " + classes.get(first.get(key)) + ", for " + p.name(i) + " "
                                    + classes.get(own.get(key)),
                            "the same pattern for every model");
                }
            }
            common.removeIf(key -> !first.get(key).equals(own.get(key)));
        }
        return models.stream().map(m -> m.only(common)).toList();
    }

    private static Map<String, Integer> labels(ScoredPredictions predictions) {
        Map<String, Integer> labels = new HashMap<>();
        for (int r = 0; r < predictions.keys().size(); r++) {
            labels.put(predictions.keys().get(r), predictions.rows().get(r).label());
        }
        return labels;
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
