// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.function.Consumer;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;

/** The stage that names the ports. */
public interface RequirePorts {

    default DefaultNode.RequireModel ports(final Consumer<PortsAdder> portsAdder) {
        throw new UnsupportedOperationException("RequirePorts.ports(..) belongs to the stages of DefaultNode.create().");
    }

    /** Takes the ports in their order. */
    interface PortsAdder {

        PortsAdder addInputPort(String name, String description, PortType type);

        default PortsAdder addInputTable(final String name, final String description) {
            return addInputPort(name, description, BufferedDataTable.TYPE);
        }

        PortsAdder addOutputPort(String name, String description, PortType type);

        default PortsAdder addOutputTable(final String name, final String description) {
            return addOutputPort(name, description, BufferedDataTable.TYPE);
        }
    }
}
