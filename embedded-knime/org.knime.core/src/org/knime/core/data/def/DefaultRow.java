// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.def;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;

/** A row that holds its cells. */
public class DefaultRow implements DataRow {

    private final RowKey m_key;
    private final DataCell[] m_cells;

    /** @throws NullPointerException where the key or a cell is null */
    public DefaultRow(RowKey key, DataCell... cells) {
        if (key == null) {
            throw new NullPointerException("The key of a row can't be null.");
        }
        m_key = key;
        m_cells = cells.clone();
        for (int i = 0; i < m_cells.length; i++) {
            if (m_cells[i] == null) {
                throw new NullPointerException("Cell " + i + " of row \"" + key + "\" is null; use a missing cell.");
            }
        }
    }

    public DefaultRow(String rowId, DataCell... cells) {
        this(new RowKey(rowId), cells);
    }

    public DefaultRow(RowKey key, List<DataCell> cells) {
        this(key, cells.toArray(DataCell[]::new));
    }

    public DefaultRow(String rowId, List<DataCell> cells) {
        this(new RowKey(rowId), cells);
    }

    /** The cells of the other row under another key. */
    public DefaultRow(RowKey key, DataRow row) {
        this(key, row.stream().toArray(DataCell[]::new));
    }

    @Override
    public final int getNumCells() {
        return m_cells.length;
    }

    @Override
    public final RowKey getKey() {
        return m_key;
    }

    @Override
    public final DataCell getCell(int index) {
        return m_cells[index];
    }

    @Override
    public Iterator<DataCell> iterator() {
        return Arrays.asList(m_cells).iterator();
    }

    @Override
    public boolean equals(Object o) {
        return this == o
                || o instanceof DefaultRow other && m_key.equals(other.m_key) && Arrays.equals(m_cells, other.m_cells);
    }

    @Override
    public int hashCode() {
        return m_key.hashCode();
    }

    @Override
    public String toString() {
        return m_key + ": " + Arrays.toString(m_cells);
    }
}
