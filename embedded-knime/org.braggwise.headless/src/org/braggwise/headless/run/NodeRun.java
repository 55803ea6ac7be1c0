// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.nodes.NodeOrigin;
import org.braggwise.headless.workflow.WorkflowNode;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/** One node of a running workflow: what it is, how far it is, what it gave. Written by one thread at a time, read by any. */
public final class NodeRun {

    private final WorkflowNode m_stored;
    private final EmbeddedNode m_node;
    private final NodeOrigin m_origin;
    private final List<String> m_warnings = new CopyOnWriteArrayList<>();
    private volatile NodeState m_state = NodeState.IDLE;
    private volatile PortObjectSpec[] m_specs;
    private volatile PortObject[] m_outputs;
    private volatile String m_message;
    private volatile double m_seconds;
    private volatile Throwable m_cause;

    NodeRun(WorkflowNode stored, EmbeddedNode node, NodeOrigin origin) {
        m_stored = stored;
        m_node = node;
        m_origin = origin;
    }

    /** @return the node as stored in the workflow, with the settings of this run */
    public WorkflowNode stored() {
        return m_stored;
    }

    /** @return the installed node */
    public EmbeddedNode node() {
        return m_node;
    }

    /** @return the plug-in that has the node; null for nodes that no catalog lists */
    public NodeOrigin origin() {
        return m_origin;
    }

    /** @return id in the workflow */
    public int id() {
        return m_stored.id();
    }

    /** @return name in the workflow */
    public String name() {
        return m_stored.name();
    }

    /** @return how far it is */
    public NodeState state() {
        return m_state;
    }

    /** @return why it failed, is not configured or did not start, else its last warning; null: it said nothing */
    public String message() {
        return m_message != null ? m_message : m_warnings.isEmpty() ? null : m_warnings.get(m_warnings.size() - 1);
    }

    /** @return the warnings of its execution, in order */
    public List<String> warnings() {
        return List.copyOf(m_warnings);
    }

    /** @return how long it ran */
    public double seconds() {
        return m_seconds;
    }

    /** @return what was thrown, where that was not meant for the user: an error in the node; else null */
    public Throwable cause() {
        return m_cause;
    }

    /** @return the outputs' specifications, as configured or as executed; null where not configured, with null for unknown ones */
    public PortObjectSpec[] specs() {
        PortObjectSpec[] specs = m_specs;
        return specs == null ? null : specs.clone();
    }

    /** @return the outputs, port 1 first; null before the node is executed and after they are let go */
    public PortObject[] outputs() {
        PortObject[] outputs = m_outputs;
        return outputs == null ? null : outputs.clone();
    }

    void configured(PortObjectSpec[] specs) {
        m_specs = specs;
        m_message = null;
        m_state = NodeState.CONFIGURED;
    }

    void notConfigured(String message, Throwable cause) {
        m_specs = null;
        m_message = message;
        m_cause = cause;
        m_state = NodeState.IDLE;
    }

    void executing() {
        m_warnings.clear();
        m_message = null;
        m_cause = null;
        m_state = NodeState.EXECUTING;
    }

    void executed(PortObject[] outputs, PortObjectSpec[] specs, double seconds) {
        m_outputs = outputs;
        m_specs = specs;
        m_seconds = seconds;
        m_state = NodeState.EXECUTED;
    }

    void ended(NodeState state, String message, Throwable cause, double seconds) {
        m_seconds = seconds;
        m_message = message;
        m_cause = cause;
        m_state = state;
    }

    void warn(String warning) {
        if (warning != null && !warning.isBlank() && !m_warnings.contains(warning)) {
            m_warnings.add(warning);
        }
    }

    void letGo() {
        m_outputs = null;
    }
}
