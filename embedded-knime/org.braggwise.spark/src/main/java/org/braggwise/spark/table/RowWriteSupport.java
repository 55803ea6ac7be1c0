// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.braggwise.embedded.table.CellCodec;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.MissingValue;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;

/** Rows of a table to records of a Parquet file. */
final class RowWriteSupport extends WriteSupport<DataRow> {

    private final List<SpecRecord.Column> m_columns;
    private RecordConsumer m_out;
    private long m_position;

    RowWriteSupport(List<SpecRecord.Column> columns) {
        m_columns = columns;
    }

    @Override
    public WriteContext init(Configuration configuration) {
        return new WriteContext(RowSchema.of(m_columns), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer out) {
        m_out = out;
    }

    @Override
    public void write(DataRow row) {
        m_out.startMessage();
        m_out.startField("position", RowSchema.POSITION);
        m_out.addLong(m_position++);
        m_out.endField("position", RowSchema.POSITION);
        m_out.startField("key", RowSchema.KEY);
        m_out.addBinary(Binary.fromString(row.getKey().getString()));
        m_out.endField("key", RowSchema.KEY);
        writeOther(row);
        if (!m_columns.isEmpty()) {
            m_out.startField("cells", RowSchema.CELLS);
            m_out.startGroup();
            for (int i = 0; i < m_columns.size(); i++) {
                SpecRecord.Column c = m_columns.get(i);
                DataCell cell = row.getCell(i);
                if (c.kind().holds(cell)) {
                    m_out.startField(c.name(), i);
                    write(c.kind(), cell);
                    m_out.endField(c.name(), i);
                }
            }
            m_out.endGroup();
            m_out.endField("cells", RowSchema.CELLS);
        }
        m_out.endMessage();
    }

    private void writeOther(DataRow row) {
        ByteArrayOutputStream bytes = null;
        try {
            DataOutputStream out = null;
            for (int i = 0; i < m_columns.size(); i++) {
                DataCell cell = row.getCell(i);
                boolean plainlyMissing = cell instanceof MissingValue m && m.getError() == null;
                if (!plainlyMissing && !m_columns.get(i).kind().holds(cell)) {
                    if (out == null) {
                        bytes = new ByteArrayOutputStream();
                        out = new DataOutputStream(bytes);
                    }
                    out.writeInt(i);
                    CellCodec.write(cell, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes != null) {
            m_out.startField("other", RowSchema.OTHER);
            m_out.addBinary(Binary.fromConstantByteArray(bytes.toByteArray()));
            m_out.endField("other", RowSchema.OTHER);
        }
    }

    private void write(CellKind kind, DataCell cell) {
        switch (kind) {
            case TEXT -> m_out.addBinary(Binary.fromString(((StringCell) cell).getStringValue()));
            case INT -> m_out.addInteger(((IntCell) cell).getIntValue());
            case LONG -> m_out.addLong(((LongCell) cell).getLongValue());
            case DOUBLE -> m_out.addDouble(((DoubleCell) cell).getDoubleValue());
            case BOOLEAN -> m_out.addBoolean(((BooleanCell) cell).getBooleanValue());
            case VECTOR -> {
                DoubleVectorValue v = (DoubleVectorValue) cell;
                ByteBuffer bytes =
                        ByteBuffer.allocate(Double.BYTES * v.getLength()).order(RowSchema.VECTORS);
                for (int i = 0; i < v.getLength(); i++) {
                    bytes.putDouble(v.getValue(i));
                }
                m_out.addBinary(Binary.fromConstantByteArray(bytes.array()));
            }
            case TEXTS -> {
                ListCell texts = (ListCell) cell;
                list(
                        texts.size(),
                        i -> m_out.addBinary(Binary.fromString(((StringCell) texts.get(i)).getStringValue())));
            }
            default -> throw new IllegalStateException("no such kind: " + kind);
        }
    }

    private void list(int size, java.util.function.IntConsumer element) {
        m_out.startGroup();
        if (size > 0) {
            m_out.startField("list", 0);
            for (int i = 0; i < size; i++) {
                m_out.startGroup();
                m_out.startField("element", 0);
                element.accept(i);
                m_out.endField("element", 0);
                m_out.endGroup();
            }
            m_out.endField("list", 0);
        }
        m_out.endGroup();
    }
}
