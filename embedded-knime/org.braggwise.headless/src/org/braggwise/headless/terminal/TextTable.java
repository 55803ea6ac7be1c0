// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Columns aligned by blanks; the last column is never padded and may be long. */
public final class TextTable {

    private final List<List<String>> m_rows = new ArrayList<>();
    private final Set<Integer> m_right;

    /**
     * @param right columns aligned at the right, for numbers
     * @param header the column names
     */
    public TextTable(Set<Integer> right, String... header) {
        m_right = Set.copyOf(right);
        row(header);
    }

    /** @param cells of one row, as many as the header has */
    public void row(String... cells) {
        if (!m_rows.isEmpty() && cells.length != m_rows.get(0).size()) {
            throw new IllegalArgumentException("row: found " + cells.length + " cells, expected "
                    + m_rows.get(0).size());
        }
        m_rows.add(List.of(cells));
    }

    /** @return the lines, the header first, each ended by a line feed */
    public String text() {
        int columns = m_rows.get(0).size();
        int[] width = new int[columns];
        for (List<String> row : m_rows) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : m_rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String cell = row.get(c);
                String pad = " ".repeat(c == columns - 1 && !m_right.contains(c) ? 0 : width[c] - cell.length());
                line.append(c == 0 ? "" : "  ").append(m_right.contains(c) ? pad + cell : cell + pad);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
