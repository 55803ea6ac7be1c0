// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.braggwise.headless.run.NodeRun;
import org.braggwise.headless.text.Reason;
import org.braggwise.headless.workflow.Workflow;

/** Writes the results of nodes as they end, beside the nodes that still run, and the report at the end. */
public final class ResultWriter implements AutoCloseable {

    private final RunFolder m_folder;
    private final Workflow m_workflow;
    private final Vectors m_vectors;
    private final BooleanSupplier m_stopped;
    private final ExecutorService m_pool;
    private final Map<Integer, Future<NodeRecord>> m_records = new ConcurrentHashMap<>();

    /**
     * @param folder for the results; null: write nothing and only keep records
     * @param workflow that runs
     * @param vectors where the vectors of tables go
     * @param stopped whether to stop writing at once
     */
    public ResultWriter(RunFolder folder, Workflow workflow, Vectors vectors, BooleanSupplier stopped) {
        m_folder = folder;
        m_workflow = workflow;
        m_vectors = vectors;
        m_stopped = stopped;
        m_pool = Executors.newSingleThreadExecutor(r -> {
            Thread thread = new Thread(r, "braggwise-results");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Returns at once.
     *
     * @param node that ended
     * @param written hears when its outputs are written, or can't be, and are not needed any more
     */
    public void add(NodeRun node, Consumer<NodeRecord> written) {
        if (m_folder == null) {
            NodeRecord record = NodeResults.unwritten(node);
            m_records.put(node.id(), CompletableFuture.completedFuture(record));
            written.accept(record);
            return;
        }
        m_records.put(node.id(), m_pool.submit(() -> {
            NodeRecord record = NodeResults.write(node, m_folder, m_vectors, port -> isEnd(node.id(), port), m_stopped);
            written.accept(record);
            return record;
        }));
    }

    private boolean isEnd(int node, int port) {
        return m_workflow.connections().stream().noneMatch(c -> c.source() == node && c.sourcePort() == port);
    }

    /**
     * Waits until all is written.
     *
     * @param nodes of the run, in the order of the report
     * @return their records, in that order
     * @throws IOException where the waiting is interrupted
     */
    public List<NodeRecord> finish(List<NodeRun> nodes) throws IOException {
        List<NodeRecord> records = new ArrayList<>();
        for (NodeRun node : nodes) {
            Future<NodeRecord> record = m_records.get(node.id());
            try {
                records.add(record == null ? NodeResults.unwritten(node) : record.get());
            } catch (ExecutionException e) {
                throw new IOException(
                        "the results of " + node.stored().label() + ": " + Reason.of(e.getCause()), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(
                        "interrupted while the results of " + node.stored().label() + " were written", e);
            }
        }
        return records;
    }

    /**
     * Writes report.html and, last, run.json. Where there is no room for the report, run.json still tells how the run went.
     *
     * @param run that ended
     * @throws IOException from the file system
     */
    public void report(RunRecord run) throws IOException {
        if (m_folder == null) {
            return;
        }
        IOException noReport = null;
        try {
            Report.write(run, m_folder.path(), m_folder.draft(RunFolder.REPORT_FILE));
            m_folder.publish(RunFolder.REPORT_FILE);
        } catch (IOException e) {
            noReport = e;
            java.nio.file.Files.deleteIfExists(m_folder.draft(RunFolder.REPORT_FILE));
        }
        List<String> files = new ArrayList<>(m_folder.published());
        files.add(RunFolder.RUN_FILE);
        RunJson.write(noReport == null ? run : run.failed(), files, m_folder.draft(RunFolder.RUN_FILE));
        m_folder.publish(RunFolder.RUN_FILE);
        if (noReport != null) {
            throw new IOException(
                    m_folder.path().resolve(RunFolder.REPORT_FILE) + ": " + Reason.of(noReport), noReport);
        }
    }

    @Override
    public void close() {
        m_pool.shutdownNow();
        if (m_folder != null) {
            m_folder.close();
        }
    }
}
