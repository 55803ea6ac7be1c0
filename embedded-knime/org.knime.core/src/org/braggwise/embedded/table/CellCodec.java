// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.MissingValue;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DenseDoubleVectorCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;

/** Cells as bytes, for what lives no longer than a run: a byte for the class, then the content. */
public final class CellCodec {

    private static final int MISSING = 0;
    private static final int MISSING_WITH_REASON = 1;
    private static final int STRING = 2;
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 5;
    private static final int TRUE = 6;
    private static final int FALSE = 7;
    private static final int VECTOR = 8;
    private static final int LIST = 9;

    private static final int CELL_BYTES = 24;

    private CellCodec() {}

    /** @throws IllegalArgumentException where the cell is of a class that is not part of the embedded KNIME */
    public static void write(DataCell cell, DataOutput out) throws IOException {
        if (cell.isMissing()) {
            String reason = ((MissingValue) cell).getError();
            out.writeByte(reason == null ? MISSING : MISSING_WITH_REASON);
            if (reason != null) {
                writeText(reason, out);
            }
        } else if (cell instanceof StringCell s) {
            out.writeByte(STRING);
            writeText(s.getStringValue(), out);
        } else if (cell instanceof BooleanCell b) {
            out.writeByte(b.getBooleanValue() ? TRUE : FALSE);
        } else if (cell instanceof IntCell i) {
            out.writeByte(INT);
            out.writeInt(i.getIntValue());
        } else if (cell instanceof LongCell l) {
            out.writeByte(LONG);
            out.writeLong(l.getLongValue());
        } else if (cell instanceof DoubleCell d) {
            out.writeByte(DOUBLE);
            out.writeDouble(d.getDoubleValue());
        } else if (cell instanceof DenseDoubleVectorCell v) {
            writeVector(v, out);
        } else if (cell instanceof ListCell list) {
            out.writeByte(LIST);
            out.writeInt(list.size());
            for (DataCell element : list) {
                write(element, out);
            }
        } else {
            throw new IllegalArgumentException("A table of the embedded KNIME holds no cells of "
                    + cell.getClass().getName() + ".");
        }
    }

    private static void writeVector(DenseDoubleVectorCell vector, DataOutput out) throws IOException {
        int n = vector.getLength();
        ByteBuffer bytes = ByteBuffer.allocate(n * Double.BYTES);
        for (int i = 0; i < n; i++) {
            bytes.putDouble(vector.getValue(i));
        }
        out.writeByte(VECTOR);
        out.writeInt(n);
        out.write(bytes.array());
    }

    /** @throws IOException where the bytes are not those of a cell */
    public static DataCell read(DataInput in) throws IOException {
        int kind = in.readByte();
        switch (kind) {
            case MISSING:
                return DataType.getMissingCell();
            case MISSING_WITH_REASON:
                return new MissingCell(readText(in));
            case STRING:
                return new StringCell(readText(in));
            case INT:
                return new IntCell(in.readInt());
            case LONG:
                return new LongCell(in.readLong());
            case DOUBLE:
                return new DoubleCell(in.readDouble());
            case TRUE:
                return BooleanCell.TRUE;
            case FALSE:
                return BooleanCell.FALSE;
            case VECTOR:
                return readVector(in);
            case LIST:
                int n = in.readInt();
                List<DataCell> elements = new ArrayList<>(n);
                for (int i = 0; i < n; i++) {
                    elements.add(read(in));
                }
                return CollectionCellFactory.createListCell(elements);
            default:
                throw new IOException("Found " + kind + " where a cell begins: the file is damaged.");
        }
    }

    private static DataCell readVector(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt() * Double.BYTES];
        in.readFully(bytes);
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
        return DoubleVectorCellFactory.createCell(values);
    }

    /** DataOutput.writeUTF ends at 64 KB, a CIF file does not. */
    public static void writeText(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** @return about how much memory the cell takes */
    static long memoryBytes(DataCell cell) {
        if (cell instanceof StringCell s) {
            return CELL_BYTES + 40L + s.getStringValue().length();
        }
        if (cell instanceof DenseDoubleVectorCell v) {
            return CELL_BYTES + 16L + (long) v.getLength() * Double.BYTES;
        }
        if (cell instanceof ListCell list) {
            return list.stream().mapToLong(e -> memoryBytes(e) + Long.BYTES).sum() + 2L * CELL_BYTES;
        }
        return CELL_BYTES;
    }
}
