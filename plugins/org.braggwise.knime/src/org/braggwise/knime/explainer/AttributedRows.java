// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.Iterator;
import java.util.Optional;

import org.braggwise.learning.explanation.AttributedPattern;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;

/** The first rows of a table, each with its attributions where they were made elsewhere. */
final class AttributedRows implements Iterator<AttributedRows.Item> {

    /**
     * A row to explain.
     *
     * @param attributed empty where that is still to be done
     */
    record Item(DataRow row, Optional<AttributedPattern> attributed) {}

    private final CloseableRowIterator m_rows;
    private final Optional<Iterator<AttributedPattern>> m_attributed;
    private long m_left;

    /** @param limit how many rows at most */
    AttributedRows(CloseableRowIterator rows, long limit, Optional<Iterator<AttributedPattern>> attributed) {
        m_rows = rows;
        m_left = limit;
        m_attributed = attributed;
    }

    @Override
    public boolean hasNext() {
        return m_left > 0 && m_rows.hasNext();
    }

    @Override
    public Item next() {
        m_left--;
        return new Item(m_rows.next(), m_attributed.map(Iterator::next));
    }
}
