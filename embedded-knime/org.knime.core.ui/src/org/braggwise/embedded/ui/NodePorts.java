// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.braggwise.embedded.ui.EmbeddedNode.Port;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/**
 * The ports that one node of a workflow has: all that its factory states, but of the optional ones only those that were added.
 * Ports are counted among these, so that a port behind an absent one has the absent one's index.
 */
final class NodePorts {

    /** The keys of KNIME's config of a port that a user added: {@code <group>/port_0/object_class}. */
    private static final String ADDED = "port_0";

    private static final String CLASS = "object_class";

    private final List<Port> m_stated;
    private final Set<String> m_added;

    /**
     * @param added groups of optional ports
     * @throws IllegalArgumentException naming the group that is no optional port
     */
    NodePorts(List<Port> stated, Collection<String> added) {
        m_stated = stated;
        m_added = new TreeSet<>(added);
        Set<String> optional =
                stated.stream().filter(Port::optional).map(Port::group).collect(Collectors.toCollection(TreeSet::new));
        for (String group : m_added) {
            if (!optional.contains(group)) {
                throw new IllegalArgumentException("no optional port is called \"" + group + "\"; "
                        + (optional.isEmpty() ? "the node has none" : "expected " + String.join(", ", optional)));
            }
        }
    }

    /**
     * @param config what {@link #save()} gives; a group that it lacks is as in a new node, as in a workflow older than the group
     * @throws InvalidSettingsException naming the key, where an optional port has not the type that the node states
     */
    static NodePorts load(List<Port> stated, NodeSettingsRO config) throws InvalidSettingsException {
        Set<String> added = new TreeSet<>();
        for (Port p : stated) {
            if (!p.optional() || !config.containsKey(p.group())) {
                continue;
            }
            NodeSettingsRO group = config.getNodeSettings(p.group());
            for (String key : group.keySet()) {
                String found = group.getNodeSettings(key).getString(CLASS);
                String expected = p.type().getPortObjectClass().getName();
                if (!key.equals(ADDED) || !found.equals(expected)) {
                    throw new InvalidSettingsException("key " + p.group() + "." + key + "." + CLASS + ": found " + found
                            + ", expected one port, " + ADDED + ", of " + expected);
                }
                added.add(p.group());
            }
        }
        return new NodePorts(stated, added);
    }

    List<Port> stated() {
        return m_stated;
    }

    List<Port> in() {
        return present(Port::input);
    }

    List<Port> out() {
        return present(p -> !p.input());
    }

    private List<Port> present(Predicate<Port> side) {
        return m_stated.stream()
                .filter(side)
                .filter(p -> !p.optional() || m_added.contains(p.group()))
                .toList();
    }

    /** @return the config "node_creation_config" as KNIME saves it: a config for each group, which holds the ports that were added */
    NodeSettings save() {
        NodeSettings config = new NodeSettings("node_creation_config");
        for (Port p : m_stated) {
            NodeSettingsWO group = config.addNodeSettings(p.group());
            if (m_added.contains(p.group())) {
                group.addNodeSettings(ADDED)
                        .addString(CLASS, p.type().getPortObjectClass().getName());
            }
        }
        return config;
    }
}
