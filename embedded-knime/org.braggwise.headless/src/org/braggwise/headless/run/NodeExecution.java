// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.util.Map;
import java.util.function.Consumer;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;

/** Where the execute of nodes runs: in this process, or on the machines of a cluster. Called on several threads. */
public interface NodeExecution extends AutoCloseable {

    /** In this process. */
    NodeExecution LOCAL = (node, in, settings, exec, warning) -> node.node().execute(in, settings, exec, warning);

    /**
     * Executes a configured node. What the node keeps for its view is in the node afterwards.
     *
     * @param node of the workflow
     * @param in the inputs, port 1 first
     * @param settings the node's own
     * @param exec progress, cancelling, tables
     * @param warning gets the node's warnings
     * @return the outputs, port 1 first
     */
    PortObject[] execute(
            NodeRun node, PortObject[] in, NodeSettings settings, ExecutionContext exec, Consumer<String> warning)
            throws CanceledExecutionException, KNIMEException, InvalidSettingsException;

    /** @return what took part beside this process, by name, for the record of the run */
    default Map<String, String> versions() {
        return Map.of();
    }

    /** Ends it; tables that it made can't be read any more. */
    @Override
    default void close() {
        // nothing to end in this process
    }
}
