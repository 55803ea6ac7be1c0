// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.function.Consumer;
import java.util.function.Function;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;

/** The stage that names the ports: those that every node has, or groups of ports of which the user can add some. */
public interface RequirePorts {

    /** Each port is a group of its own, which its name identifies in saved workflows. */
    default DefaultNode.RequireModel ports(Consumer<PortsAdder> portsAdder) {
        return dynamicPorts(groups -> portsAdder.accept(new PortsAdder() {

            @Override
            public PortsAdder addInputPort(String name, String description, PortType type) {
                groups.addInputPortGroup(
                        name, p -> p.name(name).description(description).fixed(type));
                return this;
            }

            @Override
            public PortsAdder addOutputPort(String name, String description, PortType type) {
                groups.addOutputPortGroup(
                        name, p -> p.name(name).description(description).fixed(type));
                return this;
            }
        }));
    }

    DefaultNode.RequireModel dynamicPorts(Consumer<DynamicPortsAdder> portsAdder);

    /** Takes the ports in their order. */
    interface PortsAdder {

        PortsAdder addInputPort(String name, String description, PortType type);

        default PortsAdder addInputTable(String name, String description) {
            return addInputPort(name, description, BufferedDataTable.TYPE);
        }

        PortsAdder addOutputPort(String name, String description, PortType type);

        default PortsAdder addOutputTable(String name, String description) {
            return addOutputPort(name, description, BufferedDataTable.TYPE);
        }
    }

    /** Takes groups of ports in their order. A group's id is stored in saved workflows. */
    interface DynamicPortsAdder {

        DynamicPortsAdder addInputPortGroup(String groupId, Function<RequirePortName, ConfigurablePort> group);

        DynamicPortsAdder addOutputPortGroup(String groupId, Function<RequirePortName, ConfigurablePort> group);
    }

    /** A group's name comes first. */
    interface RequirePortName {

        RequirePortDescription name(String name);
    }

    /** Then its description. */
    interface RequirePortDescription {

        RequireConfigurablePortMode description(String description);
    }

    /** Then whether the node always has the port. */
    interface RequireConfigurablePortMode {

        FinalConfigurablePort fixed(PortType type);

        /** The node has the port when the user adds it. */
        RequireSupportedTypes<OptionalConfigurablePort> optional();
    }

    /** Then what the port takes. */
    interface RequireSupportedTypes<T> {

        T supportedTypes(PortType... types);
    }

    /** A group that is complete. */
    sealed interface ConfigurablePort permits FinalConfigurablePort, OptionalConfigurablePort {

        /** A group of which nothing more can be said. */
        final class FinalConfigurablePort implements ConfigurablePort {}

        /** A port that the user can add. */
        non-sealed interface OptionalConfigurablePort extends ConfigurablePort {

            /** A new node has the port, and the user can remove it. */
            FinalConfigurablePort defaultPortType(PortType type);
        }
    }
}
