// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;

/**
 * Splits a line of fixed-width columns that touch, "14.06881993", where the file itself leaves one reading only.
 *
 * <p>The instrument wrote the angle in a fixed width and the intensity right-aligned after it, so that an intensity as wide as its
 * column leaves no blank. A split is taken when (a) the angle has the width that the widest separated angle has in this file, and
 * (b) the angle lies within a tenth of a step of where the separated lines before and after put it. Otherwise the line is refused.
 */
final class TouchingColumns {

    private final List<String> m_lines;
    private final TextLayout m_layout;
    private final String m_source;
    private int m_width = -1;

    TouchingColumns(List<String> lines, TextLayout layout, String source) {
        m_lines = lines;
        m_layout = layout;
        m_source = source;
    }

    /** @return angle and intensity of the 0-based line */
    double[] split(int line) {
        String text = m_lines.get(line).strip();
        if (m_width < 0) {
            for (String l : m_lines) {
                List<String> fields = separated(l);
                if (fields != null) {
                    m_width = Math.max(m_width, fields.get(0).length());
                }
            }
        }
        double expected = expectedAngle(line);
        double tolerance = 0.1 * step(line);
        if (m_width > 0 && text.length() > m_width && expected == expected) {
            Double x = m_layout.number(text.substring(0, m_width));
            Double y = m_layout.number(text.substring(m_width));
            if (x != null && y != null && Math.abs(x - expected) <= tolerance) {
                return new double[] {x, y};
            }
        }
        throw PatternFileException.atLine(
                m_source,
                line + 1,
                PatternFileException.quote(text),
                "two numbers"
                        + (m_width > 0 && expected == expected
                                ? ", or an angle of " + m_width + " characters near "
                                        + String.format(java.util.Locale.ROOT, "%.4f", expected)
                                        + " that touches the intensity"
                                : ""),
                "Put a separator between the columns.");
    }

    private List<String> separated(String line) {
        String s = line.strip();
        if (s.isEmpty() || !TextLayout.isNumeric(s)) {
            return null;
        }
        List<String> fields = m_layout.split(s);
        return fields.size() >= 2 && m_layout.number(fields.get(0)) != null && m_layout.number(fields.get(1)) != null
                ? fields
                : null;
    }

    /** {line index, angle} of the nearest separated line, -1 before or +1 after. */
    private double[] neighbour(int line, int direction, int skip) {
        int left = skip;
        for (int i = line + direction; i >= 0 && i < m_lines.size(); i += direction) {
            List<String> fields = separated(m_lines.get(i));
            if (fields != null && left-- == 0) {
                return new double[] {i, m_layout.number(fields.get(0))};
            }
        }
        return null;
    }

    private double expectedAngle(int line) {
        double[] before = neighbour(line, -1, 0);
        double[] after = neighbour(line, 1, 0);
        if (before != null && after != null) {
            return before[1] + (after[1] - before[1]) * (line - before[0]) / (after[0] - before[0]);
        }
        double[] near = before != null ? before : after;
        double[] far = neighbour(line, before != null ? -1 : 1, 1);
        return near == null || far == null
                ? Double.NaN
                : near[1] + (near[1] - far[1]) / (near[0] - far[0]) * (line - near[0]);
    }

    private double step(int line) {
        double[] before = neighbour(line, -1, 0);
        double[] after = neighbour(line, 1, 0);
        if (before != null && after != null) {
            return Math.abs(after[1] - before[1]) / (after[0] - before[0]);
        }
        double[] near = before != null ? before : after;
        double[] far = neighbour(line, before != null ? -1 : 1, 1);
        return near == null || far == null ? 0 : Math.abs((near[1] - far[1]) / (near[0] - far[0]));
    }
}
