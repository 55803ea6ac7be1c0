// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;

/** Rows in a file. */
final class FileRows implements RowStore {

    private static final int BUFFER = 1 << 17;

    private final Path m_file;
    private final long m_size;
    private final int m_columns;
    private final Cleaner.Cleanable m_cleanable;

    FileRows(Path file, long size, int columns) {
        m_file = file;
        m_size = size;
        m_columns = columns;
        m_cleanable = TableFiles.whenUnused(this, () -> delete(file));
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    @Override
    public long size() {
        return m_size;
    }

    @Override
    public CloseableRowIterator iterator() {
        return new Rows(m_file, m_size, m_columns, this);
    }

    @Override
    public void release() {
        m_cleanable.clean();
    }

    /** Reads on as far as asked; the file closes after the last row. */
    static final class Rows extends CloseableRowIterator {

        private final Path m_path;
        private final int m_cells;
        /** Kept so that the file is not deleted while it is read. */
        @SuppressWarnings("unused")
        private final RowStore m_owner;

        private final DataInputStream m_in;
        private long m_left;

        Rows(Path path, long rows, int cells, RowStore owner) {
            m_path = path;
            m_cells = cells;
            m_owner = owner;
            m_left = rows;
            try {
                m_in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER));
            } catch (IOException e) {
                throw new UncheckedIOException("The table can't be read from " + path + ": " + e.getMessage(), e);
            }
        }

        @Override
        public boolean hasNext() {
            return m_left > 0;
        }

        @Override
        public DataRow next() {
            if (m_left <= 0) {
                throw new NoSuchElementException("The table has no more rows.");
            }
            try {
                RowKey key = new RowKey(CellCodec.readText(m_in));
                DataCell[] cells = new DataCell[m_cells];
                for (int i = 0; i < m_cells; i++) {
                    cells[i] = CellCodec.read(m_in);
                }
                m_left--;
                if (m_left == 0) {
                    m_in.close();
                }
                return new DefaultRow(key, cells);
            } catch (IOException e) {
                throw new UncheckedIOException("The table can't be read from " + m_path + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            m_left = 0;
            try {
                m_in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
