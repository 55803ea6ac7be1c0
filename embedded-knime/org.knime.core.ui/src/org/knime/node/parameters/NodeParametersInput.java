// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters;

import java.util.Optional;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/** What parameters and their dialog know of the node's input; empty where nothing is connected. */
public interface NodeParametersInput {

    PortObjectSpec[] getInPortSpecs();

    Optional<PortObjectSpec> getInPortSpec(int portIndex);

    DataTableSpec[] getInTableSpecs();

    Optional<DataTableSpec> getInTableSpec(int portIndex);

    PortType[] getInPortTypes();

    PortType[] getOutPortTypes();
}
