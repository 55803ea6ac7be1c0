// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A run of lines of numbers in a text file with the text before it: one range of a measurement. Line numbers are 0-based, ends exclusive.
 *
 * @param headerFrom the first line of the text before the numbers
 * @param from the first line of numbers
 * @param to after the last line of numbers; between them may be comments and blank lines, which {@link TextLayout#isNumeric} tells
 * @param damage the first line that should have been one of numbers and is not; null where there is none
 */
record TextBlock(int headerFrom, int from, int to, PatternFileException damage) {

    TextBlock(int headerFrom, int from, int to) {
        this(headerFrom, from, to, null);
    }

    /** Words of a comment between points that begin a new range, rather than remark on the one that goes on. */
    private static final Pattern NEW_RANGE = Pattern.compile(
            "scan|range|bereich|segment|sample|probe|data\\b|dataset|pattern|spectrum|messung|time per step|step ?time|counting time|^#s\\b|\\bfile");
    /** A block is a part of the header of the next where it has so few lines and the next so many times more. */
    private static final int FEW_LINES = 2;

    private static final int MANY_TIMES = 3;
    /** Points of a range before one that overlaps it. */
    private static final int LONG_ENOUGH = 10;

    /** @return the lines of numbers of a file, in runs; a run ends where text names a new one or the first numbers start again */
    static List<TextBlock> of(List<String> lines, TextLayout layout, String source) {
        return joinHeaders(new Finder(lines, layout, source).blocks());
    }

    /** A header may hold lines of numbers too: dates, counts of points, "start step end". */
    private static List<TextBlock> joinHeaders(List<TextBlock> blocks) {
        List<TextBlock> joined = new ArrayList<>();
        int headerFrom = -1;
        for (int i = 0; i < blocks.size(); i++) {
            TextBlock b = blocks.get(i);
            int from = headerFrom >= 0 ? headerFrom : b.headerFrom;
            boolean few = b.to - b.from <= FEW_LINES
                    && i + 1 < blocks.size()
                    && blocks.get(i + 1).to - blocks.get(i + 1).from >= MANY_TIMES * (b.to - b.from);
            headerFrom = few ? from : -1;
            if (!few) {
                joined.add(new TextBlock(from, b.from, b.to, b.damage));
            }
        }
        return joined;
    }

    static boolean isComment(String line) {
        return line.isEmpty() || "#!'*%/_;".indexOf(line.charAt(0)) >= 0;
    }

    private static final class Finder {
        private final List<String> m_lines;
        private final TextLayout m_layout;
        private final String m_source;
        private final List<TextBlock> m_blocks = new ArrayList<>();
        private int m_headerFrom;
        private int m_from = -1;
        private int m_to;
        private int m_count;
        private double m_first;
        private double m_last;
        private boolean m_descends;
        private String m_text;
        private int m_blank;
        private PatternFileException m_damage;

        Finder(List<String> lines, TextLayout layout, String source) {
            m_lines = lines;
            m_layout = layout;
            m_source = source;
        }

        List<TextBlock> blocks() {
            for (int i = 0; i < m_lines.size(); i++) {
                String line = m_lines.get(i).strip();
                if (line.isEmpty()) {
                    m_blank++;
                    continue;
                }
                if (TextLayout.isNumeric(line)) {
                    numbers(i, line);
                    m_blank = 0;
                } else if (m_from >= 0) {
                    text(i, line);
                }
            }
            close();
            return m_blocks;
        }

        private void numbers(int i, String line) {
            List<String> fields = m_layout.split(line);
            Double first = fields.size() > 1 ? m_layout.number(fields.get(0)) : null;
            if (m_from >= 0 && first != null && startsAnew(first, i)) {
                close();
            }
            if (m_from < 0) {
                m_from = i;
                m_count = 0;
            }
            if (first != null) {
                m_first = m_count == 0 ? first : m_first;
                m_descends = m_count == 1 ? first < m_first : m_count > 0 && m_descends;
                m_last = first;
                m_count++;
            }
            m_to = i + 1;
            m_text = null;
        }

        private boolean startsAnew(double next, int line) {
            double sense = m_descends ? -1 : 1;
            double gone = sense * (next - m_last);
            double width = Math.abs(m_last - m_first);
            boolean jump = m_count > 2 && gone > 5 * width / (m_count - 1);
            if (m_blank > 0 && jump || m_blank > 1 && m_text == null && m_count > FEW_LINES) {
                return true;
            }
            if (m_text != null) {
                return gone <= 0 || jump || NEW_RANGE.matcher(m_text).find() || isHeader(m_text);
            }
            // with nothing between: back to the first half of the range or far enough for two points, and on from there
            if (m_count < FEW_LINES + 1 || !(width > 0) || gone >= 0) {
                return false;
            }
            double second = second(line);
            boolean goesOn = Math.abs(second - next) < 3 * width / (m_count - 1);
            boolean far =
                    sense * (next - m_first) < width / 2 || m_count >= LONG_ENOUGH && sense * (second - m_last) < 0;
            return goesOn && far;
        }

        /** @return the angle of the line after that one; NaN where there is none */
        private double second(int line) {
            if (line + 1 == m_lines.size()
                    || !TextLayout.isNumeric(m_lines.get(line + 1).strip())) {
                return Double.NaN;
            }
            Double v = m_layout.number(
                    m_layout.split(m_lines.get(line + 1).strip()).get(0));
            return v == null ? Double.NaN : v;
        }

        private boolean isHeader(String text) {
            return text.matches("[#;!* ]*.*(2.?theta|two.?theta|2θ|angle|winkel).*");
        }

        private void text(int i, String line) {
            if (!isComment(line) && continuesBadly(line)) {
                boolean more =
                        m_lines.subList(i + 1, m_lines.size()).stream().anyMatch(l -> TextLayout.isNumeric(l.strip()));
                if (more && m_damage == null) {
                    m_damage = PatternFileException.atLine(
                            m_source, i + 1, PatternFileException.quote(line), "an angle and an intensity", "");
                }
                if (more) {
                    return;
                }
            }
            String lower = line.toLowerCase(Locale.ROOT);
            m_text = m_text == null ? lower : m_text + " " + lower;
        }

        /** A line that begins with the next angle is a damaged point, not a text. */
        private boolean continuesBadly(String line) {
            String[] words = line.split("[\\s,;]+", 2);
            Double first = m_layout.number(words[0]);
            if (first == null || m_count == 0) {
                return false;
            }
            double gone = Math.abs(first - m_last);
            double step = m_count > 1 ? Math.abs(m_last - m_first) / (m_count - 1) : 2;
            return gone > 0 && gone < 3 * step;
        }

        private void close() {
            if (m_from >= 0) {
                m_blocks.add(new TextBlock(m_headerFrom, m_from, m_to, m_damage));
                m_headerFrom = m_to;
            }
            m_from = -1;
            m_text = null;
            m_damage = null;
        }
    }
}
