// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import org.braggwise.embedded.WorkflowUrls;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.nodes.SettingsBridge;
import org.braggwise.headless.output.NodeRecord;
import org.braggwise.headless.output.ResultWriter;
import org.braggwise.headless.output.RunRecord;
import org.braggwise.headless.run.NodeRun;
import org.braggwise.headless.run.NodeState;
import org.braggwise.headless.run.RunListener;
import org.braggwise.headless.run.WorkflowRun;
import org.braggwise.headless.terminal.Display;
import org.braggwise.headless.terminal.Duration;
import org.braggwise.headless.terminal.LiveDisplay;
import org.braggwise.headless.terminal.PlainDisplay;
import org.braggwise.headless.terminal.TextTable;
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
        Path given = m_around.directory().resolve(m_line.workflow().orElseThrow());
        Path unpacked = java.nio.file.Files.createDirectories(m_around.temp().resolve("workflow"));
        Path directory = WorkflowSource.locate(given, unpacked, WorkflowSource.Limits.DEFAULT);
        Workflow workflow = SettingOverride.apply(
                WorkflowReader.read(directory), m_line.settings(), m_around.directory(), this::defaults);
        WorkflowUrls.setWorkflow(directory.toAbsolutePath().normalize());
        try (Display display = display();
                ResultWriter results = results()) {
            WorkflowRun run = new WorkflowRun(
                    workflow, m_catalog, m_around.temp().resolve("tables"), new Listener(display, results));
            results.release(run::done);
            checkSet(run);
            workflow.notes().forEach(display::line);
            display.line(workflow.name() + ": " + run.nodes().size() + " nodes"
                    + m_line.out().map(o -> ", results to " + o).orElse(""));
            run.configure();
            run.nodes().stream()
                    .filter(n -> n.state() == NodeState.IDLE
                            && !String.valueOf(n.message()).startsWith("waits for"))
                    .forEach(n -> display.line(n.id() + " " + n.name() + ": not configured yet: " + n.message()));
            run.execute(m_line.threads(), m_around.cancel());
            List<NodeRecord> records = results.finish(run.order().stream()
                    .map(id -> run.nodes().stream()
                            .filter(n -> n.id() == id)
                            .findFirst()
                            .orElseThrow())
                    .toList());
            int exit = exitCode(run);
            double seconds = (System.nanoTime() - start) / 1e9;
            results.report(new RunRecord(
                    workflow,
                    records,
                    started,
                    seconds,
                    m_line.threads(),
                    exit,
                    m_line.settings(),
                    Versions.of(run.nodes().stream()
                            .map(NodeRun::origin)
                            .filter(Objects::nonNull)
                            .toList())));
            display.close();
            summary(records, exit, seconds);
            return exit;
        } finally {
            WorkflowUrls.setWorkflow(null);
        }
    }

    /** KNIME holds settings to the limits of their fields in the dialog only; what comes from the command line has seen no dialog. */
    private void checkSet(WorkflowRun run) throws UsageException {
        for (NodeRun node : run.nodes()) {
            if (m_line.settings().stream().noneMatch(text -> SettingOverride.names(text, node.stored()))) {
                continue;
            }
            try {
                node.node().checkLimits(SettingsBridge.toKnime(node.stored().model()));
            } catch (InvalidSettingsException e) {
                throw new UsageException("--set: " + node.stored().label() + ": " + e.getMessage());
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
                ? new LiveDisplay(m_around.out(), m_around.columns(), m_around.colour())
                : new PlainDisplay(m_around.out(), System::nanoTime);
    }

    private ResultWriter results() throws UsageException {
        if (m_line.out().isEmpty()) {
            return ResultWriter.none();
        }
        Path out = m_around.directory().resolve(m_line.out().get());
        try {
            return ResultWriter.to(out);
        } catch (IOException e) {
            throw new UsageException(
                    "--out " + m_line.out().get() + ": the directory cannot be written to: " + e + ".");
        }
    }

    private int exitCode(WorkflowRun run) {
        if (run.nodes().stream().allMatch(n -> n.state() == NodeState.EXECUTED)) {
            return ExitCode.EXECUTED;
        }
        return m_around.cancel().cancelled() ? ExitCode.CANCELLED : ExitCode.NODE_FAILED;
    }

    private void summary(List<NodeRecord> records, int exit, double seconds) {
        TextTable table = new TextTable(Set.of(0, 3, 4), "#", "node", "state", "rows", "seconds", "message");
        for (NodeRecord record : records) {
            NodeRun node = record.run();
            table.row(
                    Integer.toString(node.id()),
                    node.name(),
                    node.state().label(),
                    record.rows(),
                    node.state() == NodeState.NOT_EXECUTED ? "" : String.format("%.1f", node.seconds()),
                    node.message() == null ? "" : node.message().replaceAll("\\s*\\R\\s*", " / "));
        }
        m_around.out().println();
        m_around.out().print(table.text());
        m_around.out().println();
        m_around.out()
                .println(
                        switch (exit) {
                            case ExitCode.EXECUTED -> "All nodes executed in " + Duration.text(seconds) + ".";
                            case ExitCode.CANCELLED -> "Cancelled after " + Duration.text(seconds) + ".";
                            default -> "Not all nodes are executed; " + Duration.text(seconds) + ".";
                        });
        m_line.out().ifPresent(o -> m_around.out().println("Report: " + o.resolve("report.html")));
        m_around.out().flush();
        for (NodeRecord record : records) {
            NodeRun node = record.run();
            record.problems().forEach(p -> m_around.err()
                    .println("braggwise: " + node.stored().label() + ": " + p));
            if (node.state() == NodeState.FAILED) {
                m_around.err()
                        .println("braggwise: " + m_line.workflow().orElseThrow() + ", "
                                + node.stored().label() + " (" + node.stored().settingsFile() + "): " + node.message());
                if (node.cause() != null) {
                    // An error in the node, not in its input: whoever mends it needs to know where.
                    node.cause().printStackTrace(m_around.err());
                }
            }
        }
    }

    /** Shows, and hands what a node gave to the results. */
    private static final class Listener implements RunListener {

        private final Display m_display;
        private final ResultWriter m_results;

        Listener(Display display, ResultWriter results) {
            m_display = display;
            m_results = results;
        }

        @Override
        public void started(NodeRun node) {
            m_display.started(node.id(), node.name());
        }

        @Override
        public void progress(NodeRun node, double fraction, Supplier<String> message) {
            m_display.progress(node.id(), fraction, message);
        }

        @Override
        public void ended(NodeRun node) {
            List<String> rows = new ArrayList<>();
            if (node.outputs() != null) {
                for (var output : node.outputs()) {
                    if (output instanceof org.knime.core.node.BufferedDataTable table) {
                        rows.add(Long.toString(table.size()));
                    }
                }
            }
            m_display.finished(
                    node.id(),
                    node.name(),
                    node.state(),
                    String.join(", ", rows),
                    node.seconds(),
                    node.message() == null ? null : node.message().replaceAll("\\s*\\R\\s*", " / "));
            m_results.add(node);
        }
    }
}
