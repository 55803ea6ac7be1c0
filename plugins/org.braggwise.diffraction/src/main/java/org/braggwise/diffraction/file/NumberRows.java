// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Arrays;
import java.util.List;

/** The numbers of one block of a text file, line by line; lines may be of different length, and a number may be missing (NaN). */
final class NumberRows {

    private double[] m_values = new double[4096];
    private int[] m_starts = new int[1025];
    private int[] m_lines = new int[1024];
    private int m_rows;
    private int m_used;

    /**
     * Reads lines of numbers; between them, comments, text and blank lines are skipped.
     *
     * @throws PatternFileException where a field is no number in this layout
     */
    static NumberRows of(List<String> lines, TextBlock block, TextLayout layout, String source) {
        NumberRows rows = new NumberRows();
        for (int i = block.from(); i < block.to(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || !TextLayout.isNumeric(line)) {
                continue;
            }
            rows.begin(i + 1);
            List<String> fields = layout.split(line);
            for (String field : fields) {
                Double v = field.isEmpty() ? Double.valueOf(Double.NaN) : layout.number(field);
                if (v == null && fields.size() == 1) {
                    v = Double.NaN; // two numbers that touch, as in 14.06.81993
                } else if (v == null) {
                    throw PatternFileException.atLine(source, i + 1, PatternFileException.quote(field), "a number", "");
                }
                rows.add(v);
            }
        }
        return rows;
    }

    private void begin(int line) {
        if (m_rows == m_lines.length) {
            m_lines = Arrays.copyOf(m_lines, 2 * m_rows);
            m_starts = Arrays.copyOf(m_starts, 2 * m_rows + 1);
        }
        m_lines[m_rows++] = line;
        m_starts[m_rows] = m_used;
    }

    private void add(double value) {
        if (m_used == m_values.length) {
            m_values = Arrays.copyOf(m_values, 2 * m_used);
        }
        m_values[m_used++] = value;
        m_starts[m_rows] = m_used;
    }

    int rows() {
        return m_rows;
    }

    /** @return how many numbers stand in the row */
    int width(int row) {
        return m_starts[row + 1] - m_starts[row];
    }

    /** @return NaN where the row is shorter */
    double at(int row, int column) {
        return column < width(row) ? m_values[m_starts[row] + column] : Double.NaN;
    }

    /** @return the 1-based line of the file */
    int line(int row) {
        return m_lines[row];
    }

    /** @return how many numbers the rows from this one on hold together */
    int count(int fromRow) {
        return m_used - m_starts[fromRow];
    }

    /** @return the numbers of all rows from this one on, one after the other */
    double[] flat(int fromRow) {
        return Arrays.copyOfRange(m_values, m_starts[fromRow], m_used);
    }

    /** @return the width that most rows have */
    int usualWidth() {
        int[] counts = new int[256];
        int best = 1;
        for (int r = 0; r < m_rows; r++) {
            int w = Math.min(width(r), counts.length - 1);
            counts[w]++;
            best = counts[w] > counts[best] ? w : best;
        }
        return best;
    }
}
