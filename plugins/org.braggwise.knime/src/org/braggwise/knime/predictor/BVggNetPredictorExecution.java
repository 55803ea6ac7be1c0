// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.braggwise.knime.common.execution.Cancelling;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.ModelPatterns;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.knime.common.table.Peaks;
import org.braggwise.knime.common.table.PredictionColumns;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionListener;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.braggwise.learning.prediction.TrustWarnings;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the B-VGGNet Predictor does. */
final class BVggNetPredictorExecution {

    /** Rows predicted and written together: memory does not grow with the table. */
    private static final int CHUNK = 256;

    private BVggNetPredictorExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        BVggNetPredictorParameters p = in.getParameters();
        BVggNetModelPortObjectSpec model = in.getInPortSpec(0);
        DataTableSpec spec = in.getInTableSpec(1);
        if (model == null || spec == null) {
            out.setOutSpecs((DataTableSpec) null);
            return;
        }
        patterns(model.input(), spec, p);
        KnownOfRows.formulaColumn(spec, p);
        out.setOutSpecs(model.classes().isEmpty() ? null : outSpec(spec, model, p));
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        BVggNetPredictorParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BVggNetModelPortObject port = in.getInPortObject(0);
        BufferedDataTable table = in.getInTable(1);
        DataTableSpec spec = table.getDataTableSpec();
        ModelPatterns accepted;
        DataTableSpec outSpec;
        KnownOfRows known;
        try {
            accepted = patterns(port.model().input(), spec, p);
            outSpec = outSpec(spec, port.getSpec(), p);
            known = new KnownOfRows(spec, port.model(), p);
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        BufferedDataContainer container = exec.createDataContainer(outSpec);
        var view = new PredictionView(
                port.model(),
                Columns.findClass(spec, port.getSpec().classColumn()),
                spec.findColumnIndex(Peaks.COLUMN));
        Seed seed = Seed.of(p.m_seed);
        PredictionSettings settings = p.settings(seed.value());
        long unanswered = 0;
        String first = null;
        try (Predictor predictor = new Predictor(port.model(), settings);
                CloseableRowIterator rows = table.iterator()) {
            List<DataRow> chunk = new ArrayList<>();
            long done = 0;
            while (rows.hasNext()) {
                chunk.add(rows.next());
                if (chunk.size() < CHUNK && rows.hasNext()) {
                    continue;
                }
                long before = done;
                List<String> problems = new ArrayList<>();
                List<double[]> patterns =
                        read(chunk, accepted, port.model().input().points(), problems);
                List<float[]> inputs =
                        patterns.stream().map(port.model().input()::of).toList();
                List<Prediction> predictions = predict(predictor, chunk, inputs, known, exec, before, table.size());
                for (int i = 0; i < chunk.size(); i++) {
                    Prediction q = predictions.get(i).abstaining(known.tooLittle(chunk.get(i)));
                    String problem = problems.get(i) != null ? problems.get(i) : q.problem();
                    container.addRowToTable(
                            problem == null
                                    ? row(chunk.get(i), q, port.getSpec(), p)
                                    : failed(chunk.get(i), problem, outSpec, p.m_suffix));
                    view.add(chunk.get(i), q, problem, patterns.get(i));
                    if (problem != null && unanswered++ == 0) {
                        first = "row " + chunk.get(i).getKey().getString() + ": " + problem;
                    }
                }
                done += chunk.size();
                chunk.clear();
            }
        } catch (CancellationException e) {
            throw Cancelling.why(exec, e.getMessage());
        }
        out.setOutData(0, OutputTable.of(container, exec));
        String trust = String.join(" ", TrustWarnings.of(port.model(), settings));
        String said = Warnings.sentences(accepted.converted(), trust, known.warning());
        out.setInternalData(ViewPayload.store(view.payload(said), exec));
        String lost =
                unanswered == 0 ? "" : unanswered + " pattern(s) could not be predicted, the first: " + first + ".";
        Warnings.set(out, accepted.converted(), trust, known.warning(), lost, seed.note());
    }

    private static ModelPatterns patterns(ModelInput model, DataTableSpec spec, BVggNetPredictorParameters p)
            throws InvalidSettingsException {
        return new ModelPatterns(model, spec, p.m_patternColumn, "the table of patterns", p.m_otherDomain);
    }

    /** @return patterns; a zero pattern stands in where there is none, and the reason is in problems */
    private static List<double[]> read(List<DataRow> rows, ModelPatterns accepted, int points, List<String> problems) {
        List<double[]> patterns = new ArrayList<>();
        for (DataRow row : rows) {
            double[] pattern = new double[points];
            String problem = null;
            try {
                pattern = accepted.read(row);
            } catch (BadPatternException e) {
                problem = e.getMessage();
            }
            patterns.add(pattern);
            problems.add(problem);
        }
        return patterns;
    }

