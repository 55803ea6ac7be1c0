// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.nodes.SettingsBridge;
import org.braggwise.headless.text.Reason;
import org.braggwise.headless.workflow.Connection;
import org.braggwise.headless.workflow.Workflow;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowGraph;
import org.braggwise.headless.workflow.WorkflowNode;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/**
 * Runs a workflow as KNIME does: configures all nodes, executes each when its inputs are there, configures a node again with the
 * inputs' real specifications just before, leaves unexecuted what depends on a node that failed.
 */
public final class WorkflowRun {

    /** How long a node may take to notice a cancel before its thread is interrupted. */
    private static final long GRACE_MILLIS = 300;

    private final Workflow m_workflow;
    private final WorkflowGraph m_graph;
    private final Path m_temp;
    private volatile NodeExecution m_execution = NodeExecution.LOCAL;
    private volatile RunListener m_listener;
    private final SortedMap<Integer, NodeRun> m_nodes = new TreeMap<>();

    /** Consumers that still need a node's outputs, and 1 for the listener. */
    private final Map<Integer, Integer> m_needed = new ConcurrentHashMap<>();

    /**
     * @param workflow to run
     * @param catalog of the installed nodes
     * @param temp where large tables go
     * @throws WorkflowException where a node is not installed or a connection fits no port
     */
    public WorkflowRun(Workflow workflow, NodeCatalog catalog, Path temp) throws WorkflowException {
        m_workflow = workflow;
        m_graph = workflow.graph();
        m_temp = temp;
        List<String> missing = new ArrayList<>();
        for (WorkflowNode stored : workflow.nodes()) {
            try {
                m_nodes.put(
                        stored.id(),
                        new NodeRun(
                                stored,
                                catalog.create(stored),
                                catalog.find(stored.factory()).orElse(null)));
            } catch (WorkflowException e) {
                missing.add(e.getMessage());
            }
        }
        if (!missing.isEmpty()) {
            throw new WorkflowException(workflow.directory() + ": " + String.join("\n", missing));
        }
        for (Connection connection : workflow.connections()) {
            check(connection);
        }
    }

    private void check(Connection c) throws WorkflowException {
        if (c.flowVariables()) {
            return;
        }
        NodeRun source = m_nodes.get(c.source());
        NodeRun dest = m_nodes.get(c.dest());
        String where = m_workflow.directory() + ": connection " + c + ": ";
        List<EmbeddedNode.Port> out = source.node().outPorts();
        List<EmbeddedNode.Port> in = dest.node().inPorts();
        if (c.sourcePort() < 1 || c.sourcePort() > out.size()) {
            throw new WorkflowException(where + source.stored().label() + " has " + out.size()
                    + " output ports, none of them is " + c.sourcePort() + ".");
        }
        if (c.destPort() < 1 || c.destPort() > in.size()) {
            throw new WorkflowException(where + dest.stored().label() + " has " + in.size()
                    + " input ports, none of them is " + c.destPort() + ".");
        }
        EmbeddedNode.Port from = out.get(c.sourcePort() - 1);
        EmbeddedNode.Port to = in.get(c.destPort() - 1);
        if (!to.type().getPortObjectClass().isAssignableFrom(from.type().getPortObjectClass())) {
            throw new WorkflowException(where + "output \"" + from.name() + "\" of "
                    + source.stored().label() + " is a "
                    + from.type().getName() + ", input \"" + to.name() + "\" of "
                    + dest.stored().label() + " takes a " + to.type().getName()
                    + ".");
        }
    }

    /** @param execution where nodes are executed from now on; in this process where it is never called */
    public void executeOn(NodeExecution execution) {
        m_execution = execution;
    }

    /** @return the nodes by id */
    public Collection<NodeRun> nodes() {
        return List.copyOf(m_nodes.values());
    }

    /** @return the ids, each after all that it depends on */
    public List<Integer> order() {
        return m_graph.order();
    }

    /** Configures every node whose inputs are configured. A node that cannot be configured yet gets another chance when its inputs are executed. */
    public void configure() {
        for (int id : m_graph.order()) {
            NodeRun node = m_nodes.get(id);
            PortObjectSpec[] in = new PortObjectSpec[node.node().inPorts().size()];
            String waiting = unconnected(node);
            for (Connection c : m_graph.into(id)) {
                NodeRun before = m_nodes.get(c.source());
                if (before.state() == NodeState.IDLE && waiting == null) {
                    waiting = "waits for node " + before.id() + " \"" + before.name() + "\"";
                } else if (!c.flowVariables() && before.specs() != null) {
                    in[c.destPort() - 1] = before.specs()[c.sourcePort() - 1];
                }
            }
            if (waiting != null) {
                node.notConfigured(waiting, null);
            } else {
                configure(node, in);
            }
        }
    }

