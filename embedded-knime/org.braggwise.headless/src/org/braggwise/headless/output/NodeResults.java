// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.braggwise.embedded.PortObjects;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.nodes.SettingsBridge;
import org.braggwise.headless.run.NodeRun;
import org.braggwise.headless.run.NodeState;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject;

/** Writes a node's tables (CSV), other port objects (as KNIME stores them) and view to a folder of the results' directory. */
public final class NodeResults {

    private static final String ROW_KEY = "RowID";

    private NodeResults() {}

    /**
     * @param run a node that ended
     * @return its record without files: for runs without a results' directory
     */
    public static NodeRecord unwritten(NodeRun run) {
        return new NodeRecord(
                run, null, run.state() == NodeState.EXECUTED ? ports(run, null, null) : List.of(), null, List.of());
    }

    /**
     * @param run a node that ended
     * @param results where to write
     * @return what was written
     * @throws IOException naming the file that could not be written
     */
    public static NodeRecord write(NodeRun run, RunFolder results) throws IOException {
        if (run.state() != NodeState.EXECUTED) {
            return unwritten(run);
        }
        String folder = RunFolder.nodeFolder(run.id(), run.name());
        Path draft = Files.createDirectory(results.draft(folder));
        List<String> problems = new ArrayList<>();
        try {
            List<PortRecord> ports = ports(run, draft, folder);
            String view = view(run, draft, problems) ? folder + "/view.html" : null;
            results.publish(folder);
            return new NodeRecord(run, folder, ports, view, problems);
        } catch (java.io.UncheckedIOException e) {
            throw new IOException(
                    "the results of " + run.stored().label() + " in "
                            + results.path().resolve(folder) + ": " + e.getMessage(),
                    e);
        }
    }

    private static List<PortRecord> ports(NodeRun run, Path draft, String folder) {
        PortObject[] outputs = run.outputs();
        List<EmbeddedNode.Port> ports = run.node().outPorts();
        List<PortRecord> records = new ArrayList<>();
        for (int i = 0; i < outputs.length; i++) {
            EmbeddedNode.Port port = ports.get(i);
            boolean table = outputs[i] instanceof BufferedDataTable;
            String file = "port_" + (i + 1) + (table ? ".csv" : ".zip");
            TablePreview preview = null;
            try {
                if (draft != null && table) {
                    preview = table((BufferedDataTable) outputs[i], draft.resolve(file));
                } else if (draft != null) {
                    PortObjects.write(
                            outputs[i],
                            new BufferedOutputStream(Files.newOutputStream(draft.resolve(file))),
                            new ExecutionMonitor());
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(file + ": " + e.getMessage(), e);
            } catch (CanceledExecutionException e) {
                throw new IllegalStateException("nobody cancels this monitor", e);
            }
            BufferedDataTable asTable = table ? (BufferedDataTable) outputs[i] : null;
            records.add(new PortRecord(
                    i + 1,
                    port.name(),
                    port.type().getName(),
                    table ? asTable.size() : -1,
                    table ? asTable.getDataTableSpec().getNumColumns() : -1,
                    outputs[i].getSummary(),
                    draft == null ? null : folder + "/" + file,
                    preview));
        }
        return records;
    }

    private static TablePreview table(BufferedDataTable table, Path file) throws IOException {
        var spec = table.getDataTableSpec();
        TablePreview preview = TablePreview.of(spec);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CsvWriter csv = new CsvWriter(out);
                CloseableRowIterator rows = table.iterator()) {
            List<String> fields = new ArrayList<>();
            fields.add(spec.containsName(ROW_KEY) ? ROW_KEY + " (row key)" : ROW_KEY);
            spec.stream().map(DataColumnSpec::getName).forEach(fields::add);
            csv.record(fields);
            while (rows.hasNext()) {
                DataRow row = rows.next();
                preview.add(row);
                fields.clear();
                fields.add(row.getKey().getString());
                for (int c = 0; c < row.getNumCells(); c++) {
                    fields.add(CellText.of(row.getCell(c)));
                }
                csv.record(fields);
            }
        }
        return preview;
    }

    /** A view that cannot be drawn is a problem of the view: the node's results stand. */
    private static boolean view(NodeRun run, Path draft, List<String> problems) throws IOException {
        if (!run.node().hasView()) {
            return false;
        }
        String page;
        try {
            String data = run.node()
                    .initialDataJson(SettingsBridge.toKnime(run.stored().model()));
            page = ViewPage.withData(run.node().pageHtml(), data == null ? "null" : data);
        } catch (RuntimeException e) {
            problems.add("the view has no data: " + e);
            return false;
        }
        Files.writeString(draft.resolve("view.html"), page);
        return true;
    }
}
