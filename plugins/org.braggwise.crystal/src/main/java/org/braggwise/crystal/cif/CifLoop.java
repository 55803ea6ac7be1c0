// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A loop of a block, or single items of one category as a loop of one row. */
final class CifLoop {

    private final int m_line;
    private final List<String> m_tags;
    private final List<CifValue> m_values;
    private final Map<String, Integer> m_columns = new HashMap<>();

    /**
     * @param line where it starts
     * @param tags its columns, in the form of {@link CifBlock#key}; of a column that is there twice, the first counts
     * @param values row by row; a last row that is not complete is there too
     */
    CifLoop(int line, List<String> tags, List<CifValue> values) {
        m_line = line;
        m_tags = List.copyOf(tags);
        m_values = List.copyOf(values);
        for (int i = 0; i < m_tags.size(); i++) {
            m_columns.putIfAbsent(m_tags.get(i), i);
        }
    }

    int line() {
        return m_line;
    }

    List<String> tags() {
        return m_tags;
    }

    List<CifValue> values() {
        return m_values;
    }

    int rows() {
        return m_values.size() / m_tags.size();
    }

    boolean complete() {
        return m_values.size() % m_tags.size() == 0;
    }

    boolean has(String tag) {
        return m_columns.containsKey(tag);
    }

    /** @return the value of a row, null where the loop has no such column or the value is "?" or "." */
    CifValue get(int row, String tag) {
        CifValue v = raw(row, tag);
        return v == null || v.isMissing() ? null : v;
    }

    /** @return the value of a row as it stands, "?" and "." too; null where the loop has no such column */
    CifValue raw(int row, String tag) {
        Integer column = m_columns.get(tag);
        return column == null ? null : m_values.get(row * m_tags.size() + column);
    }

    /** @return the first value of a row, to have its line */
    int lineOf(int row) {
        return m_values.get(row * m_tags.size()).line();
    }
}
