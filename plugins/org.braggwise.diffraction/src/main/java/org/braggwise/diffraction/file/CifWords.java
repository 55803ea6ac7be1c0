// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Locale;

/** The words of a CIF 1.1 text: blank-separated, quoted, or a text field between semicolons at line starts; comments left out. */
final class CifWords {

    private final String m_text;
    private final String m_source;
    private int m_at;
    private int m_lineAt = 1;
    private String m_word = "";
    private boolean m_quoted;
    private int m_line = 1;
    private boolean m_again;
    private boolean m_last;

    CifWords(String text, String source) {
        m_text = text;
        m_source = source;
    }

    /** @return false at the end */
    boolean next() {
        if (m_again) {
            m_again = false;
            return !m_last;
        }
        while (m_at < m_text.length()) {
            char c = m_text.charAt(m_at);
            if (c == '#') {
                while (m_at < m_text.length() && m_text.charAt(m_at) != '\n') {
                    m_at++;
                }
            } else if (c <= ' ') {
                m_lineAt += c == '\n' ? 1 : 0;
                m_at++;
            } else {
                m_line = m_lineAt;
                if (c == ';' && (m_at == 0 || m_text.charAt(m_at - 1) == '\n')) {
                    textField();
                } else if (c == '\'' || c == '"') {
                    quoted(c);
                } else {
                    int start = m_at;
                    while (m_at < m_text.length() && m_text.charAt(m_at) > ' ') {
                        m_at++;
                    }
                    m_word = m_text.substring(start, m_at);
                    m_quoted = false;
                }
                return true;
            }
        }
        m_last = true;
        return false;
    }

    /** Makes the next call of {@link #next()} return the present word (or end) again. */
    void back() {
        m_again = true;
    }

    private void textField() {
        int end = m_text.indexOf("\n;", m_at + 1);
        if (end < 0) {
            throw PatternFileException.atLine(
                    m_source, m_line, "a text field without end", "; at the start of a line", "The file is cut short.");
        }
        m_word = m_text.substring(m_at + 1, end).strip();
        for (int i = m_at; i <= end; i++) {
            m_lineAt += m_text.charAt(i) == '\n' ? 1 : 0;
        }
        m_at = end + 2;
        m_quoted = true;
    }

    /** A quote ends a quoted word only before a blank or the end. */
    private void quoted(char quote) {
        int end = m_at + 1;
        while (end < m_text.length()
                && m_text.charAt(end) != '\n'
                && !(m_text.charAt(end) == quote && (end + 1 == m_text.length() || m_text.charAt(end + 1) <= ' '))) {
            end++;
        }
        m_word = m_text.substring(m_at + 1, end);
        m_at = end < m_text.length() && m_text.charAt(end) == quote ? end + 1 : end;
        m_quoted = true;
    }

    String word() {
        return m_word;
    }

    boolean quoted() {
        return m_quoted;
    }

    int line() {
        return m_line;
    }

    boolean isTag() {
        return !m_quoted && m_word.startsWith("_");
    }

    boolean isKeyword() {
        String w = m_quoted ? "" : m_word.toLowerCase(Locale.ROOT);
        return w.startsWith("data_")
                || w.equals("loop_")
                || w.startsWith("save_")
                || w.equals("global_")
                || w.equals("stop_");
    }
}
