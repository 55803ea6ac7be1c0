// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import java.util.List;
import java.util.Optional;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.text.Reason;
import org.braggwise.headless.workflow.Config;
import org.braggwise.headless.workflow.StoredNode;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowNode;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.DefaultNodeFactory;

/** The nodes that are installed, as their plug-ins register them at KNIME's extension point. */
public interface NodeCatalog {

    /** KNIME's extension point for nodes. */
    String NODES = "org.knime.workbench.repository.nodes";

    /** KNIME's extension point for the categories of its node repository. */
    String CATEGORIES = "org.knime.workbench.repository.categories";

    /** @return all nodes, in the order in which the plug-ins name them */
    List<NodeOrigin> origins();

    /**
     * @param origin one of {@link #origins()}
     * @return a new factory
     * @throws ReflectiveOperationException where the class is missing, has no public no-argument constructor or is no DefaultNodeFactory
     */
    DefaultNodeFactory create(NodeOrigin origin) throws ReflectiveOperationException;

    /** @return the node that the factory's class name stands for, if it is installed */
    default Optional<NodeOrigin> find(String factory) {
        return origins().stream().filter(o -> o.factory().equals(factory)).findFirst();
    }

    /**
     * @param node of a workflow
     * @return the installed node, with the optional ports that the workflow's has
     * @throws WorkflowException naming plug-in and factory where they are missing, or the key of an optional port that does not fit
     */
    default EmbeddedNode create(WorkflowNode node) throws WorkflowException {
        String plugin = node.bundleSymbolicName().isEmpty()
                ? "a plug-in that the workflow does not name"
                : "the plug-in " + node.bundleSymbolicName() + " " + node.bundleVersion()
                        + (node.bundleName().isEmpty() ? "" : " (\"" + node.bundleName() + "\")");
        NodeOrigin origin = find(node.factory())
                .orElseThrow(
                        () -> new WorkflowException(
                                node.settingsFile() + ", key factory: "
                                        + node.label() + " needs the factory " + node.factory() + " of " + plugin
                                        + ", which is not installed here. braggwise nodes lists the nodes that are; --knime HOME runs the workflow in KNIME."));
        try {
            return EmbeddedNode.of(
                    create(origin),
                    SettingsBridge.toKnime(
                            node.settings().tree(StoredNode.CREATION_CONFIG).orElse(new Config())));
        } catch (InvalidSettingsException e) {
            throw new WorkflowException(
                    node.settingsFile() + ", key " + StoredNode.CREATION_CONFIG + ": " + node.label() + ": "
                            + e.getMessage() + ". Is the workflow of another version of the plug-in than "
                            + origin.bundleVersion() + "?",
                    e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new WorkflowException(
                    node.settingsFile() + ", key factory: the factory " + node.factory() + " of " + node.label()
                            + " cannot be made: " + Reason.of(e) + ". Is the plug-in " + origin.bundle() + " "
                            + origin.bundleVersion() + " complete?",
                    e);
        }
    }
}
