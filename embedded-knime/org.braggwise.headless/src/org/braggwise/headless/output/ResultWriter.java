// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.braggwise.headless.run.NodeRun;

/** Writes the results of nodes as they end, beside the nodes that still run, and the report at the end. */
public final class ResultWriter implements AutoCloseable {

    private final RunFolder m_folder;
    private final ExecutorService m_pool;
    private final Map<Integer, Future<NodeRecord>> m_records = new ConcurrentHashMap<>();
    private volatile Consumer<NodeRun> m_release = n -> {};

    private ResultWriter(RunFolder folder) {
        m_folder = folder;
        m_pool = Executors.newSingleThreadExecutor(r -> {
            Thread thread = new Thread(r, "braggwise-results");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @return one that writes nothing and only keeps records */
    public static ResultWriter none() {
        return new ResultWriter(null);
    }

    /**
     * @param folder for the results; made if absent
     * @return one that writes there
     * @throws IOException where it cannot be made or written to
     */
    public static ResultWriter to(Path folder) throws IOException {
        return new ResultWriter(RunFolder.open(folder));
    }

    /** @param release hears when a node's outputs are written and not needed any more */
    public void release(Consumer<NodeRun> release) {
        m_release = release;
    }

    /** @param node that ended; returns at once */
    public void add(NodeRun node) {
        if (m_folder == null) {
            NodeRecord record = NodeResults.unwritten(node);
            m_records.put(node.id(), java.util.concurrent.CompletableFuture.completedFuture(record));
            m_release.accept(node);
        } else {
            m_records.put(node.id(), m_pool.submit(() -> {
                try {
                    return NodeResults.write(node, m_folder);
                } finally {
                    m_release.accept(node);
                }
            }));
        }
    }

    /**
     * Waits until all is written.
     *
     * @param nodes of the run, in the order of the report
     * @return their records, in that order
     * @throws IOException naming the file that could not be written
     */
    public List<NodeRecord> finish(List<NodeRun> nodes) throws IOException {
        List<NodeRecord> records = new java.util.ArrayList<>();
        for (NodeRun node : nodes) {
            Future<NodeRecord> record = m_records.get(node.id());
            try {
                records.add(record == null ? NodeResults.unwritten(node) : record.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IOException("the results of " + node.stored().label() + ": " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(
                        "interrupted while the results of " + node.stored().label() + " were written", e);
            }
        }
        return records;
    }

    /**
     * Writes report.html and, last, run.json.
     *
     * @param run that ended
     * @throws IOException from the file system
     */
    public void report(RunRecord run) throws IOException {
        if (m_folder != null) {
            Report.write(run, m_folder.path(), m_folder.draft(RunFolder.REPORT_FILE));
            RunJson.write(run, m_folder.draft(RunFolder.RUN_FILE));
            m_folder.publish(RunFolder.REPORT_FILE);
            m_folder.publish(RunFolder.RUN_FILE);
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
