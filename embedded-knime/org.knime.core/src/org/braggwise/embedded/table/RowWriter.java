// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;

/** Writes rows to memory as long as there is room, then all of them to a file. */
final class RowWriter {

    private static final int BUFFER = 1 << 20;
    private static final long ROW_BYTES = 96;

    private final TableFiles m_files;
    private final Taken m_taken = new Taken();
    private List<DataRow> m_rows = new ArrayList<>();
    private long m_bytes;
    private long m_size;
    private Path m_file;
    private DataOutputStream m_out;

    RowWriter(TableFiles files) {
        m_files = files;
        TableFiles.whenUnused(this, m_taken::giveBack);
    }

    /** What a writer holds: given back where nobody finishes it, since its node failed or was cancelled. */
    private static final class Taken {
        private long m_bytes;
        private Path m_file;
        private DataOutputStream m_out;

        synchronized void memory(long bytes) {
            m_bytes = bytes;
        }

        synchronized void file(Path file, DataOutputStream out) {
            m_file = file;
            m_out = out;
        }

        /** The table has it now. */
        synchronized void handOn() {
            m_bytes = 0;
            m_file = null;
        }

        synchronized void giveBack() {
            TableFiles.giveBack(m_bytes);
            m_bytes = 0;
            if (m_file != null) {
                try {
                    m_out.close();
                } catch (IOException e) {
                    // a full disk, say: nobody will read the file
                }
                FileRows.delete(m_file);
            }
        }
    }

    long size() {
        return m_size;
    }

    /** @throws UncheckedIOException where the file can't be written */
    void add(DataRow row) {
        try {
            if (m_out == null) {
                long bytes = memoryBytes(row);
                if (m_files.take(bytes)) {
                    m_bytes += bytes;
                    m_taken.memory(m_bytes);
                    m_rows.add(row instanceof DefaultRow ? row : new DefaultRow(row.getKey(), row));
                } else {
                    spill();
                }
            }
            if (m_out != null) {
                write(row);
            }
            m_size++;
        } catch (IOException e) {
            throw new UncheckedIOException("The table can't be written to " + m_file + ": " + e.getMessage(), e);
        }
    }

    private static long memoryBytes(DataRow row) {
        long sum = ROW_BYTES + row.getKey().getString().length();
        for (DataCell c : row) {
            sum += Long.BYTES + CellCodec.memoryBytes(c);
        }
        return sum;
    }

    private void spill() throws IOException {
        m_file = m_files.newFile();
        m_out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(m_file), BUFFER));
        m_taken.file(m_file, m_out);
        for (DataRow r : m_rows) {
            write(r);
        }
        m_rows = null;
        TableFiles.giveBack(m_bytes);
        m_bytes = 0;
        m_taken.memory(0);
    }

    private void write(DataRow row) throws IOException {
        CellCodec.writeText(row.getKey().getString(), m_out);
        for (DataCell c : row) {
            CellCodec.write(c, m_out);
        }
    }

    /** @return whether one of the rows written so far has this key; slow, for the rare case that hashes of keys agree */
    boolean contains(RowKey key, int columns) {
        try {
            if (m_out == null) {
                return m_rows.stream().anyMatch(r -> r.getKey().equals(key));
            }
            m_out.flush();
            try (FileRows.Rows rows = new FileRows.Rows(m_file, m_size, columns, null)) {
                while (rows.hasNext()) {
                    if (rows.next().getKey().equals(key)) {
                        return true;
                    }
                }
                return false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The table can't be read from " + m_file + ": " + e.getMessage(), e);
        }
    }

    /** @param columns the number of cells of each row */
    RowStore finish(int columns) {
        if (m_out == null) {
            m_taken.handOn();
            return new MemoryRows(m_rows, m_bytes);
        }
        try {
            m_out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The table can't be written to " + m_file + ": " + e.getMessage(), e);
        }
        m_taken.handOn();
        return new FileRows(m_file, m_size, columns);
    }
}
