// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.List;

import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;

/** Rows that fitted in memory. */
final class MemoryRows implements RowStore {

    private final Cleaner.Cleanable m_cleanable;
    private List<DataRow> m_rows;

    MemoryRows(List<DataRow> rows, long bytes) {
        m_rows = rows;
        m_cleanable = TableFiles.whenUnused(this, () -> TableFiles.giveBack(bytes));
    }

    @Override
    public long size() {
        return m_rows.size();
    }

    @Override
    public CloseableRowIterator iterator() {
        Iterator<DataRow> rows = m_rows.iterator();
        return new CloseableRowIterator() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public DataRow next() {
                return rows.next();
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    @Override
    public void release() {
        m_rows = List.of();
        m_cleanable.clean();
    }
}