    private String unconnected(NodeRun node) {
        List<EmbeddedNode.Port> ports = node.node().inPorts();
        Set<Integer> connected =
                m_graph.into(node.id()).stream().map(Connection::destPort).collect(java.util.stream.Collectors.toSet());
        for (int p = 1; p <= ports.size(); p++) {
            if (!connected.contains(p)) {
                return "input port " + p + " \"" + ports.get(p - 1).name() + "\" is not connected"
                        + (ports.get(p - 1).optional() ? ": connect it, or remove it from the node" : "");
            }
        }
        return null;
    }

    private static boolean configure(NodeRun node, PortObjectSpec[] in) {
        try {
            PortObjectSpec[] specs = node.node().configure(in, model(node), node::warn);
            node.configured(
                    specs == null ? new PortObjectSpec[node.node().outPorts().size()] : specs);
            return true;
        } catch (InvalidSettingsException e) {
            node.notConfigured(text(e), null);
        } catch (RuntimeException | LinkageError e) {
            node.notConfigured(unexpected(e), e);
        }
        return false;
    }

    private static NodeSettings model(NodeRun node) {
        return SettingsBridge.toKnime(node.stored().model());
    }

    /**
     * Executes all nodes. Returns when each is executed, failed, cancelled or cannot start.
     *
     * @param threads nodes that may run at the same time, at least 1
     * @param cancel stops it
     * @param listener hears how it goes
     */
    public void execute(int threads, CancelSwitch cancel, RunListener listener) {
        m_listener = listener;
        m_nodes.keySet().forEach(id -> m_needed.put(id, 1 + m_graph.outOf(id).size()));
        Set<Integer> left = new Scheduler(m_graph, threads, cancel, GRACE_MILLIS).run(new Scheduler.Work() {

            @Override
            public boolean execute(int id) {
                NodeRun node = m_nodes.get(id);
                try {
                    return WorkflowRun.this.execute(node, cancel);
                } finally {
                    m_graph.into(id).forEach(c -> release(c.source()));
                }
            }

            @Override
            public void skipped(int id, Collection<Integer> because) {
                NodeRun node = m_nodes.get(id);
                String reason = because.isEmpty()
                        ? "cancelled before it started"
                        : String.join(
                                ", ",
                                because.stream()
                                        .map(m_nodes::get)
                                        .map(b -> "node " + b.id() + " \"" + b.name() + "\" "
                                                + (b.state() == NodeState.NOT_EXECUTED
                                                        ? "is not executed"
                                                        : b.state().label()))
                                        .toList());
                node.ended(NodeState.NOT_EXECUTED, reason, null, 0);
                m_graph.into(id).forEach(c -> release(c.source()));
                m_listener.ended(node);
            }
        });
        for (int id : left) {
            NodeRun node = m_nodes.get(id);
            node.ended(NodeState.CANCELLED, "cancelled; it did not stop by itself", null, node.seconds());
            m_listener.ended(node);
        }
    }

    /** A workflow's models and tables are large: what nobody will read again is let go. */
    private void release(int id) {
        if (m_needed.merge(id, -1, Integer::sum) == 0) {
            m_nodes.get(id).letGo();
        }
    }

    /**
     * Says that the listener has read a node's outputs.
     *
     * @param node whose {@link NodeRun#outputs()} are not needed any more
     */
    public void done(NodeRun node) {
        release(node.id());
    }

