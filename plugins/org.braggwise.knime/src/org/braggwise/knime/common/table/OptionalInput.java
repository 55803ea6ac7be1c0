// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.Collection;
import java.util.List;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;

/**
 * A table that a node takes only where the user added its port. The port is the node's last: KNIME counts ports among those that are
 * there, and its methods throw an ArrayIndexOutOfBoundsException for one that is not.
 */
public final class OptionalInput {

    /** The port of a node whose first table is always there. */
    public static final int SECOND = 1;

    private OptionalInput() {}

    /** @return whether the node has the port; whether anything is connected to it is another question */
    public static boolean isThere(ConfigureInput in, int port) {
        return port < in.getInPortSpecs().length;
    }

    /** @return the spec, null where the port is absent or nothing is known of its table */
    public static DataTableSpec spec(ConfigureInput in, int port) {
        return isThere(in, port) ? in.getInTableSpec(port) : null;
    }

    /** @return the table, null where the port is absent: a port that is there is connected when the node executes */
    public static BufferedDataTable table(ExecuteInput in, int port) {
        return port < in.getInPortObjects().length ? in.getInTable(port) : null;
    }

    /** @return whether the node has the port, for parameters and their effects */
    public static boolean isThere(NodeParametersInput input, int port) {
        return port < input.getInPortSpecs().length;
    }

    /** The columns of an optional table that can be read as one of some values; none where the port is absent. */
    public abstract static class Compatible extends CompatibleColumnsProvider {

        private final int m_port;

        protected Compatible(int port, Collection<Class<? extends DataValue>> types) {
            super(types);
            m_port = port;
        }

        @Override
        public final int getInputTableIndex() {
            return m_port;
        }

        @Override
        public final List<DataColumnSpec> columnChoices(NodeParametersInput context) {
            return isThere(context, m_port) ? super.columnChoices(context) : List.of();
        }
    }

    /** Whether the node has its optional second input. */
    public static final class SecondIsThere implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getConstant(input -> isThere(input, SECOND));
        }
    }

    /** Columns of text of the optional second input. */
    public static final class SecondTexts extends Compatible {
        SecondTexts() {
            super(SECOND, List.of(StringValue.class));
        }
    }

    /** Columns of numbers of the optional second input. */
    public static final class SecondNumbers extends Compatible {
        SecondNumbers() {
            super(SECOND, List.of(DoubleValue.class));
        }
    }
}
