// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** The name of a row, unique in its table. */
public final class RowKey {

    private final String m_id;

    /** @throws NullPointerException where the name is null */
    public RowKey(String id) {
        if (id == null) {
            throw new NullPointerException("The name of a row can't be null.");
        }
        m_id = id;
    }

    /** @return "Row" and the number: the usual name of the row at this index, from 0 */
    public static RowKey createRowKey(long rowIndex) {
        return new RowKey("Row" + rowIndex);
    }

    public String getString() {
        return m_id;
    }

    @Override
    public boolean equals(Object obj) {
        return this == obj || obj instanceof RowKey other && m_id.equals(other.m_id);
    }

    @Override
    public int hashCode() {
        return m_id.hashCode();
    }

    @Override
    public String toString() {
        return m_id;
    }
}
