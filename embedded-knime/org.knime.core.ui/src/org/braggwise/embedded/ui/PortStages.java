// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.braggwise.embedded.ui.EmbeddedNode.Port;
import org.knime.core.node.port.PortType;
import org.knime.node.RequirePorts.ConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.knime.node.RequirePorts.RequireConfigurablePortMode;
import org.knime.node.RequirePorts.RequirePortName;
import org.knime.node.RequirePorts.RequireSupportedTypes;

/** Hears what ports a node states. */
public final class PortStages implements DynamicPortsAdder {

    private final List<Port> m_ports = new ArrayList<>();

    private PortStages() {}

    /** @return the node's ports in the order in which it states them, the optional ones included */
    public static List<Port> of(Consumer<DynamicPortsAdder> portsAdder) {
        var stages = new PortStages();
        portsAdder.accept(stages);
        return List.copyOf(stages.m_ports);
    }

    @Override
    public DynamicPortsAdder addInputPortGroup(String groupId, Function<RequirePortName, ConfigurablePort> group) {
        group.apply(name -> description -> new Mode(groupId, true, name, description));
        return this;
    }

    @Override
    public DynamicPortsAdder addOutputPortGroup(String groupId, Function<RequirePortName, ConfigurablePort> group) {
        group.apply(name -> description -> new Mode(groupId, false, name, description));
        return this;
    }

    private void add(Port port) {
        if (port.group().isEmpty() || m_ports.stream().anyMatch(p -> p.group().equals(port.group()))) {
            throw new IllegalArgumentException(
                    "Port group \"" + port.group() + "\": expected an id that no other group has.");
        }
        m_ports.add(port);
    }

    private final class Mode implements RequireConfigurablePortMode {

        private final String m_group;
        private final boolean m_input;
        private final String m_name;
        private final String m_description;

        Mode(String group, boolean input, String name, String description) {
            m_group = group;
            m_input = input;
            m_name = name;
            m_description = description;
        }

        @Override
        public FinalConfigurablePort fixed(PortType type) {
            add(new Port(m_group, m_input, false, true, m_name, m_description, type));
            return new FinalConfigurablePort();
        }

        @Override
        public RequireSupportedTypes<OptionalConfigurablePort> optional() {
            return types -> {
                if (types.length != 1) {
                    throw new UnsupportedOperationException("RequireSupportedTypes.supportedTypes(..) of "
                            + types.length + " types: an optional port has one type here.");
                }
                Port port = new Port(m_group, m_input, true, false, m_name, m_description, types[0]);
                add(port);
                return type -> {
                    if (!type.equals(port.type())) {
                        throw new IllegalArgumentException("Port group \"" + m_group + "\": the default type "
                                + type.getName() + " is not among the supported ones.");
                    }
                    m_ports.set(
                            m_ports.indexOf(port), new Port(m_group, m_input, true, true, m_name, m_description, type));
                    return new FinalConfigurablePort();
                };
            };
        }
    }
}
