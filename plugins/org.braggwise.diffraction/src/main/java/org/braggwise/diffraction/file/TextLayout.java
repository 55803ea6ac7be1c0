// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.List;

/**
 * How one text file separates its columns and writes its numbers, decided once for the whole file from its first lines of numbers.
 *
 * <p>Semicolon and tab separate wherever they occur between numbers. A comma is a decimal comma where blanks, tabs or semicolons
 * separate as well and no comma is followed by a blank ("10,02 345,0"), else it separates ("10.02,345").
 */
enum TextLayout {
    BLANKS,
    BLANKS_DECIMAL_COMMA,
    COMMA,
    SEMICOLON,
    SEMICOLON_DECIMAL_COMMA;

    private static final int LINES_LOOKED_AT = 200;

    /** Looks at the lines that hold nothing but numbers and separators. */
    static TextLayout of(List<String> lines) {
        int semicolons = 0;
        int commasInside = 0;
        int commasBesideBlank = 0;
        int blanks = 0;
        int points = 0;
        int seen = 0;
        for (String raw : lines) {
            String line = raw.strip();
            if (line.isEmpty() || !isNumeric(line)) {
                continue;
            }
            semicolons += line.indexOf(';') >= 0 ? 1 : 0;
            points += line.indexOf('.') >= 0 ? 1 : 0;
            blanks += line.indexOf(' ') >= 0 || line.indexOf('\t') >= 0 ? 1 : 0;
            for (int i = 0; i < line.length(); i++) {
                if (line.charAt(i) == ',') {
                    boolean inside = i > 0
                            && i + 1 < line.length()
                            && Character.isDigit(line.charAt(i - 1))
                            && Character.isDigit(line.charAt(i + 1));
                    commasInside += inside ? 1 : 0;
                    commasBesideBlank += inside ? 0 : 1;
                }
            }
            if (++seen == LINES_LOOKED_AT) {
                break;
            }
        }
        if (semicolons > 0) {
            return commasInside > 0 && commasBesideBlank == 0 ? SEMICOLON_DECIMAL_COMMA : SEMICOLON;
        }
        if (commasInside + commasBesideBlank == 0) {
            return BLANKS;
        }
        return blanks > 0 && commasBesideBlank == 0 && points == 0 ? BLANKS_DECIMAL_COMMA : COMMA;
    }

    /** Whether a line holds nothing but what numbers and separators are made of, and begins with a number. */
    static boolean isNumeric(String line) {
        boolean digit = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Character.isDigit(c)) {
                digit = true;
            } else if ("+-.,;eEdD \t\"".indexOf(c) < 0) {
                return isMissingWord(line, i) && digit;
            }
        }
        char first = line.isEmpty() ? 'x' : line.charAt(0);
        return digit && (Character.isDigit(first) || "+-.\" \t".indexOf(first) >= 0);
    }

    private static boolean isMissingWord(String line, int at) {
        String rest = line.substring(at).toLowerCase(java.util.Locale.ROOT);
        return rest.startsWith("nan") || rest.startsWith("inf") || rest.startsWith("?");
    }

    /** Splits a line into its fields, quotes removed; empty fields between separators stay as empty strings. */
    List<String> split(String line) {
        List<String> fields = new ArrayList<>(4);
        String s = line.strip();
        boolean blankSeparates = this == BLANKS || this == BLANKS_DECIMAL_COMMA;
        char separator = this == COMMA ? ',' : ';';
        int i = 0;
        while (i < s.length()) {
            int end = i;
            while (end < s.length() && !(blankSeparates ? s.charAt(end) <= ' ' : s.charAt(end) == separator)) {
                end++;
            }
            String field = s.substring(i, end).strip();
            fields.add(
                    field.length() > 1 && field.startsWith("\"") && field.endsWith("\"")
                            ? field.substring(1, field.length() - 1).strip()
                            : field);
            i = end + 1;
            while (blankSeparates && i < s.length() && s.charAt(i) <= ' ') {
                i++;
            }
        }
        return fields;
    }

    /**
     * @return the number, NaN for a word that says "missing"; null where the field is no number
     */
    Double number(String field) {
        String f = field;
        if (this == BLANKS_DECIMAL_COMMA || this == SEMICOLON_DECIMAL_COMMA) {
            f = f.replace(',', '.');
        }
        if (f.equalsIgnoreCase("nan") || f.equals("?")) {
            return Double.NaN;
        }
        if (f.isEmpty() || f.length() > 40) {
            return null;
        }
        for (int i = 0; i < f.length(); i++) {
            // Double.parseDouble takes "1f", "0x1p3" and "Infinity" too, which are no measured numbers.
            if ("0123456789+-.eEdD".indexOf(f.charAt(i)) < 0 || "dD".indexOf(f.charAt(f.length() - 1)) >= 0) {
                return null;
            }
        }
        try {
            return Double.valueOf(f.replace('d', 'e').replace('D', 'e'));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
