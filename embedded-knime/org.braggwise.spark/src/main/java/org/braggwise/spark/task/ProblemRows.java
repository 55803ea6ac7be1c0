// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.util.Set;

import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;

/** What the rows of the nodes' tables of problems say of the rows of the input. */
public final class ProblemRows {

    /** The name of the tables of problems. */
    private static final String TABLE = "Problems";

    /** The column that says which row or file it was. */
    public static final int SOURCE = 0;

    /** The column that says what was found. */
    public static final int FOUND = 4;

    private static final int ACTION = 6;
    private static final int COLUMNS = 7;

    /** Of a problem that several rows have, written once, after those of single rows. */
    private static final Set<String> OF_MANY = Set.of("rows kept");

    private ProblemRows() {}

    /** @return whether it is a node's table of problems */
    public static boolean isProblemTable(DataTableSpec spec) {
        return TABLE.equals(spec.getName()) && spec.getNumColumns() == COLUMNS && spec.containsName("Action");
    }

    /** @return whether the row of a table of problems counts what it names over the rows of the input */
    static boolean isTotal(DataRow row) {
        return OF_MANY.contains(row.getCell(ACTION).toString());
    }
}
