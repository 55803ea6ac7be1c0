// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import org.knime.core.data.DataColumnSpec;

/** A cell factory for given columns. */
public abstract class AbstractCellFactory implements CellFactory {

    private final DataColumnSpec[] m_columns;

    public AbstractCellFactory(DataColumnSpec... colSpecs) {
        this(false, colSpecs);
    }

    /** @param processConcurrently whether rows may be computed in parallel; here they are computed in order, one at a time */
    public AbstractCellFactory(boolean processConcurrently, DataColumnSpec... colSpecs) {
        m_columns = colSpecs.clone();
    }

    @Override
    public DataColumnSpec[] getColumnSpecs() {
        return m_columns.clone();
    }

    /** Called once after the last row. */
    public void afterProcessing() {
        // nothing to do by default
    }
}
