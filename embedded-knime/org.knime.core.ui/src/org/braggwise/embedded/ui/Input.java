// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.Arrays;
import java.util.Optional;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParametersInput;

/** What parameters know of the node's input. */
final class Input implements NodeParametersInput {

    private final PortObjectSpec[] m_specs;
    private final PortType[] m_inTypes;
    private final PortType[] m_outTypes;

    /** @param specs null for nothing known, or null in its places */
    Input(PortObjectSpec[] specs, PortType[] inTypes, PortType[] outTypes) {
        m_specs = specs == null ? new PortObjectSpec[inTypes.length] : specs.clone();
        m_inTypes = inTypes;
        m_outTypes = outTypes;
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
        return m_specs.clone();
    }

    @Override
    public Optional<PortObjectSpec> getInPortSpec(int portIndex) {
        return Optional.ofNullable(m_specs[portIndex]);
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
        return Arrays.stream(m_specs).map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
    }

    @Override
    public Optional<DataTableSpec> getInTableSpec(int portIndex) {
        return getInPortSpec(portIndex).map(DataTableSpec.class::cast); // as KNIME does, which fails for another port
    }

    @Override
    public PortType[] getInPortTypes() {
        return m_inTypes.clone();
    }

    @Override
    public PortType[] getOutPortTypes() {
        return m_outTypes.clone();
    }
}
