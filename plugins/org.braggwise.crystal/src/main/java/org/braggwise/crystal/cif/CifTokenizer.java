// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.Locale;

/**
 * Cuts a text into the tokens of CIF 1.1 (International Tables G (2005), section 2.2.7), and of CIF 2.0 as far as text that says it is
 * needs it (triple quotes; lists and tables are one value each). One pass, no back-tracking.
 */
final class CifTokenizer {

    /** What a token is. */
    enum Kind {
        DATA,
        LOOP,
        SAVE,
        STOP,
        GLOBAL,
        TAG,
        VALUE,
        END
    }

    /**
     * A token.
     *
     * @param kind what it is
     * @param value its text: a block's name, a tag as written, or the value
     */
    record Token(Kind kind, CifValue value) {
        int line() {
            return value.line();
        }
    }

    private final String m_text;
    private final CifLog m_log;
    private final boolean m_version2;
    private int m_at;
    private int m_line = 1;
    private boolean m_toldOfControl;

    CifTokenizer(String text, CifLog log) {
        m_text = text;
        m_log = log;
        m_at = text.startsWith("\uFEFF") ? 1 : 0;
        m_version2 = text.startsWith("#\\#CIF_2", m_at);
    }

    /** @return the next token, END for ever at the end of the text */
    Token next() {
        while (m_at < m_text.length()) {
            char c = m_text.charAt(m_at);
            if (c == '#') {
                skipLine();
            } else if (isSpace(c)) {
                if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                    tellOfControl(c);
                }
                advance();
            } else if (c == ';' && atLineStart()) {
                return textField();
            } else if (c == '\'' || c == '"') {
                return quoted(c);
            } else if (m_version2 && (c == '[' || c == '{')) {
                return bracketed();
            } else {
                return word();
            }
        }
        return new Token(Kind.END, new CifValue("", m_line, false));
    }

    /* No-break space and the like stand for spaces in files that went through a word processor. */
    private static boolean isSpace(char c) {
        return c <= ' ' || c == '\u007F' || c == '\u00A0' || c == '\uFEFF' || c >= '\u2000' && c <= '\u200B';
    }

    private void tellOfControl(char c) {
        if (!m_toldOfControl) {
            m_toldOfControl = true;
            m_log.warning(
                    m_line,
                    "control-character",
                    String.format(Locale.ROOT, "character U+%04X", (int) c),
                    "printable text",
                    "spaces for such characters");
        }
    }

    /** Steps over one character; CR, LF and CR LF end a line. */
    private void advance() {
        char c = m_text.charAt(m_at++);
        if (c == '\n' || c == '\r' && (m_at >= m_text.length() || m_text.charAt(m_at) != '\n')) {
            m_line++;
        }
    }

    private boolean atLineStart() {
        return m_at == 0
                || m_text.charAt(m_at - 1) == '\n'
                || m_text.charAt(m_at - 1) == '\r'
                || m_at == 1 && m_text.charAt(0) == '\uFEFF';
    }

    private boolean atLineEnd(int at) {
        return at >= m_text.length() || m_text.charAt(at) == '\n' || m_text.charAt(at) == '\r';
    }

    private void skipLine() {
        while (!atLineEnd(m_at)) {
            m_at++;
        }
    }

    private Token textField() {
        int line = m_line;
        int start = ++m_at;
        while (m_at < m_text.length()) {
            if (m_text.charAt(m_at) == ';' && atLineStart() && m_at > start) {
                String body = m_text.substring(start, m_at);
                m_at++;
                return value(
                        body.endsWith("\r\n")
                                ? body.substring(0, body.length() - 2)
                                : body.substring(0, body.length() - 1),
                        line);
            }
            advance();
        }
        m_log.warning(
                line,
                "text-field-open",
                "a text field that no line with \";\" ends",
                "\";\" at the start of a line",
                "that the field goes to the end of the file");
        return value(m_text.substring(start), line);
    }

    private Token quoted(char quote) {
        int line = m_line;
        if (m_version2 && m_text.startsWith(("" + quote).repeat(3), m_at)) {
            int end = m_text.indexOf(("" + quote).repeat(3), m_at + 3);
            if (end >= 0) {
                String body = m_text.substring(m_at + 3, end);
                while (m_at < end + 3) {
                    advance();
                }
                return value(body, line);
            }
        }
        int start = m_at + 1;
        for (int i = start; !atLineEnd(i); i++) {
            if (m_text.charAt(i) == quote && (atLineEnd(i + 1) || isSpace(m_text.charAt(i + 1)))) {
                m_at = i + 1;
                return value(m_text.substring(start, i), line);
            }
        }
        m_at = start;
        skipLine();
        String rest = m_text.substring(start, m_at).stripTrailing();
        m_log.warning(
                line,
                "quote-open",
                quote + rest,
                "a closing " + quote + " followed by a space",
                "the rest of the line");
        return value(rest, line);
    }

    /** A list or a table of CIF 2.0: one value, whatever is inside. */
    private Token bracketed() {
        int line = m_line;
        int start = m_at;
        int depth = 0;
        while (m_at < m_text.length()) {
            char c = m_text.charAt(m_at);
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            advance();
            if (depth == 0) {
                return value(m_text.substring(start, m_at), line);
            }
        }
        m_log.warning(
                line,
                "bracket-open",
                "a list that is not closed",
                "a closing bracket",
                "that the list goes to the end of the file");
        return value(m_text.substring(start), line);
    }

    private Token word() {
        int start = m_at;
        while (m_at < m_text.length() && !isSpace(m_text.charAt(m_at))) {
            m_at++;
        }
        String s = m_text.substring(start, m_at);
        CifValue plain = new CifValue(s, m_line, false);
        if (s.charAt(0) == '_' && s.length() > 1) {
            return new Token(Kind.TAG, plain);
        }
        String lower = s.length() > 5 ? s.substring(0, 5).toLowerCase(Locale.ROOT) : s.toLowerCase(Locale.ROOT);
        if (lower.equals("data_")) {
            return new Token(Kind.DATA, new CifValue(s.substring(5), m_line, false));
        }
        if (lower.startsWith("save_")) {
            return new Token(Kind.SAVE, new CifValue(s.substring(5), m_line, false));
        }
        return switch (s.length() > 7 ? "" : s.toLowerCase(Locale.ROOT)) {
            case "loop_" -> new Token(Kind.LOOP, plain);
            case "stop_" -> new Token(Kind.STOP, plain);
            case "global_" -> new Token(Kind.GLOBAL, plain);
            default -> new Token(Kind.VALUE, plain);
        };
    }

    private static Token value(String text, int line) {
        return new Token(Kind.VALUE, new CifValue(text, line, true));
    }
}
