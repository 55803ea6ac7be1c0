// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.lang.invoke.MethodHandles;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;

/** Makes KNIME's table out of its rows, and back: its API has no constructor. */
public final class Tables {

    private static BiFunction<DataTableSpec, RowStore, BufferedDataTable> constructor;
    private static Function<BufferedDataTable, RowStore> rows;

    static {
        try {
            MethodHandles.lookup().ensureInitialized(BufferedDataTable.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Tables() {}

    /** Called by the table's class when it is loaded. */
    public static void setAccess(
            BiFunction<DataTableSpec, RowStore, BufferedDataTable> newTable,
            Function<BufferedDataTable, RowStore> rowsOf) {
        constructor = newTable;
        rows = rowsOf;
    }

    public static BufferedDataTable create(DataTableSpec spec, RowStore store) {
        return constructor.apply(spec, store);
    }

    public static RowStore rows(BufferedDataTable table) {
        return rows.apply(table);
    }
}
