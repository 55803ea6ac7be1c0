// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.crystal.SharedExecution;
import org.braggwise.embedded.SettingsXml;
import org.braggwise.headless.run.NodeExecution;
import org.braggwise.headless.run.NodeRun;
import org.braggwise.learning.explanation.AttributionPlace;
import org.braggwise.learning.training.TrainingPlace;
import org.braggwise.spark.table.HadoopSettings;
import org.braggwise.spark.table.PartedTable;
import org.braggwise.spark.table.SpecRecord;
import org.braggwise.spark.table.TableStore;
import org.braggwise.spark.task.Input;
import org.braggwise.spark.task.NodeJob;
import org.braggwise.spark.task.NodeTask;
import org.braggwise.spark.task.PartResult;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;

/** Executes nodes that work row by row on executors, a part of the rows in each task; all others in this process. */
final class SparkExecution implements NodeExecution {

    private final JavaSparkContext m_spark;
    private final TableStore m_store;
    private final Path m_workflow;
    private final Executors m_executors;
    private final HadoopSettings m_files;
    private final Map<String, WorkDone> m_done = new ConcurrentSkipListMap<>();

    SparkExecution(JavaSparkContext spark, TableStore store, Path workflow, Executors executors) {
        m_spark = spark;
        m_store = store;
        m_workflow = workflow;
        m_executors = executors;
        m_files = new HadoopSettings(spark.hadoopConfiguration());
    }

    @Override
    public PortObject[] execute(
            NodeRun node, PortObject[] in, NodeSettings settings, ExecutionContext exec, Consumer<String> warning)
            throws CanceledExecutionException, KNIMEException, InvalidSettingsException {
        String factory = node.stored().factory();
        Optional<Distribution> distribution = Distribution.of(factory, in);
        try {
            if (distribution.isPresent()) {
                return distributed(node, in, settings, exec, warning, distribution.get());
            }
            if (Distribution.canTravel(in) && ExecutorTraining.serves(factory, settings)) {
                return training(node, in, settings, exec, warning);
            }
            return Distribution.canTravel(in) && ExecutorAttributions.serves(factory)
                    ? explanation(node, in, settings, exec, warning)
                    : LOCAL.execute(node, in, settings, exec, warning);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Reference.reachabilityFence(in); // their files go with them
        }
    }

    private PortObject[] distributed(
            NodeRun node,
            PortObject[] in,
            NodeSettings settings,
            ExecutionContext exec,
            Consumer<String> warning,
            Distribution distribution)
            throws IOException, CanceledExecutionException, KNIMEException, InvalidSettingsException {
        BufferedDataTable table = (BufferedDataTable) in[distribution.splitPort()];
        exec.setMessage("writing the rows for the executors");
        PartedTable split = m_store.parted(table, PartSize.of(m_spark).rows(table.size()), exec);
        List<Input> inputs = new ArrayList<>();
        List<PartedTable> kept = new ArrayList<>();
        for (int i = 0; i < in.length; i++) {
            if (i == distribution.splitPort()) {
                inputs.add(new Input.SplitTable(SpecRecord.of(table.getDataTableSpec())));
            } else {
                inputs.add(whole(in[i], kept, exec));
            }
        }
        boolean wholeTables = !kept.isEmpty();
        long seed = SharedExecution.draw();
        Broadcast<NodeJob> broadcast = m_spark.broadcast(job(node, settings, inputs, seed));
        List<NodeTask.Work> work = new ArrayList<>();
        for (int i = 0; i < split.parts().size(); i++) {
            work.add(new NodeTask.Work(i, split.parts().get(i)));
        }
        try {
            List<PartResult> results = Stage.run(m_spark, node.stored().label(), new NodeTask(broadcast), work, exec);
            for (PartResult result : results) {
                if (result.failure() != null) {
                    result.failure().rethrow();
                }
            }
            m_done.put(node.stored().label(), WorkDone.of(results));
            exec.setMessage("putting the parts together");
            PartMerger merger = new PartMerger(m_store.folder(), m_files.configuration(), wholeTables);
            PortObject[] out = new PortObject[results.get(0).outputs().size()];
            for (int port = 0; port < out.length; port++) {
                out[port] =
                        merger.merge(results, port, distribution.makesKeys() && port == 0 ? m_spark : null, m_files);
            }
            node.node()
                    .keepInternalData(
                            results.get(0).view() == null
                                    ? null
                                    : results.get(0).view().stream()
                                            .map(t -> t.table(exec))
                                            .toArray(PortObject[]::new));
            WarningMerger.merge(results.stream().map(PartResult::warnings).toList(), SharedExecution.note(seed))
                    .ifPresent(warning);
            return out;
        } finally {
            broadcast.unpersist();
            Reference.reachabilityFence(split);
            Reference.reachabilityFence(kept);
        }
    }

