// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.util.List;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;

/** Rows put together from those of the input and those of the computed columns, which alone are stored anew. */
final class RearrangedRows implements RowStore {

    private final RowStore m_input;
    private final RowStore m_computed;
    private final int[] m_source;

    /** @param source for each column its position in the input, or minus one minus its position among the computed ones */
    RearrangedRows(RowStore input, RowStore computed, int[] source) {
        m_input = input;
        m_computed = computed;
        m_source = source;
    }

    @Override
    public long size() {
        return m_input.size();
    }

    @Override
    public CloseableRowIterator iterator() {
        CloseableRowIterator input = m_input.iterator();
        CloseableRowIterator computed = m_computed == null ? null : m_computed.iterator();
        return new CloseableRowIterator() {
            @Override
            public boolean hasNext() {
                return input.hasNext();
            }

            @Override
            public DataRow next() {
                DataRow left = input.next();
                DataRow right = computed == null ? null : computed.next();
                DataCell[] cells = new DataCell[m_source.length];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = m_source[i] >= 0 ? left.getCell(m_source[i]) : right.getCell(-1 - m_source[i]);
                }
                return new DefaultRow(left.getKey(), cells);
            }

            @Override
            public void close() {
                for (CloseableRowIterator i : computed == null ? List.of(input) : List.of(input, computed)) {
                    i.close();
                }
            }
        };
    }

    /** The input belongs to another table. */
    @Override
    public void release() {
        if (m_computed != null) {
            m_computed.release();
        }
    }
}
