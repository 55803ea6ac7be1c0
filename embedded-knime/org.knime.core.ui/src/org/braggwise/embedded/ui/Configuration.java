// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.Arrays;
import java.util.function.Consumer;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.RearrangeColumnsInput;
import org.knime.node.parameters.NodeParameters;

/** What a node says in its configure. */
final class Configuration implements ConfigureOutput {

    private final PortObjectSpec[] m_specs;
    private final Consumer<String> m_warning;

    Configuration(int ports, Consumer<String> warning) {
        m_specs = new PortObjectSpec[ports];
        m_warning = warning;
    }

    PortObjectSpec[] specs() {
        return m_specs;
    }

    @SafeVarargs
    @Override
    public final <S extends PortObjectSpec> void setOutSpecs(S... specs) {
        System.arraycopy(specs, 0, m_specs, 0, specs.length);
    }

    @Override
    public <S extends PortObjectSpec> void setOutSpec(int portIndex, S spec) {
        m_specs[portIndex] = spec;
    }

    @Override
    public void setWarningMessage(String message) {
        m_warning.accept(message);
    }

    /** What a node is told in its configure. */
    record Input(NodeParameters parameters, PortObjectSpec[] specs, PortType[] outTypes) implements ConfigureInput {

        @Override
        @SuppressWarnings("unchecked")
        public <S extends NodeParameters> S getParameters() {
            return (S) parameters;
        }

        @Override
        public PortObjectSpec[] getInPortSpecs() {
            return specs;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S extends PortObjectSpec> S getInPortSpec(int portIndex) {
            return (S) specs[portIndex];
        }

        @Override
        public DataTableSpec[] getInTableSpecs() {
            return Arrays.copyOf(specs, specs.length, DataTableSpec[].class);
        }

        @Override
        public DataTableSpec getInTableSpec(int portIndex) {
            return (DataTableSpec) specs[portIndex];
        }

        @Override
        public PortType[] getOutPortTypes() {
            return outTypes;
        }
    }

    /** What a node that rearranges columns is told. */
    record Columns(NodeParameters parameters, DataTableSpec spec) implements RearrangeColumnsInput {

        @Override
        @SuppressWarnings("unchecked")
        public <S extends NodeParameters> S getParameters() {
            return (S) parameters;
        }

        @Override
        public DataTableSpec getDataTableSpec() {
            return spec;
        }
    }
}