    private PortObject[] training(
            NodeRun node, PortObject[] in, NodeSettings settings, ExecutionContext exec, Consumer<String> warning)
            throws IOException, CanceledExecutionException, KNIMEException, InvalidSettingsException {
        List<Input> inputs = new ArrayList<>();
        List<PartedTable> kept = new ArrayList<>();
        for (PortObject input : in) {
            inputs.add(whole(input, kept, exec));
        }
        long seed = SharedExecution.draw();
        Broadcast<NodeJob> broadcast = m_spark.broadcast(job(node, settings, inputs, seed));
        try {
            return here(
                    seed,
                    () -> TrainingPlace.with(
                            new ExecutorTraining(m_spark, node.stored().label(), broadcast, exec),
                            () -> LOCAL.execute(node, in, settings, exec, warning)));
        } finally {
            broadcast.unpersist();
            Reference.reachabilityFence(kept);
        }
    }

    private PortObject[] explanation(
            NodeRun node, PortObject[] in, NodeSettings settings, ExecutionContext exec, Consumer<String> warning)
            throws IOException, CanceledExecutionException, KNIMEException, InvalidSettingsException {
        BufferedDataTable table = (BufferedDataTable) in[ExecutorAttributions.PATTERNS];
        exec.setMessage("writing the rows for the executors");
        PartedTable patterns = m_store.parted(table, PartSize.of(m_spark).rows(table.size()), exec);
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < in.length; i++) {
            if (i == ExecutorAttributions.PATTERNS) {
                inputs.add(new Input.SplitTable(SpecRecord.of(table.getDataTableSpec())));
            } else if (in[i] instanceof BufferedDataTable background) {
                // the driver chooses from its rows
                inputs.add(new Input.WholeTable(SpecRecord.of(background.getDataTableSpec()), List.of()));
            } else {
                inputs.add(whole(in[i], new ArrayList<>(), exec));
            }
        }
        long seed = SharedExecution.draw();
        Broadcast<NodeJob> broadcast = m_spark.broadcast(job(node, settings, inputs, seed));
        try {
            return here(
                    seed,
                    () -> AttributionPlace.with(
                            new ExecutorAttributions(m_spark, node.stored().label(), broadcast, patterns, exec),
                            () -> LOCAL.execute(node, in, settings, exec, warning)));
        } finally {
            broadcast.unpersist();
            Reference.reachabilityFence(patterns);
        }
    }

    /** Executes the node in this process, of which a part asks the executors; all take the seed where the settings state none. */
    private static PortObject[] here(long seed, Callable<PortObject[]> node)
            throws CanceledExecutionException, KNIMEException, InvalidSettingsException {
        try {
            return SharedExecution.with(seed, true, node);
        } catch (CancellationException e) {
            throw new CanceledExecutionException(e.getMessage());
        } catch (CanceledExecutionException | KNIMEException | InvalidSettingsException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Input whole(PortObject input, List<PartedTable> kept, ExecutionContext exec)
            throws IOException, CanceledExecutionException {
        if (input instanceof BufferedDataTable table) {
            PartedTable stored = m_store.parted(table, PartSize.of(m_spark).rows(table.size()), exec);
            kept.add(stored);
            return new Input.WholeTable(SpecRecord.of(table.getDataTableSpec()), stored.parts());
        }
        return Models.store(input, m_store.folder(), m_files.configuration(), exec);
    }

    private NodeJob job(NodeRun node, NodeSettings settings, List<Input> inputs, long seed) throws IOException {
        return new NodeJob(
                node.stored().factory(),
                xml(node.node().creationConfig()),
                xml(settings),
                inputs,
                seed,
                m_store.folder(),
                m_workflow.toString(),
                System.getProperty("braggwise.viewCharacters"),
                m_files);
    }

    private static byte[] xml(NodeSettings settings) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SettingsXml.write(settings, out);
        return out.toByteArray();
    }

    @Override
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Apache Spark", m_spark.version() + ", " + m_spark.master() + ", " + m_executors.text());
        m_done.forEach((node, done) -> versions.put("Executors, " + node, done.text()));
        return versions;
    }

    @Override
    public void close() {
        try {
            m_store.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for tables can't be deleted: " + e.getMessage(), e);
        } finally {
            m_spark.close();
        }
    }
}
