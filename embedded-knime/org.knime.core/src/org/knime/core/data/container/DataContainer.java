// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import org.braggwise.embedded.table.TableBuilder;
import org.braggwise.embedded.table.TableFiles;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;

/** Takes the rows of a table one after the other; rows beyond what memory holds go to a file. */
public class DataContainer {

    private final TableBuilder m_builder;

    public DataContainer(DataTableSpec spec) {
        m_builder = new TableBuilder(spec, TableFiles.current());
    }

    /**
     * @throws IllegalArgumentException where the row does not fit the spec
     * @throws org.knime.core.util.DuplicateKeyException where the table has a row of this key already
     * @throws IllegalStateException where the container is closed
     */
    public void addRowToTable(DataRow row) {
        m_builder.add(row);
    }

    /** Ends the table. */
    public void close() {
        m_builder.close();
    }

    public boolean isOpen() {
        return !m_builder.isClosed();
    }

    public boolean isClosed() {
        return m_builder.isClosed();
    }

    public long size() {
        return m_builder.size();
    }

    /** @return the spec given; once closed, with the domains of the rows */
    public DataTableSpec getTableSpec() {
        return m_builder.spec();
    }

    /** @throws IllegalStateException where the container is open */
    public DataTable getTable() {
        return m_builder.table();
    }
}
