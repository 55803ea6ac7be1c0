// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.synthesizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.synthesis.LeakageException;
import org.braggwise.diffraction.synthesis.LedgerEntry;
import org.braggwise.diffraction.synthesis.PatternMixer;
import org.braggwise.diffraction.synthesis.SynthesisPlan;
import org.braggwise.diffraction.synthesis.SynthesisSettings;
import org.braggwise.diffraction.synthesis.Synthesizer;
import org.braggwise.knime.common.execution.PatternMemory;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.HowSimulated;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
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

/** What the RSS/VSS Synthesizer does. */
final class SynthesizerExecution {

    private static final DataTableSpec LEDGER = new DataTableSpec(
            "Ledger",
            Columns.column("Split", StringCell.TYPE),
            Columns.column("Kind", StringCell.TYPE),
            Columns.column("Class", StringCell.TYPE),
            Columns.column("Real row", StringCell.TYPE),
            Columns.column("Virtual row", StringCell.TYPE),
            Columns.column("Epsilon", DoubleCell.TYPE),
            Columns.column("Proportion", DoubleCell.TYPE));

    private static final DataTableSpec CLASSES = new DataTableSpec(
            "Classes",
            Columns.column("Real patterns", IntCell.TYPE),
            Columns.column("Virtual patterns", IntCell.TYPE),
            Columns.column("Test", IntCell.TYPE),
            Columns.column("Validation", IntCell.TYPE),
            Columns.column("Real for training", IntCell.TYPE),
            Columns.column("Virtual for training", IntCell.TYPE),
            Columns.column("Outcome", StringCell.TYPE));

    private SynthesizerExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        SynthesizerParameters p = in.getParameters();
        DataTableSpec real = in.getInTableSpec(0);
        DataTableSpec virtual = in.getInTableSpec(1);
        if (real == null || virtual == null) {
            out.setOutSpecs(null, null, null, LEDGER, CLASSES);
            return;
        }
        PatternSpace space = space(real, virtual, p);
        DataTableSpec held = heldOutSpec(real, virtual, p, space);
        out.setOutSpecs(trainingSpec(real, p, space), held, held, LEDGER, CLASSES);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        SynthesizerParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable realTable = in.getInTable(0);
        BufferedDataTable virtualTable = in.getInTable(1);
        Seed seed = Seed.of(p.m_seed);
        SynthesisSettings settings;
        PatternSpace space;
        DataTableSpec held;
        try {
            settings = p.settings(seed.value());
            space = space(realTable.getDataTableSpec(), virtualTable.getDataTableSpec(), p);
            held = heldOutSpec(realTable.getDataTableSpec(), virtualTable.getDataTableSpec(), p, space);
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        PatternMemory.check("real and virtual", space.grid().points(), realTable, virtualTable);
        List<String> skipped = new ArrayList<>();
        var real = new PatternStore(realTable, "real", p, space.grid().points(), skipped, exec.createSubProgress(0.1));
        var virtual = new PatternStore(
                virtualTable, "virtual", p, space.grid().points(), skipped, exec.createSubProgress(0.3));
        SynthesisPlan plan;
        try {
            plan = new Synthesizer(settings).plan(real.rows(), virtual.rows());
        } catch (LeakageException | IllegalArgumentException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        double step = space.grid().stepDeg();
        var rows = new Rows(real, virtual, new PatternMixer(settings.normalisation()), step);
        var view = new PatternsView("Training patterns", space);
        out.setOutData(
                0,
                training(
                        plan.training(),
                        rows,
                        trainingSpec(realTable.getDataTableSpec(), p, space),
                        p,
                        view,
                        exec.createSubExecutionContext(0.4)));
        var heldOut = new HeldOutRows(rows, realTable, virtualTable, held, p);
        out.setOutData(1, heldOut.table(plan.validation(), exec.createSubExecutionContext(0.1)));
        out.setOutData(2, heldOut.table(plan.test(), exec.createSubExecutionContext(0.1)));
        out.setOutData(3, ledger(plan, real, virtual, exec));
        out.setOutData(4, classes(plan, exec));
        out.setInternalData(ViewPayload.store(view.payload(), exec));
        warn(plan, p.m_testShare > 0, skipped, seed, out);
    }

    /** Of thousands only the first are named: the last output has them all. */
    private static final int NAMED = 10;

    private static void warn(SynthesisPlan plan, boolean tests, List<String> skipped, Seed seed, ExecuteOutput out) {
        List<String> messages = new ArrayList<>();
        if (tests && plan.test().isEmpty()) {
            messages.add(
                    "Nothing is held out for the test, since no class has compounds enough: how right a model is can't be said.");
        }
        List<String> dropped = plan.classes().stream()
                .filter(c -> c.outcome().dropped())
                .map(c -> c.label() + " (" + c.words() + ")")
                .toList();
        if (!dropped.isEmpty()) {
            messages.add("Classes left out: " + String.join(", ", dropped.subList(0, Math.min(NAMED, dropped.size())))
                    + (dropped.size() > NAMED ? " and " + (dropped.size() - NAMED) + " more" : "") + ".");
        }
        if (!plan.joined().isEmpty()) {
            messages.add(
                    plan.joined().size() + " group(s) of compounds share patterns and were taken as one, the first: "
                            + plan.joined().get(0) + ".");
        }
        if (!skipped.isEmpty()) {
            messages.add(skipped.size() + " row(s) left out, the first: " + skipped.get(0) + ".");
        }
        messages.add(seed.note());
        Warnings.set(out, messages.toArray(String[]::new));
    }

    private static PatternSpace space(DataTableSpec real, DataTableSpec virtual, SynthesizerParameters p)
            throws InvalidSettingsException {
        PatternSpace r = PatternColumn.requireSpace(real, Columns.requirePattern(real, p.m_patternColumn));
        PatternSpace v = PatternColumn.requireSpace(virtual, Columns.requirePattern(virtual, p.m_patternColumn));
        PatternColumn.requireSame(r, "the table of real patterns", v, "the table of virtual patterns");
        for (DataTableSpec spec : List.of(real, virtual)) {
            Columns.requireClass(spec, p.m_classColumn);
            Columns.require(spec, p.m_compoundColumn, "compound", StringValue.class);
        }
        List<String> names = List.of(p.m_patternColumn, p.m_classColumn, p.m_compoundColumn, "Kind", "Proportion");
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidSettingsException(
                    "The columns of pattern, class and compound are " + String.join(", ", names.subList(0, 3))
                            + "; expected three different ones, none of them named Kind or Proportion: the training table has columns of these names.");
        }
        DataType realType = real.getColumnSpec(p.m_classColumn).getType();
        DataType virtualType = virtual.getColumnSpec(p.m_classColumn).getType();
        if (!realType.equals(virtualType)) {
            throw new InvalidSettingsException("The class column \"" + p.m_classColumn + "\" is of type "
                    + realType.getName() + " in the table of real patterns and " + virtualType.getName()
                    + " in that of virtual ones: convert one of them.");
        }
        return r.withNormalisation(Normalisation.MAXIMUM_1);
    }

