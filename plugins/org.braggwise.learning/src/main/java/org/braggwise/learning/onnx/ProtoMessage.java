// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of Protocol Buffers' wire format, built field by field. Only what ONNX needs: integers, floats, texts, bytes and messages.
 * Pieces are kept as they come and written at the end, so that large arrays are not copied from message to message.
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final List<byte[]> m_pieces = new ArrayList<>();
    private long m_length;

    private ProtoMessage piece(byte[] bytes) {
        m_pieces.add(bytes);
        m_length += bytes.length;
        return this;
    }

    private ProtoMessage varint(long value) {
        byte[] bytes = new byte[10];
        int n = 0;
        long rest = value;
        do {
            bytes[n++] = (byte) ((rest & 0x7f) | (rest >>> 7 == 0 ? 0 : 0x80));
            rest >>>= 7;
        } while (rest != 0);
        return piece(java.util.Arrays.copyOf(bytes, n));
    }

    private ProtoMessage tag(int field, int wireType) {
        return varint((long) field << 3 | wireType);
    }

    ProtoMessage integer(int field, long value) {
        return tag(field, VARINT).varint(value);
    }

    ProtoMessage real(int field, float value) {
        return tag(field, FIXED_32)
                .piece(ByteBuffer.allocate(Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(value)
                        .array());
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage bytes(int field, byte[] value) {
        return tag(field, LENGTH_DELIMITED).varint(value.length).piece(value);
    }

    ProtoMessage message(int field, ProtoMessage value) {
        tag(field, LENGTH_DELIMITED).varint(value.m_length);
        m_pieces.addAll(value.m_pieces);
        m_length += value.m_length;
        return this;
    }

    /** @return bytes that {@link #write} writes */
    long length() {
        return m_length;
    }

    void write(OutputStream out) throws IOException {
        for (byte[] piece : m_pieces) {
            out.write(piece);
        }
    }
}
