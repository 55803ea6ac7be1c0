// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.substitutor;

import java.util.LinkedHashMap;
import java.util.Map;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.substitution.Ion;
import org.braggwise.crystal.substitution.IonTable;
import org.braggwise.crystal.substitution.Refusal;
import org.braggwise.crystal.substitution.TemplateSubstitutor;
import org.braggwise.crystal.substitution.VirtualStructure;
import org.braggwise.knime.common.execution.Cancelling;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.CifCell;
import org.braggwise.knime.common.table.CifCell.BadCifException;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OptionalInput;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.StructureTable;
import org.braggwise.knime.common.table.UniqueKeys;
import org.braggwise.knime.common.view.StructuresView;
import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
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

/** What the CIF Template Substitutor does. */
final class TemplateSubstitutorExecution {

    private static final DataTableSpec STRUCTURES = new DataTableSpec(
            "Virtual structures",
            Columns.append(
                    StructureTable.COLUMNS,
                    Columns.column("Template", StringCell.TYPE),
                    Columns.column("Ions", StringCell.TYPE),
                    Columns.column("Goldschmidt t", DoubleCell.TYPE),
                    Columns.column("Octahedral mu", DoubleCell.TYPE),
                    Columns.column("Bartel tau", DoubleCell.TYPE),
                    Columns.column("Cell scale", DoubleCell.TYPE)));

    private static final DataTableSpec REFUSALS = new DataTableSpec(
            "Refusals",
            Columns.column("Template", StringCell.TYPE),
            Columns.column("Reason", StringCell.TYPE),
            Columns.column("Count", LongCell.TYPE),
            Columns.column("Candidate", StringCell.TYPE),
            Columns.column("Detail", StringCell.TYPE));

    private TemplateSubstitutorExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        TemplateSubstitutorParameters p = in.getParameters();
        if (in.getInTableSpec(0) != null) {
            Columns.require(in.getInTableSpec(0), p.m_cifColumn, "CIF", StringValue.class);
        }
        p.settings(IonTable.standard(), 0);
        DataTableSpec ions = OptionalInput.spec(in, OptionalInput.SECOND);
        if (ions != null) {
            new IonRows(ions, p);
        }
        out.setOutSpecs(STRUCTURES, REFUSALS);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        TemplateSubstitutorParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        var refusals = new RefusalTable(exec, p.m_listRefusals);
        Seed seed = Seed.of(p.m_seed);
        TemplateSubstitutor substitutor;
        int cif;
        try {
            cif = Columns.require(table.getDataTableSpec(), p.m_cifColumn, "CIF", StringValue.class);
            BufferedDataTable ions = OptionalInput.table(in, OptionalInput.SECOND);
            substitutor = new TemplateSubstitutor(p.settings(
                    ions == null
                            ? IonTable.standard()
                            : new IonRows(ions.getDataTableSpec(), p).read(ions, refusals::addIon),
                    seed.value()));
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        Map<String, CrystalStructure> templates = new LinkedHashMap<>();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                exec.checkCanceled();
                try {
                    templates.put(row.getKey().getString(), CifCell.read(row, cif));
                } catch (BadCifException e) {
                    refusals.add(row.getKey().getString(), "the template can't be read", "", e.getMessage());
                }
            }
        }
        var structures = exec.createDataContainer(STRUCTURES);
        var view = new StructuresView("Virtual structures");
        var keys = new UniqueKeys();
        try {
            substitutor.substitute(
                    templates,
                    v -> {
                        check(exec, v.templateKey(), templates.size(), structures.size());
                        RowKey key = keys.of(v.formula() + " in " + v.templateKey());
                        structures.addRowToTable(new DefaultRow(key, cells(v)));
                        view.add(key.getString(), v.structure());
                    },
                    r -> refusals.add(r));
        } catch (CancelledInside e) {
            throw Cancelling.why(exec, null);
        }
        out.setOutData(0, OutputTable.of(structures, exec));
        out.setOutData(1, refusals.close());
        out.setInternalData(ViewPayload.store(view.payload(), exec));
        long unread = table.size() - templates.size();
        String problem = null;
        if (refusals.badIons() > 0) {
            problem = refusals.badIons() + " row(s) of the ion table can't be used; the second output says why.";
        } else if (structures.size() == 0) {
            problem = table.size() == 0
                    ? "The table of templates is empty: no virtual structure was made."
                    : "No virtual structure was made of " + table.size() + " template(s); the second output says why.";
        } else if (unread > 0) {
            problem = unread + " template(s) can't be read; the second output says why.";
        }
        // a seed counts where structures are drawn
        Warnings.set(out, problem, p.m_sample.isPresent() ? seed.note() : null);
    }

    /** Leaves the callback of the substitutor, which knows no checked exception. */
    private static final class CancelledInside extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void check(ExecutionContext exec, String template, int templates, long made) {
        try {
            exec.checkCanceled();
        } catch (CanceledExecutionException e) {
            throw new CancelledInside();
        }
        if (made % 50 == 0) {
            exec.setMessage(() -> made + " structures, template " + template + " of " + templates);
        }
    }

    private static DataCell[] cells(VirtualStructure v) {
        var ions = new StringBuilder();
        for (int i = 0; i < v.roles().size(); i++) {
            Ion ion = v.ions().get(i);
            ions.append(i == 0 ? "" : ", ")
                    .append(v.roles().get(i))
                    .append(" = ")
                    .append(ion);
        }
        return StructureTable.cells(
                v.structure(),
                new StringCell(v.templateKey()),
                new StringCell(ions.toString()),
                number(v.factors().goldschmidt()),
                number(v.factors().octahedral()),
                number(v.factors().bartel()),
                new DoubleCell(v.cellScale()));
    }

    private static DataCell number(double v) {
        return Double.isFinite(v) ? new DoubleCell(v) : DataType.getMissingCell();
    }

    /** Refused candidates, each or counted by template and reason. */
    private static final class RefusalTable {
        private final BufferedDataContainer m_container;
        private final boolean m_each;
        private final Map<String, Map<String, Long>> m_counts = new LinkedHashMap<>();
        private long m_rows;
        private int m_badIons;

        RefusalTable(ExecutionContext exec, boolean each) {
            m_container = exec.createDataContainer(REFUSALS);
            m_each = each;
        }

        void add(Refusal r) {
            if (m_each) {
                add(r.templateKey(), r.reason().label(), r.candidate(), r.detail());
            } else {
                m_counts.computeIfAbsent(r.templateKey(), k -> new LinkedHashMap<>())
                        .merge(r.reason().label(), 1L, Long::sum);
            }
        }

        /** @param problem what can't be used in a row of the ion table */
        void addIon(String row, String problem) {
            m_badIons++;
            add(row, "the row of the ion table can't be used", "", problem);
        }

        int badIons() {
            return m_badIons;
        }

        void add(String template, String reason, String candidate, String detail) {
            row(template, reason, 1, candidate, detail);
        }

        private void row(String template, String reason, long count, String candidate, String detail) {
            m_container.addRowToTable(new DefaultRow(
                    RowKey.createRowKey(m_rows++),
                    new StringCell(template),
                    new StringCell(reason),
                    new LongCell(count),
                    text(candidate),
                    text(detail)));
        }

        private static DataCell text(String s) {
            return s == null || s.isEmpty() ? DataType.getMissingCell() : new StringCell(s);
        }

        BufferedDataTable close() {
            m_counts.forEach((template, reasons) -> reasons.forEach((reason, n) -> row(template, reason, n, "", "")));
            m_container.close();
            return m_container.getTable();
        }
    }
}