    private static DataTableSpec trainingSpec(DataTableSpec real, SynthesizerParameters p, PatternSpace space) {
        return new DataTableSpec(
                "Training",
                PatternColumn.spec(p.m_patternColumn, space),
                Columns.column(p.m_classColumn, Columns.classType(real, real.findColumnIndex(p.m_classColumn))),
                Columns.column(p.m_compoundColumn, StringCell.TYPE),
                Columns.column("Kind", StringCell.TYPE),
                Columns.column("Proportion", DoubleCell.TYPE));
    }

    /** Held-out rows are rows of the real table, or virtual ones where their class is: lines of one shape where both say the same. */
    private static DataTableSpec heldOutSpec(
            DataTableSpec real, DataTableSpec virtual, SynthesizerParameters p, PatternSpace space)
            throws InvalidSettingsException {
        Optional<HowSimulated> ofReal = PatternColumn.simulated(real.getColumnSpec(p.m_patternColumn));
        Optional<HowSimulated> ofVirtual = PatternColumn.simulated(virtual.getColumnSpec(p.m_patternColumn));
        Optional<HowSimulated> both = ofReal.equals(ofVirtual) ? ofReal : Optional.empty();
        var columns = new DataColumnSpec[real.getNumColumns()];
        for (int i = 0; i < columns.length; i++) {
            DataColumnSpec c = real.getColumnSpec(i);
            columns[i] = c.getName().equals(p.m_patternColumn) ? PatternColumn.spec(c.getName(), space, both) : c;
        }
        return new DataTableSpec("Held out", columns);
    }

    /** Makes the pattern of a ledger entry. */
    private record Rows(PatternStore real, PatternStore virtual, PatternMixer mixer, double stepDeg) {
        double[] pattern(LedgerEntry e) {
            return mixer.row(e, real.pattern(e.realIndex()), virtual.pattern(e.virtualIndex()), stepDeg);
        }

        String compound(LedgerEntry e) {
            return e.realIndex() >= 0
                    ? real.rows().get(e.realIndex()).group()
                    : virtual.rows().get(e.virtualIndex()).group();
        }
    }

    private static BufferedDataTable training(
            List<LedgerEntry> entries,
            Rows rows,
            DataTableSpec spec,
            SynthesizerParameters p,
            PatternsView view,
            ExecutionContext exec)
            throws CanceledExecutionException {
        DataType classes = spec.getColumnSpec(p.m_classColumn).getType();
        var container = exec.createDataContainer(spec);
        int done = 0;
        for (LedgerEntry e : entries) {
            exec.checkCanceled();
            exec.setProgress((double) ++done / entries.size(), "training patterns");
            double[] y = rows.pattern(e);
            DataCell label = Columns.classCell(e.label(), classes);
            String kind = e.kind().word();
            container.addRowToTable(new DefaultRow(
                    new RowKey(e.key()),
                    PatternColumn.cell(y),
                    label,
                    new StringCell(rows.compound(e)),
                    new StringCell(kind),
                    new DoubleCell(e.proportion())));
            view.add(kind + " " + e.label(), e.key(), kind, e.label(), y);
        }
        container.close();
        return container.getTable();
    }

