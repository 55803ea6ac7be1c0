// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;

import org.braggwise.embedded.WorkflowUrls;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.embedded.ui.ParameterInfo;
import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.nodes.SettingsBridge;
import org.braggwise.headless.output.NodeRecord;
import org.braggwise.headless.output.ResultWriter;
import org.braggwise.headless.output.RunFolder;
import org.braggwise.headless.output.RunRecord;
import org.braggwise.headless.run.Cluster;
import org.braggwise.headless.run.NodeExecution;
import org.braggwise.headless.run.NodeRun;
import org.braggwise.headless.run.NodeState;
import org.braggwise.headless.run.WorkflowRun;
import org.braggwise.headless.terminal.Display;
import org.braggwise.headless.terminal.Duration;
import org.braggwise.headless.terminal.LiveDisplay;
import org.braggwise.headless.terminal.PlainDisplay;
import org.braggwise.headless.terminal.TextTable;
import org.braggwise.headless.text.Reason;
import org.braggwise.headless.workflow.Config;
import org.braggwise.headless.workflow.SettingOverride;
import org.braggwise.headless.workflow.Workflow;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowNode;
import org.braggwise.headless.workflow.WorkflowReader;
import org.braggwise.headless.workflow.WorkflowSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;

/** {@code braggwise run WORKFLOW}: loads, configures, executes, writes, and says how it went. */
final class RunCommand {

    private final CommandLine m_line;
    private final NodeCatalog m_catalog;
    private final Surroundings m_around;

    RunCommand(CommandLine line, NodeCatalog catalog, Surroundings around) {
        m_line = line;
        m_catalog = catalog;
        m_around = around;
    }

    /**
     * @return the exit code
     * @throws UsageException for --set and --out
     * @throws WorkflowException where the workflow cannot be loaded
     * @throws IOException where results cannot be written
     */
    int run() throws UsageException, WorkflowException, IOException {
        Instant started = Instant.now();
        long start = System.nanoTime();
        Path given = Shipped.find(m_line.workflow().orElseThrow(), m_around.directory());
        Path unpacked = Files.createDirectories(m_around.temp().resolve("workflow"));
        Path directory =
                WorkflowSource.locate(given, unpacked, WorkflowSource.Limits.DEFAULT, m_around.cancel()::cancelled);
        Workflow workflow = SettingOverride.apply(
                WorkflowReader.read(directory), m_line.settings(), m_around.directory(), this::defaults);
        WorkflowUrls.setWorkflow(directory.toAbsolutePath().normalize());
        try {
            WorkflowRun run =
                    new WorkflowRun(workflow, m_catalog, m_around.temp().resolve("tables"));
            checkSet(run);
            try (NodeExecution execution = execution(directory)) {
                run.executeOn(execution);
                return run(run, workflow, execution, started, start);
            }
        } finally {
            WorkflowUrls.setWorkflow(null);
        }
    }

