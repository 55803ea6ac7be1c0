// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.braggwise.embedded.table.CellCodec;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;

/** Puts rows together from the values that Parquet reads column by column. */
final class RowMaterializer extends RecordMaterializer<DataRow> {

    private final DataCell[] m_cells;
    private final Converter[] m_fields;
    private final int m_keyField;
    private String m_key;
    private byte[] m_other;

    RowMaterializer(List<SpecRecord.Column> columns, boolean keysOnly) {
        m_cells = new DataCell[columns.size()];
        m_keyField = keysOnly ? 0 : RowSchema.KEY;
        m_fields = new Converter[columns.size()];
        for (int i = 0; i < m_fields.length; i++) {
            int column = i;
            m_fields[i] = CellConverters.of(columns.get(i).kind(), cell -> m_cells[column] = cell);
        }
    }

    @Override
    public DataRow getCurrentRecord() {
        if (m_other != null) {
            readOther();
        }
        return new DefaultRow(m_key, m_cells);
    }

    private void readOther() {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(m_other))) {
            while (in.available() > 0) {
                m_cells[in.readInt()] = CellCodec.read(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public GroupConverter getRootConverter() {
        return new Root();
    }

    private final class Root extends GroupConverter {

        private final Converter m_position = new PrimitiveConverter() {
            @Override
            public void addLong(long value) {
                // rows are read in the order of their positions
            }
        };
        private final Converter m_keys = new PrimitiveConverter() {
            @Override
            public void addBinary(Binary value) {
                m_key = value.toStringUsingUTF8();
            }
        };
        private final Converter m_others = new PrimitiveConverter() {
            @Override
            public void addBinary(Binary value) {
                m_other = value.getBytes();
            }
        };
        private final Converter m_row = new GroupConverter() {
            @Override
            public Converter getConverter(int field) {
                return m_fields[field];
            }

            @Override
            public void start() {
                // all cells are missing until they are read
            }

            @Override
            public void end() {
                // nothing is left to do
            }
        };

        @Override
        public Converter getConverter(int field) {
            return field == m_keyField
                    ? m_keys
                    : switch (field) {
                        case RowSchema.POSITION -> m_position;
                        case RowSchema.OTHER -> m_others;
                        default -> m_row;
                    };
        }

        @Override
        public void start() {
            m_other = null;
            Arrays.fill(m_cells, DataType.getMissingCell());
        }

        @Override
        public void end() {
            // the row is made when it is asked for
        }
    }
}
