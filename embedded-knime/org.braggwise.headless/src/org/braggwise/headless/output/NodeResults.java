// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

import org.braggwise.embedded.PortObjects;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.nodes.SettingsBridge;
import org.braggwise.headless.run.NodeRun;
import org.braggwise.headless.run.NodeState;
import org.braggwise.headless.text.Reason;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject;

/**
 * Writes a node's tables (CSV), other port objects (as KNIME stores them) and view to a folder of the results' directory, and where the
 * node itself broke, what its developers need to know of that.
 */
final class NodeResults {

    private static final String ERROR_FILE = "error.txt";

    private final NodeRun m_run;
    private final RunFolder m_results;
    private final String m_folder;
    private final Path m_draft;

    private NodeResults(NodeRun run, RunFolder results) {
        m_run = run;
        m_results = results;
        m_folder = RunFolder.nodeFolder(run.id(), run.name());
        m_draft = results.draft(m_folder);
    }

    /**
     * @param run a node that ended
     * @return its record without files: for runs without a results' directory
     */
    static NodeRecord unwritten(NodeRun run) {
        return new NodeRecord(run, null, ports(run), null, List.of(), null);
    }

    private static NodeRecord lost(NodeRun run, String reason) {
        return new NodeRecord(run, null, ports(run), null, List.of(), reason);
    }

    private static List<PortRecord> ports(NodeRun run) {
        List<PortRecord> records = new ArrayList<>();
        PortObject[] outputs = run.state() == NodeState.EXECUTED ? run.outputs() : null;
        for (int i = 0; outputs != null && i < outputs.length; i++) {
            records.add(record(run, i, outputs[i], null, List.of(), null));
        }
        return records;
    }

    /**
     * Writes all of it, or nothing.
     *
     * @param run a node that ended
     * @param results where to write
     * @param vectors where vectors go
     * @param end whether no other node takes what a port, from 1, gives
     * @param stopped asked often
     * @return what was written, or why nothing could be
     */
    static NodeRecord write(
            NodeRun run, RunFolder results, Vectors vectors, IntPredicate end, BooleanSupplier stopped) {
        if (run.state() != NodeState.EXECUTED && run.cause() == null) {
            return unwritten(run);
        }
        NodeResults writer = new NodeResults(run, results);
        try {
            return run.state() == NodeState.EXECUTED ? writer.executed(vectors, end, stopped) : writer.broken();
        } catch (CancellationException e) {
            return lost(run, e.getMessage());
        } catch (IOException | RuntimeException e) {
            String reason = Reason.of(e);
            return lost(
                    run,
                    reason
                            + (Reason.noRoom(reason)
                                    ? ". Make room in " + results.path() + ", or choose another folder by --out"
                                    : ""));
        } catch (OutOfMemoryError e) {
            return lost(run, Reason.outOfMemory());
        } finally {
            org.braggwise.headless.workflow.WorkflowSource.delete(writer.m_draft);
        }
    }

    private NodeRecord executed(Vectors vectors, IntPredicate end, BooleanSupplier stopped) throws IOException {
        Files.createDirectory(m_draft);
        List<String> problems = new ArrayList<>();
        List<String> files = new ArrayList<>();
        List<PortRecord> ports = new ArrayList<>();
        PortObject[] outputs = m_run.outputs();
        for (int i = 0; i < outputs.length; i++) {
            if (stopped.getAsBoolean()) {
                throw new CancellationException("cancelled before its results were written");
            }
            PortRecord port = port(i, outputs[i], vectors, end.test(i + 1), stopped);
            ports.add(port);
            files.add(port.file());
            files.addAll(port.vectors());
        }
        String view = view(problems) ? m_folder + "/view.html" : null;
        if (view != null) {
            files.add(view);
        }
        for (String file : files) {
            m_results.publish(file);
        }
        return new NodeRecord(m_run, m_folder, ports, view, problems, null);
    }

    private PortRecord port(int index, PortObject output, Vectors vectors, boolean end, BooleanSupplier stopped)
            throws IOException {
        String stem = "port_" + (index + 1);
        if (output instanceof BufferedDataTable table) {
            try (TableWriter writer = new TableWriter(m_draft, stem, vectors, end, stopped)) {
                TablePreview preview = writer.write(table);
                List<String> files =
                        writer.files().stream().map(f -> m_folder + "/" + f).toList();
                return record(m_run, index, output, files.get(0), files.subList(1, files.size()), preview);
            } catch (IOException | java.io.UncheckedIOException e) {
                throw new IOException(stem + ".csv: " + Reason.of(e), e);
            }
        }
        String file = stem + ".zip";
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(m_draft.resolve(file)))) {
            PortObjects.write(output, out, new ExecutionMonitor());
        } catch (CanceledExecutionException e) {
            throw new IllegalStateException("nobody cancels this monitor", e);
        } catch (IOException e) {
            throw new IOException(file + ": " + Reason.of(e), e);
        }
        return record(m_run, index, output, m_folder + "/" + file, List.of(), null);
    }

    private static PortRecord record(
            NodeRun run, int index, PortObject output, String file, List<String> vectors, TablePreview preview) {
        EmbeddedNode.Port port = run.node().outPorts().get(index);
        BufferedDataTable table = output instanceof BufferedDataTable t ? t : null;
        return new PortRecord(
                index + 1,
                port.name(),
                port.type().getName(),
                table == null ? -1 : table.size(),
                table == null ? -1 : table.getDataTableSpec().getNumColumns(),
                output.getSummary(),
                file,
                vectors,
                preview);
    }

    /** A view that cannot be drawn is a problem of the view: the node's results stand. */
    private boolean view(List<String> problems) throws IOException {
        if (!m_run.node().hasView()) {
            return false;
        }
        String page;
        try {
            String data = m_run.node()
                    .initialDataJson(SettingsBridge.toKnime(m_run.stored().model()));
            page = ViewPage.withData(m_run.node().pageHtml(), data == null ? "null" : data);
        } catch (RuntimeException e) {
            problems.add("the view has no data: " + Reason.of(e));
            return false;
        }
        Files.writeString(m_draft.resolve("view.html"), page);
        return true;
    }

    /** Where in the program it happened, for whoever mends it. */
    private NodeRecord broken() throws IOException {
        Files.createDirectory(m_draft);
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(m_draft.resolve(ERROR_FILE)))) {
            out.println(m_run.stored().label() + ": " + m_run.message());
            m_run.cause().printStackTrace(out);
        }
        m_results.publish(m_folder + "/" + ERROR_FILE);
        return new NodeRecord(m_run, m_folder, List.of(), null, List.of(), null);
    }
}
