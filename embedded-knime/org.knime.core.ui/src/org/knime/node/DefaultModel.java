// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import org.braggwise.embedded.ui.ModelSheet;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;

/** What a node does: its parameters, the specs of its outputs, its work. */
public abstract class DefaultModel {

    private final ModelSheet m_sheet;

    private DefaultModel(ModelSheet sheet) {
        m_sheet = sheet;
    }

    static ModelSheet sheet(DefaultModel model) {
        return model.m_sheet;
    }

    static RequireModelParameters stages() {
        return parameters -> new RequireConfigureOrRearrangeColumns() {
            @Override
            public RequireExecute configure(ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure) {
                return execute -> new Stated(ModelSheet.standard(parameters, configure, execute));
            }

            @Override
            public DefaultModel rearrangeColumns(
                    ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput> rearrange) {
                return new Stated(ModelSheet.rearranging(parameters, rearrange));
            }
        };
    }

    private static final class Stated extends DefaultModel {
        Stated(ModelSheet sheet) {
            super(sheet);
        }
    }

    /** The parameters come first. */
    public interface RequireModelParameters {

        RequireConfigureOrRearrangeColumns parametersClass(Class<? extends NodeParameters> parametersClass);

        default RequireConfigureOrRearrangeColumns withoutParameters() {
            return parametersClass(null);
        }
    }

    /** Then how the outputs look, or all at once for a node that works on the columns of one table. */
    public interface RequireConfigureOrRearrangeColumns {

        RequireExecute configure(ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure);

        DefaultModel rearrangeColumns(
                ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput> rearrangeColumns);
    }

    /** Then the work. */
    public interface RequireExecute {

        DefaultModel execute(ExecuteConsumer execute);
    }

    /** Looks at its input and says what the output is. */
    @FunctionalInterface
    public interface ConfigureOrRearrangerConsumer<I, O> {

        void accept(I input, O output) throws InvalidSettingsException;
    }

    /** Does the work. */
    @FunctionalInterface
    public interface ExecuteConsumer {

        void accept(ExecuteInput input, ExecuteOutput output) throws CanceledExecutionException, KNIMEException;
    }

    /** What is known before the execution. */
    public interface ConfigureInput {

        <S extends NodeParameters> S getParameters();

        PortObjectSpec[] getInPortSpecs();

        <S extends PortObjectSpec> S getInPortSpec(int portIndex);

        DataTableSpec[] getInTableSpecs();

        DataTableSpec getInTableSpec(int portIndex);

        PortType[] getOutPortTypes();
    }

    /** What a node says before its execution. */
    public interface ConfigureOutput {

        @SuppressWarnings("unchecked")
        <S extends PortObjectSpec> void setOutSpecs(S... specs);

        <S extends PortObjectSpec> void setOutSpec(int portIndex, S spec);

        void setWarningMessage(String message);
    }

    /** What an execution gets. */
    public interface ExecuteInput {

        <S extends NodeParameters> S getParameters();

        PortObject[] getInPortObjects();

        <D extends PortObject> D getInPortObject(int portIndex);

        BufferedDataTable[] getInTables();

        BufferedDataTable getInTable(int portIndex);

        ExecutionContext getExecutionContext();

        PortType[] getOutPortTypes();
    }

    /** What an execution gives. */
    public interface ExecuteOutput {

        @SuppressWarnings("unchecked")
        <D extends PortObject> void setOutData(D... data);

        <D extends PortObject> void setOutData(int portIndex, D data);

        /** Keeps tables or port objects for the view; they are saved with the workflow. */
        @SuppressWarnings("unchecked")
        <D extends PortObject> void setInternalData(D... data);

        void setWarningMessage(String message);
    }

    /** What is known of the table whose columns are rearranged. */
    public interface RearrangeColumnsInput {

        <S extends NodeParameters> S getParameters();

        DataTableSpec getDataTableSpec();
    }

    /** What a node that rearranges columns says. */
    public interface RearrangeColumnsOutput {

        void setColumnRearranger(ColumnRearranger rearranger);
    }
}
