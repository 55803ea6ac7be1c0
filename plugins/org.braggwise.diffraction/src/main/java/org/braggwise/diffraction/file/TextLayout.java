// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.List;

/**
 * How one text file separates its columns and writes its numbers, decided once for the whole file from its first lines of numbers.
 *
 * <p>Semicolon separates wherever it occurs between numbers, a tabulator where every line has one and no blanks beside it. A comma is a
 * decimal comma inside quotes, or where blanks, tabulators or semicolons separate as well and no comma is followed by a blank
 * ("10,02 345,0"), else it separates ("10.02,345"). Where the numbers have decimal points, a comma that does not separate groups
 * thousands ("10.02;1,234").
 *
 * @param separator {@link #BLANK} for any run of blanks and tabulators, else tabulator, comma or semicolon
 * @param comma what a comma inside a number means
 */
record TextLayout(char separator, Comma comma) {

    static final char BLANK = ' ';

    /** Columns between blanks, decimal points. */
    static final TextLayout BLANKS = new TextLayout(BLANK, Comma.NONE);

    private static final int LINES_LOOKED_AT = 200;

    /** What a comma inside a number means. */
    enum Comma {
        NONE,
        DECIMAL,
        THOUSANDS
    }

    /** Looks at the lines that hold nothing but numbers and separators. */
    static TextLayout of(List<String> lines) {
        Census c = new Census();
        for (int i = 0; i < lines.size() && c.m_seen < LINES_LOOKED_AT; i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && isNumeric(line)) {
                c.count(line);
            }
        }
        Comma inside =
                c.m_points == 0 || c.m_groups < c.m_commasInside + c.m_quotedCommas ? Comma.DECIMAL : Comma.THOUSANDS;
        Comma quoted = c.m_quotedCommas > 0 ? inside : Comma.NONE;
        if (c.m_semicolons > 0) {
            return new TextLayout(';', c.m_commasInside > 0 && c.m_commasBeside == 0 ? inside : quoted);
        }
        if (c.m_tabLines == c.m_seen && c.m_seen > 0 && c.m_commasBeside == 0) {
            return new TextLayout('\t', c.m_commasInside > 0 ? inside : quoted);
        }
        if (c.m_commasInside + c.m_commasBeside == 0) {
            return new TextLayout(BLANK, quoted);
        }
        return c.m_blanks > 0 && c.m_commasBeside == 0 && c.m_points == 0
                ? new TextLayout(BLANK, Comma.DECIMAL)
                : new TextLayout(',', quoted);
    }

    /** What stands between and inside the numbers of the lines. */
    private static final class Census {
        private int m_seen;
        private int m_semicolons;
        private int m_tabLines;
        private int m_blanks;
        private int m_points;
        private int m_commasInside;
        private int m_commasBeside;
        private int m_quotedCommas;
        private int m_groups;

        void count(String line) {
            boolean quote = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                quote ^= c == '"';
                m_points += c == '.' ? 1 : 0;
                m_semicolons += c == ';' && !quote ? 1 : 0;
                m_blanks += c == ' ' || c == '\t' ? 1 : 0;
                m_groups += c == ',' && groups(line, i) ? 1 : 0;
                if (c == ',' && quote) {
                    m_quotedCommas++;
                } else if (c == ',') {
                    boolean inside = i > 0
                            && i + 1 < line.length()
                            && Character.isDigit(line.charAt(i - 1))
                            && Character.isDigit(line.charAt(i + 1));
                    m_commasInside += inside ? 1 : 0;
                    m_commasBeside += inside ? 0 : 1;
                }
            }
            m_tabLines += line.indexOf('\t') > 0 && !line.matches(".*[^\t ] +[^\t ].*") ? 1 : 0;
            m_seen++;
        }
    }

    /** Whether just three digits follow the comma. */
    private static boolean groups(String line, int comma) {
        int end = comma + 1;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        return end - comma == 4;
    }

    /** @return whether a line holds nothing but numbers, words for missing ones and separators, and begins with a number */
    static boolean isNumeric(String line) {
        int n = line.length();
        boolean any = false;
        int i = 0;
        while (i < n) {
            while (i < n && isSeparator(line.charAt(i))) {
                i++;
            }
            int start = i;
            boolean digit = false;
            boolean number = true;
            while (i < n && !isSeparator(line.charAt(i))) {
                char c = line.charAt(i++);
                digit |= c >= '0' && c <= '9';
                number &= c >= '0' && c <= '9' || "+-.eEdD".indexOf(c) >= 0;
            }
            if (i == start) {
                break;
            }
            boolean isNumber = digit && number && "eEdD".indexOf(line.charAt(start)) < 0;
            if (!isNumber && !(any && Numeral.isMissing(line.substring(start, i)))) {
                return false;
            }
            any |= isNumber;
        }
        return any;
    }

    private static boolean isSeparator(char c) {
        return c <= ' ' || c == ',' || c == ';' || c == '"';
    }

    /** Splits a line into its fields, quotes removed; empty fields between separators stay as empty strings. */
    List<String> split(String line) {
        List<String> fields = new ArrayList<>(4);
        int n = line.length();
        int i = 0;
        if (separator == BLANK) {
            while (i < n && line.charAt(i) <= ' ') {
                i++;
            }
        }
        while (i < n) {
            int start = i;
            int end;
            if (line.charAt(i) == '"' && line.indexOf('"', i + 1) > 0) {
                start++;
                end = line.indexOf('"', start);
                i = end + 1;
                while (i < n && !separates(line.charAt(i))) {
                    i++;
                }
            } else {
                while (i < n && !separates(line.charAt(i))) {
                    i++;
                }
                end = i;
            }
            fields.add(line.substring(start, end).strip());
            if (i == n) {
                return fields;
            }
            i++;
            while (separator == BLANK && i < n && line.charAt(i) <= ' ') {
                i++;
            }
        }
        if (separator != BLANK) {
            fields.add("");
        }
        return fields;
    }

    private boolean separates(char c) {
        return separator == BLANK ? c <= ' ' : c == separator;
    }

    /** @return the number, NaN for a word that says "missing"; null where the field is no number */
    Double number(String field) {
        if (comma == Comma.NONE || field.indexOf(',') < 0 && (comma == Comma.THOUSANDS || field.indexOf('.') < 0)) {
            return Numeral.of(field);
        }
        if (comma == Comma.DECIMAL) {
            boolean grouped = field.matches("[+-]?\\d{1,3}(\\.\\d{3})+(,\\d*)?");
            return Numeral.of((grouped ? field.replace(".", "") : field).replace(',', '.'));
        }
        return field.matches("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?") ? Numeral.of(field.replace(",", "")) : null;
    }
}
