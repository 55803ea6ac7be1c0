// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.braggwise.embedded.ui.EmbeddedNode.Port;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/**
 * The ports that one node of a workflow has: all that its factory states, but of the optional ones only those that a new node has or that were
 * added, and that nobody removed.
 * Ports are counted among these, so that a port behind an absent one has the absent one's index.
 */
final class NodePorts {

    /** The keys of KNIME's config of a port that a user added: {@code <group>/port_0/object_class}. */
    private static final String ADDED = "port_0";

    private static final String CLASS = "object_class";

    private final List<Port> m_stated;
    private final Set<String> m_present;

    /** @param present groups of the optional ports that are there */
    private NodePorts(List<Port> stated, Set<String> present) {
        m_stated = stated;
        m_present = present;
    }

    /**
     * @param added groups of optional ports beside those of a new node
     * @param removed groups of optional ports of a new node
     * @throws IllegalArgumentException naming the group that is no optional port
     */
    static NodePorts of(List<Port> stated, Collection<String> added, Collection<String> removed) {
        Set<String> optional = groups(stated, Port::optional);
        for (String group : Stream.concat(added.stream(), removed.stream()).toList()) {
            if (!optional.contains(group)) {
                throw new IllegalArgumentException("no optional port is called \"" + group + "\"; "
                        + (optional.isEmpty() ? "the node has none" : "expected " + String.join(", ", optional)));
            }
        }
        Set<String> present = groups(stated, p -> p.optional() && p.initial());
        present.addAll(added);
        present.removeAll(removed);
        return new NodePorts(stated, present);
    }

    private static Set<String> groups(List<Port> stated, Predicate<Port> which) {
        return stated.stream().filter(which).map(Port::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param config what {@link #save()} gives; a group that it lacks is as in a new node, as in a workflow older than the group
     * @throws InvalidSettingsException naming the key, where an optional port has not the type that the node states
     */
    static NodePorts load(List<Port> stated, NodeSettingsRO config) throws InvalidSettingsException {
        Set<String> present = groups(stated, p -> p.optional() && p.initial());
        for (Port p : stated) {
            if (!p.optional() || !config.containsKey(p.group())) {
                continue;
            }
            NodeSettingsRO group = config.getNodeSettings(p.group());
            present.remove(p.group());
            for (String key : group.keySet()) {
                String found = group.getNodeSettings(key).getString(CLASS);
                String expected = p.type().getPortObjectClass().getName();
                if (!key.equals(ADDED) || !found.equals(expected)) {
                    throw new InvalidSettingsException("key " + p.group() + "." + key + "." + CLASS + ": found " + found
                            + ", expected one port, " + ADDED + ", of " + expected);
                }
                present.add(p.group());
            }
        }
        return new NodePorts(stated, present);
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
                .filter(p -> !p.optional() || m_present.contains(p.group()))
                .toList();
    }

    /** @return the config "node_creation_config" as KNIME saves it: a config for each group, which holds an optional port that is there */
    NodeSettings save() {
        NodeSettings config = new NodeSettings("node_creation_config");
        for (Port p : m_stated) {
            NodeSettingsWO group = config.addNodeSettings(p.group());
            if (m_present.contains(p.group())) {
                group.addNodeSettings(ADDED)
                        .addString(CLASS, p.type().getPortObjectClass().getName());
            }
        }
        return config;
    }
}
