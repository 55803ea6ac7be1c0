// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;
import java.util.Locale;

/**
 * Splits a line of fixed-width columns that touch, "14.06881993", where the file itself leaves one reading only.
 *
 * <p>The instrument wrote the angle in a fixed width, blanks before it included, and the intensity after it, so that an intensity as wide
 * as its column leaves no blank. A split is taken when (a) the angle ends where the angles of separated lines end at most, and (b) the angle
 * lies within a tenth of a step of where the separated lines before and after put it.
 */
final class TouchingColumns {

    private static final double TOLERANCE_STEPS = 0.1;

    private final List<String> m_lines;
    private final TextBlock m_block;
    private final TextLayout m_layout;
    private final String m_source;
    private int m_end = -1;
    private int m_width = -1;

    TouchingColumns(List<String> lines, TextBlock block, TextLayout layout, String source) {
        m_lines = lines;
        m_block = block;
        m_layout = layout;
        m_source = source;
    }

    private void measure() {
        for (int i = m_block.from();
                i < m_block.to() && m_width < 0 || i < Math.min(m_block.to(), m_block.from() + 10_000);
                i++) {
            List<String> fields = separated(m_lines.get(i));
            if (fields != null) {
                String line = m_lines.get(i);
                m_width = Math.max(m_width, fields.get(0).length());
                m_end = Math.max(
                        m_end, line.indexOf(fields.get(0)) + fields.get(0).length());
            }
        }
    }

    /** @return angle and intensity of the 0-based line; null where it can't be split in one way */
    double[] split(int line) {
        if (m_width < 0) {
            measure();
        }
        String raw = m_lines.get(line);
        double[] parted = split(raw, m_end, line);
        return parted != null ? parted : split(raw.strip(), m_width, line);
    }

    private double[] split(String text, int end, int line) {
        if (end <= 0 || end >= text.length()) {
            return null;
        }
        Double x = m_layout.number(text.substring(0, end).strip());
        Double y = m_layout.number(text.substring(end).strip());
        return x == null || y == null || !isAngle(line, x) ? null : new double[] {x, y};
    }

    /** @return whether the lines around expect that angle in the 0-based line */
    boolean isAngle(int line, double angle) {
        double expected = expectedAngle(line);
        return Math.abs(angle - expected) <= TOLERANCE_STEPS * step(line) + 1e-9;
    }

    PatternFileException refusal(int line) {
        double expected = expectedAngle(line);
        return PatternFileException.atLine(
                m_source,
                line + 1,
                PatternFileException.quote(m_lines.get(line).strip()),
                "two numbers"
                        + (m_width > 0 && !Double.isNaN(expected)
                                ? ", or an angle of " + m_width + " characters near "
                                        + String.format(Locale.ROOT, "%.4f", expected) + " that touches the intensity"
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
        for (int i = line + direction; i >= m_block.from() && i < m_block.to(); i += direction) {
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
