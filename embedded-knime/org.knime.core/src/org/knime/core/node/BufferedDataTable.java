// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import javax.swing.JComponent;

import org.braggwise.embedded.table.RowStore;
import org.braggwise.embedded.table.Tables;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/** A finished table, in memory or in a file. */
public final class BufferedDataTable implements DataTable, PortObject {

    static {
        Tables.setAccess(BufferedDataTable::new, t -> t.m_rows);
    }

    /** The type of table ports. */
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class);

    private final DataTableSpec m_spec;
    private final RowStore m_rows;

    private BufferedDataTable(DataTableSpec spec, RowStore rows) {
        m_spec = spec;
        m_rows = rows;
    }

    @Override
    public DataTableSpec getDataTableSpec() {
        return m_spec;
    }

    @Override
    public DataTableSpec getSpec() {
        return m_spec;
    }

    /** @return the number of rows */
    public long size() {
        return m_rows.size();
    }

    /** @return a pass over the rows, to be closed where it is not gone through to the end */
    @Override
    public CloseableRowIterator iterator() {
        return m_rows.iterator();
    }

    @Override
    public String getSummary() {
        return "Rows: " + size() + ", Cols: " + m_spec.getNumColumns();
    }

    /** Not there without a desktop. */
    @Override
    public JComponent[] getViews() {
        throw new UnsupportedOperationException("BufferedDataTable.getViews() is not part of the embedded KNIME.");
    }
}
