// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetReader;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;

/** A pass over the rows of parts, one part after the other. */
public final class PartRows extends CloseableRowIterator {

    private final Iterator<Part> m_parts;
    private final List<SpecRecord.Column> m_columns;
    private final Configuration m_configuration;
    /** Kept so that the files are not deleted while they are read. */
    @SuppressWarnings("unused")
    private final Object m_owner;

    private Part m_part;
    private ParquetReader<DataRow> m_reader;
    private long m_read;

    /**
     * @param columns of the table; null for rows that have their keys only
     * @param owner of the files
     */
    public PartRows(List<Part> parts, List<SpecRecord.Column> columns, Configuration configuration, Object owner) {
        m_parts = parts.iterator();
        m_columns = columns;
        m_configuration = configuration;
        m_owner = owner;
    }

    @Override
    public boolean hasNext() {
        while (m_part == null || m_read == m_part.rows()) {
            close();
            if (!m_parts.hasNext()) {
                return false;
            }
            m_part = m_parts.next();
            m_read = 0;
        }
        return true;
    }

    @Override
    public DataRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The table has no more rows.");
        }
        try {
            if (m_reader == null) {
                m_reader = PartFile.open(m_part.file(), m_columns, m_configuration);
                for (long skipped = 0; skipped < m_part.from(); skipped++) {
                    m_reader.read();
                }
            }
            DataRow row = m_reader.read();
            if (row == null) {
                throw new IOException("it has fewer rows than were written");
            }
            return renamed(row, m_read++);
        } catch (IOException e) {
            throw new UncheckedIOException("The table can't be read from " + m_part.file() + ": " + e.getMessage(), e);
        }
    }

    private DataRow renamed(DataRow row, long index) {
        if (m_part.number() >= 0) {
            return new DefaultRow(RowKey.createRowKey(m_part.number() + index), row);
        }
        String key = m_part.renamed().get(m_part.from() + index);
        return key == null ? row : new DefaultRow(new RowKey(key), row);
    }

    @Override
    public void close() {
        if (m_reader != null) {
            try {
                m_reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                m_reader = null;
            }
        }
    }
}
