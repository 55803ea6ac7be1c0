// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;

/** A cell factory for one column. */
public abstract class SingleCellFactory extends AbstractCellFactory {

    public SingleCellFactory(DataColumnSpec newColSpec) {
        super(newColSpec);
    }

    /** @param processConcurrently whether rows may be computed in parallel; here they are computed in order, one at a time */
    public SingleCellFactory(boolean processConcurrently, DataColumnSpec newColSpec) {
        super(processConcurrently, newColSpec);
    }

    @Override
    public DataCell[] getCells(DataRow row, long rowIndex) {
        return new DataCell[] {getCell(row, rowIndex)};
    }

    public DataCell getCell(DataRow row) {
        throw new UnsupportedOperationException(
                "A single cell factory implements getCell(DataRow) or getCell(DataRow, long).");
    }

    /** @param rowIndex the row's position, from 0 */
    public DataCell getCell(DataRow row, long rowIndex) {
        return getCell(row);
    }
}