    /** Copies the input rows of held-out patterns whole, with the pattern normalised. */
    private static final class HeldOutRows {
        private final Rows m_rows;
        private final BufferedDataTable m_real;
        private final BufferedDataTable m_virtual;
        private final DataTableSpec m_spec;
        private final int m_patternColumn;

        HeldOutRows(
                Rows rows,
                BufferedDataTable real,
                BufferedDataTable virtual,
                DataTableSpec spec,
                SynthesizerParameters p) {
            m_rows = rows;
            m_real = real;
            m_virtual = virtual;
            m_spec = spec;
            m_patternColumn = spec.findColumnIndex(p.m_patternColumn);
        }

        BufferedDataTable table(List<LedgerEntry> entries, ExecutionContext exec) throws CanceledExecutionException {
            Map<Long, LedgerEntry> ofReal = new HashMap<>();
            Map<Long, LedgerEntry> ofVirtual = new HashMap<>();
            for (LedgerEntry e : entries) {
                if (e.realIndex() >= 0) {
                    ofReal.put(m_rows.real.position(e.realIndex()), e);
                } else {
                    ofVirtual.put(m_rows.virtual.position(e.virtualIndex()), e);
                }
            }
            var found = new HashMap<String, DataRow>();
            collect(m_real, ofReal, found, exec);
            collect(m_virtual, ofVirtual, found, exec);
            var container = exec.createDataContainer(m_spec);
            for (LedgerEntry e : entries) {
                container.addRowToTable(found.get(e.key()));
            }
            return OutputTable.of(container, exec);
        }

        private void collect(
                BufferedDataTable table,
                Map<Long, LedgerEntry> wanted,
                Map<String, DataRow> found,
                ExecutionContext exec)
                throws CanceledExecutionException {
            if (wanted.isEmpty()) {
                return;
            }
            int[] from = m_spec.stream()
                    .mapToInt(c -> table.getDataTableSpec().findColumnIndex(c.getName()))
                    .toArray();
            long position = 0;
            try (CloseableRowIterator rows = table.iterator()) {
                while (rows.hasNext()) {
                    exec.checkCanceled();
                    DataRow row = rows.next();
                    LedgerEntry e = wanted.get(position++);
                    if (e == null) {
                        continue;
                    }
                    var cells = new DataCell[from.length];
                    for (int i = 0; i < cells.length; i++) {
                        boolean fits = from[i] >= 0
                                && m_spec.getColumnSpec(i)
                                        .getType()
                                        .isASuperTypeOf(row.getCell(from[i]).getType());
                        cells[i] = fits ? row.getCell(from[i]) : DataType.getMissingCell();
                    }
                    cells[m_patternColumn] = PatternColumn.cell(m_rows.pattern(e));
                    found.put(e.key(), new DefaultRow(new RowKey(e.key()), cells));
                }
            }
        }
    }

    private static BufferedDataTable ledger(
            SynthesisPlan plan, PatternStore real, PatternStore virtual, ExecutionContext exec) {
        var container = exec.createDataContainer(LEDGER);
        for (List<LedgerEntry> entries : List.of(plan.training(), plan.validation(), plan.test())) {
            for (LedgerEntry e : entries) {
                container.addRowToTable(new DefaultRow(
                        new RowKey(e.key()),
                        new StringCell(e.split().name().toLowerCase(Locale.ROOT)),
                        new StringCell(e.kind().word()),
                        new StringCell(e.label()),
                        key(real, e.realIndex()),
                        key(virtual, e.virtualIndex()),
                        e.epsilon() > 0 ? new DoubleCell(e.epsilon()) : DataType.getMissingCell(),
                        new DoubleCell(e.proportion())));
            }
        }
        container.close();
        return container.getTable();
    }

    private static DataCell key(PatternStore store, int index) {
        return index < 0
                ? DataType.getMissingCell()
                : new StringCell(store.rows().get(index).key());
    }

    private static BufferedDataTable classes(SynthesisPlan plan, ExecutionContext exec) {
        var container = exec.createDataContainer(CLASSES);
        for (SynthesisPlan.ClassReport c : plan.classes()) {
            container.addRowToTable(new DefaultRow(
                    new RowKey(c.label()),
                    new IntCell(c.realRows()),
                    new IntCell(c.virtualRows()),
                    new IntCell(c.testRows()),
                    new IntCell(c.validationRows()),
                    new IntCell(c.trainingReal()),
                    new IntCell(c.trainingVirtual()),
                    new StringCell(c.words())));
        }
        container.close();
        return container.getTable();
    }
}
