// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Little-endian reads that end in a {@link PatternFileException} with the offset where the bytes run out. */
final class ByteCursor {

    private final String m_source;
    private final ByteBuffer m_bytes;

    ByteCursor(byte[] bytes, String source) {
        m_source = source;
        m_bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return m_bytes.position();
    }

    int remaining() {
        return m_bytes.remaining();
    }

    int size() {
        return m_bytes.limit();
    }

    void seek(long offset, String what) {
        if (offset < 0 || offset > m_bytes.limit()) {
            throw PatternFileException.atByte(
                    m_source,
                    m_bytes.limit(),
                    "the end of the file",
                    what + " at byte " + offset,
                    "The file is cut short or its header is damaged.");
        }
        m_bytes.position((int) offset);
    }

    void skip(long count, String what) {
        seek(position() + count, what);
    }

    private void need(long count, String what) {
        if (m_bytes.remaining() < count) {
            throw PatternFileException.atByte(
                    m_source,
                    position(),
                    m_bytes.remaining() + " bytes up to the end of the file",
                    count + " bytes for " + what,
                    "The file is cut short.");
        }
    }

    int u16(String what) {
        need(2, what);
        return m_bytes.getShort() & 0xFFFF;
    }

    long u32(String what) {
        need(4, what);
        return m_bytes.getInt() & 0xFFFFFFFFL;
    }

    int u8(String what) {
        need(1, what);
        return m_bytes.get() & 0xFF;
    }

    double f32(String what) {
        need(4, what);
        return m_bytes.getFloat();
    }

    double f64(String what) {
        need(8, what);
        return m_bytes.getDouble();
    }

    /** A fixed-length field in the instrument's 8-bit character set; ends at the first NUL. */
    String text(int length, String what) {
        need(length, what);
        byte[] b = new byte[length];
        m_bytes.get(b);
        int n = 0;
        while (n < length && b[n] != 0) {
            n++;
        }
        return new String(b, 0, n, StandardCharsets.ISO_8859_1).strip();
    }

    /** @return the count, or how many the rest of the file holds where those are fewer */
    int countUpToEnd(long value, int bytesEach, String what) {
        if (value < 0 || value > ScanBuilder.MAX_POINTS) {
            throw PatternFileException.atByte(
                    m_source,
                    position(),
                    value + " as " + what,
                    "0 to " + ScanBuilder.MAX_POINTS,
                    "The header is damaged.");
        }
        return (int) Math.min(value, remaining() / bytesEach);
    }
}
