// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Little-endian bytes put at the offsets that a format's description gives. */
final class Bytes {

    private byte[] m_bytes = new byte[0];

    private ByteBuffer at(int offset, int length) {
        if (m_bytes.length < offset + length) {
            m_bytes = Arrays.copyOf(m_bytes, offset + length);
        }
        return ByteBuffer.wrap(m_bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    Bytes text(int offset, String text) {
        at(offset, text.length()).put(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Bytes u16(int offset, int... values) {
        for (int i = 0; i < values.length; i++) {
            at(offset + 2 * i, 2).putShort((short) values[i]);
        }
        return this;
    }

    Bytes u32(int offset, int value) {
        at(offset, 4).putInt(value);
        return this;
    }

    Bytes f32(int offset, double... values) {
        for (int i = 0; i < values.length; i++) {
            at(offset + 4 * i, 4).putFloat((float) values[i]);
        }
        return this;
    }

    Bytes f64(int offset, double... values) {
        for (int i = 0; i < values.length; i++) {
            at(offset + 8 * i, 8).putDouble(values[i]);
        }
        return this;
    }

    int length() {
        return m_bytes.length;
    }

    byte[] get() {
        return m_bytes.clone();
    }
}
