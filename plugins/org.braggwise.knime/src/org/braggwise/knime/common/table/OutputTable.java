// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/**
 * Tables with long texts. KNIME lists up to 60 different texts of a column as its possible values in the table's description, which every
 * node behind it passes on and every save of these writes: of CIF text these are megabytes that say nothing.
 */
public final class OutputTable {

    /** Longer texts are no names of anything. */
    private static final int LONGEST_VALUE = 256;

    private OutputTable() {}

    /**
     * Closes the container.
     *
     * @return its table; columns with long texts have no possible values
     */
    public static BufferedDataTable of(BufferedDataContainer container, ExecutionContext exec) {
        container.close();
        BufferedDataTable table = container.getTable();
        DataTableSpec spec = table.getDataTableSpec();
        if (spec.stream().noneMatch(OutputTable::listsLongTexts)) {
            return table;
        }
        return exec.createSpecReplacerTable(
                table,
                new DataTableSpecCreator(spec)
                        .dropAllColumns()
                        .addColumns(spec.stream()
                                .map(c -> listsLongTexts(c) ? withoutDomain(c) : c)
                                .toArray(DataColumnSpec[]::new))
                        .createSpec());
    }

    private static boolean listsLongTexts(DataColumnSpec column) {
        var values = column.getDomain().getValues();
        return values != null
                && values.stream()
                        .anyMatch(v ->
                                v instanceof StringValue s && s.getStringValue().length() > LONGEST_VALUE);
    }

    private static DataColumnSpec withoutDomain(DataColumnSpec column) {
        var creator = new DataColumnSpecCreator(column);
        creator.setDomain(null);
        return creator.createSpec();
    }
}
