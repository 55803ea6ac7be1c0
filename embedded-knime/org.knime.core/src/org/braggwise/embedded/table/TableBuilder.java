// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.util.stream.IntStream;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.util.DuplicateKeyException;

/** Makes a table row by row, holding each row against the spec and the keys before it. */
public final class TableBuilder {

    private static final int SHOWN = 30;

    private final RowWriter m_writer;
    private final RowKeys m_keys = new RowKeys();
    private final DomainUpdate[] m_domains;
    private DataTableSpec m_spec;
    private BufferedDataTable m_table;

    /** @throws NullPointerException where the spec is null */
    public TableBuilder(DataTableSpec spec, TableFiles files) {
        if (spec == null) {
            throw new NullPointerException("A container needs the spec of its table.");
        }
        m_spec = spec;
        m_writer = new RowWriter(files);
        m_domains = spec.stream().map(DomainUpdate::new).toArray(DomainUpdate[]::new);
    }

    /**
     * @throws IllegalArgumentException where the number or the types of the cells do not fit the spec
     * @throws DuplicateKeyException where there is a row of this key already
     * @throws IllegalStateException after the end of the table
     */
    public void add(DataRow row) {
        if (isClosed()) {
            throw new IllegalStateException("Cannot add row: the container is closed.");
        }
        if (row == null) {
            throw new NullPointerException("Can't add null rows to container");
        }
        check(row);
        if (!m_keys.add(row.getKey(), k -> m_writer.contains(k, m_spec.getNumColumns()))) {
            String key = row.getKey().getString();
            throw new DuplicateKeyException("Encountered duplicate row ID \"" + key + "\"", key);
        }
        for (int i = 0; i < m_domains.length; i++) {
            m_domains[i].add(row.getCell(i));
        }
        m_writer.add(row);
    }

    private void check(DataRow row) {
        if (row.getNumCells() != m_spec.getNumColumns()) {
            throw new IllegalArgumentException(
                    "Cell count in row \"" + row.getKey() + "\" is not equal to length of column names array: "
                            + row.getNumCells() + " vs. " + m_spec.getNumColumns());
        }
        for (int i = 0; i < row.getNumCells(); i++) {
            DataCell cell = row.getCell(i);
            DataType expected = m_spec.getColumnSpec(i).getType();
            if (!expected.isASuperTypeOf(cell.getType())) {
                String text = cell.toString();
                throw new IllegalArgumentException("Runtime class of object \""
                        + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "\" (index " + i
                        + ") in row \"" + row.getKey()
                        + "\" is " + cell.getType() + " and does not comply with its supposed superclass " + expected
                        + " of column \""
                        + m_spec.getColumnSpec(i).getName() + "\"");
            }
        }
    }

    /** Ends the table; a second call does nothing. */
    public void close() {
        if (isClosed()) {
            return;
        }
        var creator = new DataTableSpecCreator(m_spec);
        IntStream.range(0, m_domains.length).forEach(i -> {
            DataColumnSpec updated = m_domains[i].spec();
            creator.replaceColumn(i, updated);
        });
        m_spec = creator.createSpec();
        m_table = Tables.create(m_spec, m_writer.finish(m_spec.getNumColumns()));
    }

    public boolean isClosed() {
        return m_table != null;
    }

    public long size() {
        return m_writer.size();
    }

    public DataTableSpec spec() {
        return m_spec;
    }

    /** @throws IllegalStateException before the end of the table */
    public BufferedDataTable table() {
        if (m_table == null) {
            throw new IllegalStateException("Cannot get table: container is not closed.");
        }
        return m_table;
    }
}