    private NodeExecution execution(Path workflow) throws UsageException, IOException {
        if (m_line.spark().isEmpty()) {
            return NodeExecution.LOCAL;
        }
        Cluster cluster = ServiceLoader.load(Cluster.class, RunCommand.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "--spark: Spark is not on this program's class path: start it by the launcher, ./braggwise."));
        return cluster.join(
                m_line.spark().get(), workflow.toAbsolutePath().normalize(), m_around.temp(), text -> m_around.out()
                        .println(text));
    }

    private int run(WorkflowRun run, Workflow workflow, NodeExecution execution, Instant started, long start)
            throws UsageException, IOException {
        try (ResultWriter results = results(run, workflow);
                Display display = display()) {
            Progress progress = new Progress(
                    display, results, run, m_around.cancel(), m_line.workflow().orElseThrow(), out());
            workflow.notes().forEach(display::line);
            display.line(workflow.name() + ": " + run.nodes().size() + " nodes"
                    + m_line.out().map(o -> ", results to " + o).orElse(""));
            run.configure();
            run.nodes().forEach(progress::configured);
            run.execute(m_line.threads(), m_around.cancel(), progress);
            List<NodeRecord> records = results.finish(run.order().stream()
                    .map(id -> run.nodes().stream()
                            .filter(n -> n.id() == id)
                            .findFirst()
                            .orElseThrow())
                    .toList());
            int exit = exitCode(run, records);
            double seconds = (System.nanoTime() - start) / 1e9;
            display.close();
            results.report(new RunRecord(
                    workflow,
                    records,
                    started,
                    seconds,
                    m_line.threads(),
                    exit,
                    m_line.settings(),
                    versions(run, execution)));
            summary(records, exit, seconds);
            return exit;
        }
    }

    private static Map<String, String> versions(WorkflowRun run, NodeExecution execution) {
        Map<String, String> versions = new LinkedHashMap<>(Versions.of(run.nodes().stream()
                .map(NodeRun::origin)
                .filter(Objects::nonNull)
                .toList()));
        versions.putAll(execution.versions());
        return versions;
    }

    /** What comes from the command line has seen no dialog, which lists the choices and holds numbers to their limits. */
    private void checkSet(WorkflowRun run) throws UsageException {
        for (NodeRun node : run.nodes()) {
            for (String text : m_line.settings()) {
                if (SettingOverride.names(text, node.stored())) {
                    checkChoices(text, node);
                }
            }
            if (m_line.settings().stream().anyMatch(text -> SettingOverride.names(text, node.stored()))) {
                try {
                    node.node().checkLimits(SettingsBridge.toKnime(node.stored().model()));
                } catch (InvalidSettingsException e) {
                    throw new UsageException("--set: " + node.stored().label() + ": " + e.getMessage());
                }
            }
        }
    }

    private static void checkChoices(String text, NodeRun node) throws UsageException {
        String key = SettingOverride.key(text, node.stored());
        for (ParameterInfo parameter : node.node().parameters()) {
            List<String> choices = parameter.choices().stream()
                    .map(ParameterInfo.Choice::value)
                    .toList();
            if (!parameter.key().equals(key) || choices.isEmpty()) {
                continue;
            }
            String value = SettingOverride.value(text, node.stored());
            if (!choices.contains(value)) {
                throw new UsageException("--set " + text + ": " + node.stored().label() + ", key " + key
                        + ": expected one of " + String.join(", ", choices) + ", found \"" + value + "\".");
            }
        }
    }

    private Config defaults(WorkflowNode node) {
        try {
            EmbeddedNode installed = m_catalog.create(node);
            return SettingsBridge.ofKnime(installed.defaultSettings(
                    new PortObjectSpec[installed.inPorts().size()]));
        } catch (WorkflowException e) {
            // The missing node is reported when the workflow is loaded; until then only what is stored is known.
            return new Config();
        }
    }

    private Display display() {
        return m_around.columns() > 0
                ? new LiveDisplay(m_around.out(), m_around.err(), m_around.columns(), m_around.colour())
                : new PlainDisplay(m_around.out(), m_around.err(), System::nanoTime);
    }

    private Path out() {
        return m_line.out().map(m_around.directory()::resolve).orElse(null);
    }

    private ResultWriter results(WorkflowRun run, Workflow workflow) throws UsageException {
        RunFolder folder = null;
        if (out() != null) {
            List<String> folders = run.nodes().stream()
                    .map(n -> RunFolder.nodeFolder(n.id(), n.name()))
                    .toList();
            try {
                folder = RunFolder.open(out(), workflow.name(), folders);
            } catch (IOException e) {
                throw new UsageException(
                        "--out " + m_line.out().get() + ": the directory cannot be written to: " + Reason.of(e) + ".");
            }
        }
        return new ResultWriter(folder, workflow, m_line.vectors(), m_around.cancel()::late);
    }

    private int exitCode(WorkflowRun run, List<NodeRecord> records) {
        boolean executed = run.nodes().stream().allMatch(n -> n.state() == NodeState.EXECUTED);
        boolean lost = records.stream().anyMatch(r -> r.lost() != null);
        if (m_around.cancel().cancelled() && !(executed && !lost)) {
            return ExitCode.CANCELLED;
        }
        boolean refused = records.stream().anyMatch(NodeRecord::refusedAll);
        return lost ? ExitCode.UNEXPECTED : executed && !refused ? ExitCode.EXECUTED : ExitCode.NODE_FAILED;
    }

    private void summary(List<NodeRecord> records, int exit, double seconds) {
        TextTable table = new TextTable(Set.of(0, 4), "#", "node", "state", "rows", "seconds", "message");
        for (NodeRecord record : records) {
            NodeRun node = record.run();
            boolean said = node.state() == NodeState.FAILED || node.state() == NodeState.CANCELLED;
            String message = record.lost() != null
                    ? "results not written"
                    : said || node.message() == null ? "" : node.message().replaceAll("\\s*\\R\\s*", " / ");
            table.row(
                    Integer.toString(node.id()),
                    node.name(),
                    node.state().label(),
                    record.rows(),
                    node.state() == NodeState.NOT_EXECUTED ? "" : String.format(Locale.ROOT, "%.1f", node.seconds()),
                    message);
        }
        String time = Duration.text(seconds);
        m_around.out().println();
        m_around.out().print(table.text());
        m_around.out().println();
        m_around.out()
                .println(
                        switch (exit) {
                            case ExitCode.EXECUTED -> "All nodes executed in " + time + ".";
                            case ExitCode.CANCELLED -> "Cancelled after " + time + ".";
                            case ExitCode.UNEXPECTED -> "Results could not be written; " + time + ".";
                            default -> records.stream().allMatch(r -> r.run().state() == NodeState.EXECUTED)
                                    ? "All nodes executed, but some refused all of their input; " + time + "."
                                    : "Not all nodes are executed; " + time + ".";
                        });
        m_around.out()
                .println(m_line.out()
                        .map(o -> "Report: " + o.resolve("report.html"))
                        .orElse("Nothing was kept: --out DIR writes tables, models, views and a report."));
        m_around.out().flush();
        for (NodeRecord record : records) {
            if (record.refusedAll()) {
                m_around.err()
                        .println("braggwise: " + m_line.workflow().orElseThrow() + ", "
                                + record.run().stored().label()
                                + ": refused all of its input; its output \"Problems\" says why.");
            }
            record.problems().forEach(p -> m_around.err()
                    .println("braggwise: " + record.run().stored().label() + ": " + p));
        }
    }
}
