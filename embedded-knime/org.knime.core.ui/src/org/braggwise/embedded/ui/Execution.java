// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.Arrays;
import java.util.function.Consumer;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.parameters.NodeParameters;

/** What a node gives in its execute. */
final class Execution implements ExecuteOutput {

    private final PortObject[] m_data;
    private final Consumer<String> m_warning;
    private final Consumer<PortObject[]> m_internalData;

    Execution(int ports, Consumer<String> warning, Consumer<PortObject[]> internalData) {
        m_data = new PortObject[ports];
        m_warning = warning;
        m_internalData = internalData;
    }

    PortObject[] data() {
        return m_data;
    }

    @SafeVarargs
    @Override
    public final <D extends PortObject> void setOutData(D... data) {
        System.arraycopy(data, 0, m_data, 0, data.length);
    }

    @Override
    public <D extends PortObject> void setOutData(int portIndex, D data) {
        m_data[portIndex] = data;
    }

    @SafeVarargs
    @Override
    public final <D extends PortObject> void setInternalData(D... data) {
        m_internalData.accept(data);
    }

    @Override
    public void setWarningMessage(String message) {
        m_warning.accept(message);
    }

    /** What a node gets in its execute. */
    record Input(NodeParameters parameters, PortObject[] objects, ExecutionContext exec, PortType[] outTypes)
            implements ExecuteInput {

        @Override
        @SuppressWarnings("unchecked")
        public <S extends NodeParameters> S getParameters() {
            return (S) parameters;
        }

        @Override
        public PortObject[] getInPortObjects() {
            return objects;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <D extends PortObject> D getInPortObject(int portIndex) {
            return (D) objects[portIndex];
        }

        @Override
        public BufferedDataTable[] getInTables() {
            return Arrays.copyOf(objects, objects.length, BufferedDataTable[].class);
        }

        @Override
        public BufferedDataTable getInTable(int portIndex) {
            return (BufferedDataTable) objects[portIndex];
        }

        @Override
        public ExecutionContext getExecutionContext() {
            return exec;
        }

        @Override
        public PortType[] getOutPortTypes() {
            return outTypes;
        }
    }
}