    private boolean execute(NodeRun node, CancelSwitch cancel) {
        long start = System.nanoTime();
        Function<NodeState, Boolean> end = state -> {
            node.ended(state, node.message(), node.cause(), (System.nanoTime() - start) / 1e9);
            m_listener.ended(node);
            return false;
        };
        PortObject[] in = new PortObject[node.node().inPorts().size()];
        PortObjectSpec[] specs = new PortObjectSpec[in.length];
        for (Connection c : m_graph.into(node.id())) {
            if (!c.flowVariables()) {
                in[c.destPort() - 1] = m_nodes.get(c.source()).outputs()[c.sourcePort() - 1];
                specs[c.destPort() - 1] = in[c.destPort() - 1].getSpec();
            }
        }
        String unconnected = unconnected(node);
        if (unconnected != null) {
            node.notConfigured(unconnected, null);
            return end.apply(NodeState.FAILED);
        }
        if (!configure(node, specs)) {
            return end.apply(NodeState.FAILED);
        }
        PortObjectSpec[] expected = node.specs();
        node.executing();
        m_listener.started(node);
        String message;
        Throwable cause = null;
        NodeState state = NodeState.FAILED;
        try {
            PortObject[] out = m_execution.execute(node, in, model(node), context(node, cancel), node::warn);
            PortObjectSpec[] found = check(node, out, expected);
            node.executed(out, found, (System.nanoTime() - start) / 1e9);
            m_listener.ended(node);
            return true;
        } catch (CanceledExecutionException e) {
            state = NodeState.CANCELLED;
            message = "cancelled";
        } catch (KNIMEException e) {
            message = e.getKNIMEMessage() == null
                    ? text(e)
                    : e.getKNIMEMessage().toString().strip();
        } catch (InvalidSettingsException e) {
            message = text(e);
        } catch (Throwable e) { // NOSONAR a node's error must not end the run of the others
            if (cancel.cancelled()) {
                state = NodeState.CANCELLED;
                message = "cancelled";
            } else if (has(OutOfMemoryError.class, e)) {
                message = Reason.outOfMemory();
            } else if (e instanceof UncheckedIOException) {
                // a full disk is no error in the node
                message = Reason.of(e) + place(e);
            } else {
                message = unexpected(e);
                cause = e;
            }
        }
        node.ended(state, message, cause, (System.nanoTime() - start) / 1e9);
        m_listener.ended(node);
        return false;
    }

    private String place(Throwable e) {
        return String.valueOf(e.getMessage()).contains(m_temp.toString())
                ? ". Make room there, or set TMPDIR to a folder that has some."
                : "";
    }

    /** Pools of threads hand on what went wrong in them inside exceptions of their own. */
    private static boolean has(Class<? extends Throwable> type, Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    private ExecutionContext context(NodeRun node, CancelSwitch cancel) {
        return EmbeddedExecution.newContext(
                m_temp,
                new ProgressListener() {

                    private volatile double m_fraction = Double.NaN;
                    private volatile Supplier<String> m_message = () -> null;

                    @Override
                    public void progress(double progress) {
                        m_fraction = progress;
                        tell();
                    }

                    @Override
                    public void message(Supplier<String> message) {
                        m_message = message;
                        tell();
                    }

                    private void tell() {
                        m_listener.progress(node, m_fraction, m_message);
                    }
                },
                cancel::cancelled);
    }

    /** One output per port, of the port's type, with the columns that were announced. */
    private static PortObjectSpec[] check(NodeRun node, PortObject[] out, PortObjectSpec[] announced) {
        List<EmbeddedNode.Port> ports = node.node().outPorts();
        if (out == null || out.length != ports.size()) {
            throw new IllegalStateException(
                    "the node gave " + (out == null ? 0 : out.length) + " outputs for " + ports.size() + " ports");
        }
        PortObjectSpec[] specs = new PortObjectSpec[out.length];
        for (int i = 0; i < out.length; i++) {
            String port = "output port " + (i + 1) + " \"" + ports.get(i).name() + "\"";
            if (out[i] == null) {
                throw new IllegalStateException(port + " has no result");
            }
            if (!ports.get(i).type().getPortObjectClass().isInstance(out[i])) {
                throw new IllegalStateException(
                        port + " has a " + out[i].getClass().getName() + ", expected a "
                                + ports.get(i).type().getPortObjectClass().getName());
            }
            specs[i] = out[i].getSpec();
            if (announced[i] instanceof DataTableSpec a
                    && specs[i] instanceof DataTableSpec f
                    && !a.equalStructure(f)) {
                node.warn(port + " has other columns than the node announced: " + f + " instead of " + a);
            }
        }
        return specs;
    }

    private static String text(Exception e) {
        return Reason.of(e).strip();
    }

    private static String unexpected(Throwable e) {
        String reason = Reason.of(e);
        return reason.equals(Reason.PROGRAM_ERROR)
                ? "an error in the node itself, not in its input"
                : "an error in the node itself: " + reason;
    }
}
