// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.util.List;
import java.util.function.Function;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.container.CellFactory;
import org.knime.core.data.container.ColumnRearranger;

/**
 * One column of a rearranged table: kept from the input, or computed.
 *
 * @param spec the column's spec
 * @param inputColumn the column of the input, -1 where it is computed
 * @param factory what computes it, null where it is kept
 * @param factoryColumn the position among the factory's columns
 */
public record RearrangedColumn(DataColumnSpec spec, int inputColumn, CellFactory factory, int factoryColumn) {

    private static Function<ColumnRearranger, List<RearrangedColumn>> access;

    public static RearrangedColumn kept(DataColumnSpec spec, int inputColumn) {
        return new RearrangedColumn(spec, inputColumn, null, -1);
    }

    public static RearrangedColumn computed(DataColumnSpec spec, CellFactory factory, int factoryColumn) {
        return new RearrangedColumn(spec, -1, factory, factoryColumn);
    }

    public boolean isKept() {
        return factory == null;
    }

    /** The rearranger hands in how to read its columns, which KNIME's API has no method for. */
    public static void setAccess(Function<ColumnRearranger, List<RearrangedColumn>> columnsOf) {
        access = columnsOf;
    }

    /** @return the columns that the rearranger is set to */
    public static List<RearrangedColumn> of(ColumnRearranger rearranger) {
        return access.apply(rearranger);
    }
}
