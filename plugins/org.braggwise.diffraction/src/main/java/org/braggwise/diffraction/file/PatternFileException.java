// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

/** A pattern file that cannot be read: says where, what was found, what was expected, and what to do. */
public final class PatternFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String m_source;
    private final int m_line;
    private final long m_offset;
    private final String m_found;
    private final String m_expected;

    private PatternFileException(String source, int line, long offset, String found, String expected, String advice) {
        super(source + (line > 0 ? ", line " + line : "") + (offset >= 0 ? ", byte " + offset : "") + ": found " + found
                + ", expected " + expected + "." + (advice.isEmpty() ? "" : " " + advice));
        m_source = source;
        m_line = line;
        m_offset = offset;
        m_found = found;
        m_expected = expected;
    }

    /** In the file as a whole. */
    static PatternFileException in(String source, String found, String expected, String advice) {
        return new PatternFileException(source, 0, -1, found, expected, advice);
    }

    /** At a line, 1-based. */
    static PatternFileException atLine(String source, int line, String found, String expected, String advice) {
        return new PatternFileException(source, line, -1, found, expected, advice);
    }

    /** At a byte, 0-based. */
    static PatternFileException atByte(String source, long offset, String found, String expected, String advice) {
        return new PatternFileException(source, 0, offset, found, expected, advice);
    }

    PatternFileException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** @return the file's name as given to the reader */
    public String source() {
        return m_source;
    }

    /** @return 1-based line, 0 when the place is not a line */
    public int line() {
        return m_line;
    }

    /** @return 0-based byte offset, -1 when the place is not a byte */
    public long offset() {
        return m_offset;
    }

    /** @return what stood there */
    public String found() {
        return m_found;
    }

    /** @return what should have stood there */
    public String expected() {
        return m_expected;
    }

    /** Shortens file content for a message and replaces what cannot be printed. */
    static String quote(String text) {
        StringBuilder b = new StringBuilder("'");
        for (int i = 0; i < Math.min(60, text.length()); i++) {
            char c = text.charAt(i);
            b.append(c < 32 || c == 127 || c == 0xFFFD ? '?' : c);
        }
        return b.append(text.length() > 60 ? "...'" : "'").toString();
    }
}
