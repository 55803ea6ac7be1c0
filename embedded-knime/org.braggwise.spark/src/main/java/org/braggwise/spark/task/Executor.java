// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.braggwise.crystal.SharedExecution;
import org.braggwise.embedded.PortObjects;
import org.braggwise.embedded.SettingsXml;
import org.braggwise.embedded.WorkflowUrls;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.nodes.ClassPathCatalog;
import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.nodes.NodeOrigin;
import org.braggwise.spark.table.Part;
import org.braggwise.spark.table.PartedTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/** What the tasks of a process share: the nodes of its class path, their inputs, and the models that the last tasks took. */
final class Executor {

    private static final int MOST_MODELS = 4;

    private static final String THREADS = "braggwise.threads";
    private static final String VIEW_CHARACTERS = "braggwise.viewCharacters";

    private static NodeCatalog catalog;
    private static Path temp;

    private static final Map<String, PortObject> MODELS = new ConcurrentHashMap<>();

    private Executor() {}

    private static synchronized NodeCatalog catalog() throws IOException {
        if (catalog == null) {
            catalog = new ClassPathCatalog(Executor.class.getClassLoader(), List.of());
        }
        return catalog;
    }

    /** @return a folder of this process for tables that are too large for memory */
    static synchronized Path temp() throws IOException {
        if (temp == null) {
            temp = Files.createTempDirectory("braggwise-executor-");
            temp.toFile().deleteOnExit();
        }
        return temp;
    }

    static EmbeddedNode node(NodeJob job) throws IOException, ReflectiveOperationException, InvalidSettingsException {
        NodeOrigin origin = catalog()
                .find(job.factory())
                .orElseThrow(() -> new IOException("The node " + job.factory()
                        + " is not on the executor's class path: found no plugin.xml that names it."));
        return EmbeddedNode.of(catalog().create(origin), settings(job.ports()));
    }

    /**
     * Executes the node of the job on this thread.
     *
     * @param part of the table that is split; null where none is
     * @param shown whether its view is kept
     * @param warning gets the node's warnings
     * @return its outputs
     * @throws Exception what the node throws
     */
    static PortObject[] execute(
            NodeJob job, Part part, EmbeddedNode node, boolean shown, ExecutionContext exec, Consumer<String> warning)
            throws Exception {
        return SharedExecution.with(
                job.seed(),
                shown,
                () -> node.execute(inputs(job, part, exec), settings(job.settings()), exec, warning));
    }

    private static NodeSettings settings(byte[] xml) throws IOException {
        return SettingsXml.read(new ByteArrayInputStream(xml));
    }

    /** A task uses the processors that Spark gives it; the workflow's own files are found where they lie on this machine. */
    static void settle(NodeJob job) {
        if (System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, Integer.toString(TaskContext.get().cpus()));
        }
        if (System.getProperty(VIEW_CHARACTERS) == null && job.viewCharacters() != null) {
            System.setProperty(VIEW_CHARACTERS, job.viewCharacters());
        }
        Path workflow = Path.of(job.workflow());
        if (Files.isDirectory(workflow)) {
            WorkflowUrls.setWorkflow(workflow);
        }
    }

    /** @return how long processors have worked for this process; 0 where that is not known */
    static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** @return whether the run was cancelled */
    static boolean interrupted() {
        TaskContext task = TaskContext.get();
        return task != null && task.isInterrupted() || Thread.currentThread().isInterrupted();
    }

    /** @return what the node gets */
    private static PortObject[] inputs(NodeJob job, Part part, ExecutionContext exec) {
        Configuration files = job.files().configuration();
        PortObject[] in = new PortObject[job.inputs().size()];
        for (int i = 0; i < in.length; i++) {
            Input input = job.inputs().get(i);
            if (input instanceof Input.SplitTable split) {
                in[i] = PartedTable.borrowing(split.spec(), List.of(part), files)
                        .table();
            } else if (input instanceof Input.WholeTable whole) {
                in[i] = PartedTable.borrowing(whole.spec(), whole.parts(), files)
                        .table();
            } else {
                in[i] = model((Input.Model) input, files, exec);
            }
        }
        return in;
    }

    /** @return the model, read once for the tasks of this process */
    private static PortObject model(Input.Model model, Configuration files, ExecutionMonitor exec) {
        if (MODELS.size() > MOST_MODELS) {
            MODELS.clear();
        }
        return MODELS.computeIfAbsent(model.objectFile(), f -> read(model, files, exec));
    }

    private static PortObject read(Input.Model model, Configuration files, ExecutionMonitor exec) {
        try {
            catalog(); // knows the types of ports
            var specFile = new org.apache.hadoop.fs.Path(model.specFile());
            var objectFile = new org.apache.hadoop.fs.Path(model.objectFile());
            PortObjectSpec spec = PortObjects.readSpec(
                    model.specClass(), specFile.getFileSystem(files).open(specFile));
            return PortObjects.read(
                    model.objectClass(), objectFile.getFileSystem(files).open(objectFile), spec, exec);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CanceledExecutionException e) {
            throw new java.util.concurrent.CancellationException(e.getMessage());
        }
    }
}
