// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.spark.table.EncodedTable;
import org.braggwise.spark.table.Part;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;

/** Executes a node on one part of a table: the node's own code, as it runs on one machine. */
public final class NodeTask implements Function<NodeTask.Work, PartResult> {

    private static final long serialVersionUID = 1L;

    /**
     * One part's.
     *
     * @param index of the part, from 0
     * @param part of the table that is split
     */
    public record Work(int index, Part part) implements java.io.Serializable {}

    private final Broadcast<NodeJob> m_job;

    public NodeTask(Broadcast<NodeJob> job) {
        m_job = job;
    }

    @Override
    public PartResult call(Work work) throws Exception {
        long start = Executor.processorNanos();
        NodeJob job = m_job.value();
        Executor.settle(job);
        List<String> warnings = new ArrayList<>();
        boolean shown = work.index() == 0;
        try {
            EmbeddedNode node = Executor.node(job);
            ExecutionContext exec =
                    EmbeddedExecution.newContext(Executor.temp(), new ProgressListener() {}, Executor::interrupted);
            PortObject[] out = Executor.execute(job, work.part(), node, shown, exec, warnings::add);
            List<PartOutput> written = new ArrayList<>();
            for (PortObject table : out) {
                written.add(OutputWriter.write((BufferedDataTable) table, work.index(), job));
            }
            List<EncodedTable> view = shown && node.internalData() != null ? encoded(node.internalData()) : null;
            return result(work, written, view, warnings, null, start);
        } catch (Exception e) { // NOSONAR what a node throws is not known here
            boolean files = e instanceof IOException || e instanceof UncheckedIOException;
            if (files && !Executor.interrupted()) {
                throw e; // a full disk or a lost file: another attempt may fare better
            }
            return result(work, null, null, List.of(), Failure.of(e), start);
        }
    }

    private static List<EncodedTable> encoded(PortObject[] data) {
        return new ArrayList<>(Arrays.stream(data)
                .map(d -> EncodedTable.of((BufferedDataTable) d))
                .toList());
    }

    private static PartResult result(
            Work work,
            List<PartOutput> outputs,
            List<EncodedTable> view,
            List<String> warnings,
            Failure failure,
            long start) {
        return new PartResult(
                work.index(), outputs, view, new ArrayList<>(warnings), failure, Executor.processorNanos() - start);
    }
}
