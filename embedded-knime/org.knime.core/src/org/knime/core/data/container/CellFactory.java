// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;

/** Computes new cells of a row from the row. */
public interface CellFactory {

    /** @return the cells, one for each of the column specs */
    default DataCell[] getCells(DataRow row) {
        throw new UnsupportedOperationException(
                "A cell factory implements getCells(DataRow) or getCells(DataRow, long).");
    }

    /** @param rowIndex the row's position, from 0 */
    default DataCell[] getCells(DataRow row, long rowIndex) {
        return getCells(row);
    }

    DataColumnSpec[] getColumnSpecs();
}