    private static List<Prediction> predict(
            Predictor predictor,
            List<DataRow> rows,
            List<float[]> patterns,
            KnownOfRows known,
            ExecutionContext exec,
            long before,
            long total) {
        List<boolean[]> allowed = new ArrayList<>();
        rows.forEach(r -> allowed.add(known.allowed(r)));
        return predictor.predict(
                patterns.toArray(float[][]::new),
                rows.stream().map(r -> r.getKey().getString()).toList(),
                allowed,
                new PredictionListener() {
                    @Override
                    public boolean rowsDone(int done, int all) {
                        exec.setProgress(
                                (double) (before + done) / total, () -> before + done + " of " + total + " patterns");
                        return true;
                    }

                    @Override
                    public boolean isCancelled() {
                        return Cancelling.isCancelled(exec);
                    }
                });
    }

    private static DataTableSpec outSpec(
            DataTableSpec in, BVggNetModelPortObjectSpec model, BVggNetPredictorParameters p)
            throws InvalidSettingsException {
        var names = new PredictionColumns(model.classColumn(), p.m_suffix);
        List<DataColumnSpec> more = new ArrayList<>();
        more.add(Columns.column(names.prediction(), model.classType()));
        for (String name : List.of(
                PredictionColumns.CONFIDENCE,
                PredictionColumns.ENTROPY,
                PredictionColumns.EXPECTED_ENTROPY,
                PredictionColumns.MUTUAL_INFORMATION,
                PredictionColumns.STD_DEV,
                PredictionColumns.LOW,
                PredictionColumns.HIGH,
                PredictionColumns.OOD)) {
            more.add(Columns.column(names.named(name), DoubleCell.TYPE));
        }
        more.add(Columns.column(names.named(PredictionColumns.SET), p.m_setAs.type()));
        more.add(Columns.column(names.named(PredictionColumns.SET_SIZE), IntCell.TYPE));
        more.add(Columns.column(names.named(PredictionColumns.ABSTAINS), StringCell.TYPE));
        more.add(Columns.column(names.named(PredictionColumns.TOP), StringCell.TYPE));
        for (String c : model.classes()) {
            more.add(Columns.column(names.probability(c), DoubleCell.TYPE));
        }
        for (DataColumnSpec c : more) {
            if (in.containsName(c.getName())) {
                throw new InvalidSettingsException("The input has a column \"" + c.getName()
                        + "\" already, of another prediction. Give this one another suffix (\"Suffix of the new columns\"), or remove the"
                        + " column with a Column Filter.");
            }
        }
        return new DataTableSpec(Columns.append(in, more.toArray(DataColumnSpec[]::new)));
    }

    /** A row without an answer: the reason stands where an answer that is not to be used has its own. */
    private static DataRow failed(DataRow in, String problem, DataTableSpec out, String suffix) {
        List<DataCell> cells = new ArrayList<>();
        in.forEach(cells::add);
        for (int i = cells.size(); i < out.getNumColumns(); i++) {
            boolean reason = out.getColumnSpec(i).getName().equals(PredictionColumns.ABSTAINS + suffix);
            cells.add(reason ? new StringCell(problem) : DataType.getMissingCell());
        }
        return new DefaultRow(in.getKey(), cells);
    }

    private static DataRow row(
            DataRow in, Prediction q, BVggNetModelPortObjectSpec model, BVggNetPredictorParameters p) {
        List<String> classes = model.classes();
        List<DataCell> cells = new ArrayList<>();
        in.forEach(cells::add);
        cells.add(Columns.classCell(classes.get(q.classIndex()), model.classType()));
        for (double v : new double[] {
            q.confidence(),
            q.predictiveEntropy(),
            q.expectedEntropy(),
            q.mutualInformation(),
            q.stdDev(),
            q.intervalLow(),
            q.intervalHigh(),
            q.oodScore()
        }) {
            cells.add(Double.isNaN(v) ? DataType.getMissingCell() : new DoubleCell(v));
        }
        if (q.conformalSet() == null) {
            cells.add(DataType.getMissingCell());
            cells.add(DataType.getMissingCell());
        } else {
            cells.add(p.m_setAs.cell(
                    Arrays.stream(q.conformalSet()).mapToObj(classes::get).toList()));
            cells.add(new IntCell(q.conformalSet().length));
        }
        cells.add(q.abstainReason() == null ? DataType.getMissingCell() : new StringCell(q.abstainReason()));
        cells.add(new StringCell(Arrays.stream(q.top(p.m_top))
                .mapToObj(c -> classes.get(c) + " " + String.format(Locale.ROOT, "%.3f", q.probabilities()[c]))
                .collect(Collectors.joining(", "))));
        for (double v : q.probabilities()) {
            cells.add(new DoubleCell(v));
        }
        return new DefaultRow(in.getKey(), cells);
    }
}
