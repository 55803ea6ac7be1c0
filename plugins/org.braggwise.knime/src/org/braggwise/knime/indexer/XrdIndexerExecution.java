// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.indexer;

import org.braggwise.crystal.Diagnostic.Severity;
import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the XRD Indexer does. */
final class XrdIndexerExecution {

    private XrdIndexerExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        XrdIndexerParameters p = in.getParameters();
        DataTableSpec spec = in.getInTableSpec(0);
        if (spec != null) {
            new RowIndexer(spec, p);
        }
        out.setOutSpecs(IndexTables.CELLS, IndexTables.PEAKS, IndexTables.EXTINCTIONS, ProblemTable.SPEC);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        XrdIndexerParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        RowIndexer indexer;
        try {
            indexer = new RowIndexer(table.getDataTableSpec(), p);
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        var problems = new ProblemTable(exec);
        var tables = new IndexTables(exec);
        var view = new IndexView(indexer);
        try (var rows = table.iterator()) {
            OrderedParallel.run(
                    rows,
                    table.size(),
                    "patterns",
                    indexer::index,
                    r -> {
                        if (r.problem() != null) {
                            problems.add(
                                    r.row().getString(),
                                    0,
                                    Severity.ERROR,
                                    "indexing",
                                    r.problem(),
                                    "ten or more peaks, all of one phase, and the right wavelength",
                                    "no cell");
                        }
                        tables.add(r);
                        view.add(r);
                    },
                    exec);
        }
        BufferedDataTable[] made = tables.close();
        for (int i = 0; i < made.length; i++) {
            out.setOutData(i, made[i]);
        }
        out.setOutData(made.length, problems.close());
        out.setInternalData(ViewPayload.store(view.payload(), exec));
        Warnings.set(out, problems.warning(), indexer.warning(), indexer.doublets());
    }
}
