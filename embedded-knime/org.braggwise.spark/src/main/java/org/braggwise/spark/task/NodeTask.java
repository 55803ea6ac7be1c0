// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.IOException;
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
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
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
    public PartResult call(Work work) throws IOException, ReflectiveOperationException {
        long start = Executor.processorNanos();
        NodeJob job = m_job.value();
        Executor.settle(job);
        List<String> warnings = new ArrayList<>();
        try {
            EmbeddedNode node = Executor.node(job);
            ExecutionContext exec =
                    EmbeddedExecution.newContext(Executor.temp(), new ProgressListener() {}, Executor::interrupted);
            PortObject[] in = Executor.inputs(job, work.part(), exec);
            PortObject[] out = node.execute(in, Executor.settings(job.settings()), exec, warnings::add);
            List<PartOutput> written = new ArrayList<>();
            for (PortObject table : out) {
                written.add(OutputWriter.write((BufferedDataTable) table, work.index(), job));
            }
            List<EncodedTable> view =
                    work.index() > 0 || node.internalData() == null ? null : encoded(node.internalData());
            return result(work, written, view, warnings, null, start);
        } catch (CanceledExecutionException e) {
            return failed(work, Failure.Kind.CANCELLED, e, start);
        } catch (KNIMEException e) {
            return failed(work, Failure.Kind.KNIME, e, start);
        } catch (InvalidSettingsException e) {
            return failed(work, Failure.Kind.SETTINGS, e, start);
        } catch (RuntimeException e) {
            if (Executor.interrupted()) {
                return failed(work, Failure.Kind.CANCELLED, e, start);
            }
            if (e instanceof java.io.UncheckedIOException) {
                throw e; // a full disk or a lost file: another attempt may fare better
            }
            return failed(work, Failure.Kind.ERROR, e, start);
        }
    }

    private static List<EncodedTable> encoded(PortObject[] data) {
        return new ArrayList<>(Arrays.stream(data)
                .map(d -> EncodedTable.of((BufferedDataTable) d))
                .toList());
    }

    private static PartResult failed(Work work, Failure.Kind kind, Exception e, long start) {
        return result(work, null, null, List.of(), Failure.of(kind, e), start);
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
