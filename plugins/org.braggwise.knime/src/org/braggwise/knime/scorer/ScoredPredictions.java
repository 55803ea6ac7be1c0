// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.knime.common.settings.ClassSet;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PredictedClasses;
import org.braggwise.knime.common.table.PredictionColumns;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.posterior.Categorical;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;

/**
 * The rows of a predictor's output that can be scored.
 *
 * @param classes of the model
 * @param keys of the rows
 * @param rows as many
 */
record ScoredPredictions(List<String> classes, List<String> keys, List<ScoredRow> rows) {

    /** @return where the table of an input has the prediction that is scored */
    static PredictedClasses predicted(DataTableSpec spec, UncertaintyScorerParameters p, int input)
            throws InvalidSettingsException {
        return PredictedClasses.require(spec, "input", p.m_classColumn, p.suffix(input));
    }

    /**
     * @param input the table's number, from 0
     * @param problems gets the rows that can't be scored
     */
    static ScoredPredictions read(
            BufferedDataTable table,
            UncertaintyScorerParameters parameters,
            int input,
            ProblemTable problems,
            ExecutionContext exec)
            throws InvalidSettingsException, CanceledExecutionException {
        DataTableSpec spec = table.getDataTableSpec();
        PredictedClasses predicted = predicted(spec, parameters, input);
        List<String> classes = predicted.classes();
        int truthColumn = Columns.requireClass(spec, parameters.m_classColumn);
        int[] columns = predicted.columns();
        int setColumn = predicted.find(spec, PredictionColumns.SET);
        int abstainColumn = predicted.find(spec, PredictionColumns.ABSTAINS);
        List<String> keys = new ArrayList<>();
        List<ScoredRow> rows = new ArrayList<>();
        try (CloseableRowIterator iterator = table.iterator()) {
            while (iterator.hasNext()) {
                DataRow row = iterator.next();
                exec.checkCanceled();
                String truth = Columns.className(row.getCell(truthColumn));
                int label = truth == null ? -1 : classes.indexOf(truth);
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
        return new ScoredPredictions(classes, keys, rows);
    }

    private static Optional<int[]> set(DataRow row, int column, List<String> classes) {
        return column < 0
                ? Optional.empty()
                : ClassSet.read(row.getCell(column)).map(set -> set.stream()
                        .mapToInt(classes::indexOf)
                        .filter(i -> i >= 0)
                        .toArray());
    }

    /** @return those of these rows, in this order, or as many of them as there are */
    ScoredPredictions only(List<String> wanted) {
        Map<String, ScoredRow> byKey = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            byKey.put(keys.get(i), rows.get(i));
        }
        List<String> there = wanted.stream().filter(byKey::containsKey).toList();
        return new ScoredPredictions(
                classes, there, there.stream().map(byKey::get).toList());
    }
}
