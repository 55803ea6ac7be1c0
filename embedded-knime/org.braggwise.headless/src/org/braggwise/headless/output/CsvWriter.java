// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Comma-separated values as RFC 4180 has them: records end with CR LF; a field with a comma, a quote, a line break or a blank at its
 * edge stands in quotes, and a quote in it is doubled. A null field is empty, an empty text is {@code ""}: so a missing cell and an
 * empty one differ.
 *
 * <p>
 * A text that a spreadsheet would run as a formula gets an apostrophe before it: what begins with =, @, a tab or a carriage return, or
 * with + or - and holds more than letters, digits, blanks and {@code . - / _}. Tables hold names and texts from files of strangers; a
 * formula can send what stands beside it elsewhere. Numbers, and names such as -43m, are as they are.
 */
public final class CsvWriter implements Closeable {

    private static final Pattern HARMLESS = Pattern.compile("[+-][\\p{L}\\p{N} ./_-]*");

    private final Writer m_out;

    /** @param out gets the text; closed with this */
    public CsvWriter(Writer out) {
        m_out = out;
    }

    /**
     * @param fields of one record; null: missing
     * @throws IOException from the writer
     */
    public void record(List<String> fields) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                m_out.write(',');
            }
            String field = fields.get(i);
            if (field != null) {
                field(field);
            }
        }
        m_out.write("\r\n");
    }

    private void field(String value) throws IOException {
        String text = isFormula(value) ? "'" + value : value;
        if (!needsQuotes(text)) {
            m_out.write(text);
            return;
        }
        m_out.write('"');
        int from = 0;
        for (int quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', from)) {
            m_out.write(text, from, quote + 1 - from);
            m_out.write('"');
            from = quote + 1;
        }
        m_out.write(text, from, text.length() - from);
        m_out.write('"');
    }

    static boolean isFormula(String text) {
        if (text.isEmpty()) {
            return false;
        }
        return switch (text.charAt(0)) {
            case '=', '@', '\t', '\r' -> true;
            case '+', '-' -> !HARMLESS.matcher(text).matches();
            default -> false;
        };
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ') {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        m_out.close();
    }
}
