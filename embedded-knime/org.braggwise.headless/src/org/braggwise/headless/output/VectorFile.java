// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.knime.core.data.vector.doublevector.DoubleVectorValue;

/**
 * Vectors of one length as NumPy's array file, version 1.0 (NumPy Enhancement Proposal 1): float32, little endian, a row a vector. The
 * first 128 bytes say type and shape; the number of rows is put there at the end.
 */
final class VectorFile implements Closeable {

    private static final int HEADER = 128;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private final FileChannel m_out;
    private final int m_length;
    private final ByteBuffer m_buffer;
    private long m_rows;

    /**
     * @param file to write
     * @param length of each vector
     * @throws IOException from the file system
     */
    VectorFile(Path file, int length) throws IOException {
        m_out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        m_length = length;
        m_buffer = ByteBuffer.allocate(Math.max(1 << 16, Float.BYTES * length)).order(ByteOrder.LITTLE_ENDIAN);
        m_out.position(HEADER);
    }

    /** @return the length of each vector */
    int length() {
        return m_length;
    }

    /**
     * @param vector of this file's length
     * @return its row, from 0
     * @throws IOException from the file system
     */
    long add(DoubleVectorValue vector) throws IOException {
        if (m_buffer.remaining() < Float.BYTES * m_length) {
            flush();
        }
        for (int i = 0; i < m_length; i++) {
            m_buffer.putFloat((float) vector.getValue(i));
        }
        return m_rows++;
    }

    private void flush() throws IOException {
        m_buffer.flip();
        while (m_buffer.hasRemaining()) {
            m_out.write(m_buffer);
        }
        m_buffer.clear();
    }

    /** Writes the header and closes the file. */
    @Override
    public void close() throws IOException {
        try (m_out) {
            flush();
            String shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + m_rows + ", " + m_length + "), }";
            int text = HEADER - MAGIC.length - Short.BYTES;
            ByteBuffer header = ByteBuffer.allocate(HEADER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(MAGIC)
                    .putShort((short) text)
                    .put((shape + " ".repeat(text - 1 - shape.length()) + "\n").getBytes(StandardCharsets.US_ASCII))
                    .flip();
            m_out.position(0);
            while (header.hasRemaining()) {
                m_out.write(header);
            }
        }
    }
}
