// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.braggwise.headless.output.NodeRecord;
import org.braggwise.headless.output.ResultWriter;
import org.braggwise.headless.output.RunFolder;
import org.braggwise.headless.run.CancelSwitch;
import org.braggwise.headless.run.NodeRun;
import org.braggwise.headless.run.NodeState;
import org.braggwise.headless.run.RunListener;
import org.braggwise.headless.run.WorkflowRun;
import org.braggwise.headless.terminal.Display;

/** Shows how a run goes, and hands what a node gave to the results. What goes wrong is said once: when it happens. */
final class Progress implements RunListener {

    private final Display m_display;
    private final ResultWriter m_results;
    private final WorkflowRun m_run;
    private final CancelSwitch m_cancel;
    private final Path m_workflow;
    private final Path m_out;

    /** What was said of nodes before they were to run. */
    private final Map<Integer, String> m_said = new HashMap<>();

    /**
     * @param workflow as the user called it
     * @param out the results' directory; null: none
     */
    Progress(Display display, ResultWriter results, WorkflowRun run, CancelSwitch cancel, Path workflow, Path out) {
        m_display = display;
        m_results = results;
        m_run = run;
        m_cancel = cancel;
        m_workflow = workflow;
        m_out = out;
    }

    /** Says at the start what is known to go wrong hours later. */
    void configured(NodeRun node) {
        String message = node.message();
        if (node.state() == NodeState.IDLE && !String.valueOf(message).startsWith("waits for")) {
            m_said.put(node.id(), message);
            failed(node, message);
        }
    }

    private void failed(NodeRun node, String message) {
        m_display.error("braggwise: " + m_workflow + ", " + node.stored().label() + " ("
                + node.stored().settingsFile() + "): " + message);
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
        boolean failed = node.state() == NodeState.FAILED;
        String message = node.message();
        boolean silent =
                failed || message == null || message.equals(node.state().label());
        m_display.finished(
                node.id(),
                node.name(),
                node.state(),
                rows(node),
                node.seconds(),
                silent ? null : message.replaceAll("\\s*\\R\\s*", " / "));
        if (failed && !String.valueOf(message).equals(m_said.get(node.id()))) {
            failed(node, message + details(node));
        }
        m_results.add(node, record -> written(node, record));
    }

    private String details(NodeRun node) {
        if (node.cause() == null) {
            return "";
        }
        String end = node.message().endsWith(".") ? " " : ". ";
        return end
                + (m_out == null
                        ? ErrorFile.write(node.stored().label() + ": " + node.message(), node.cause())
                        : ErrorFile.advice(m_out.resolve(RunFolder.nodeFolder(node.id(), node.name()))
                                .resolve("error.txt")));
    }

    private void written(NodeRun node, NodeRecord record) {
        m_run.done(node);
        if (record.lost() != null && !m_cancel.cancelled()) {
            m_display.error("braggwise: " + m_workflow + ", " + node.stored().label()
                    + ": its results could not be written: " + record.lost() + ". The run goes on.");
        }
    }

    private static String rows(NodeRun node) {
        String rows = NodeRecord.rows(node);
        return rows.matches("\\d+") ? rows + (rows.equals("1") ? " row" : " rows") : rows;
    }
}
