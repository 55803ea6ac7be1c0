// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.knime.core.data.DataCell;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;

/** Values of a Parquet column to cells of a kind. */
final class CellConverters {

    private CellConverters() {}

    /** @param to gets the cell of each record that has one */
    static Converter of(CellKind kind, Consumer<DataCell> to) {
        return switch (kind) {
            case VECTOR -> new Vectors(to);
            case TEXTS -> new Texts(to);
            default -> new Single(to);
        };
    }

    private static final class Single extends PrimitiveConverter {

        private final Consumer<DataCell> m_to;

        Single(Consumer<DataCell> to) {
            m_to = to;
        }

        @Override
        public void addBinary(Binary value) {
            m_to.accept(new StringCell(value.toStringUsingUTF8()));
        }

        @Override
        public void addInt(int value) {
            m_to.accept(new IntCell(value));
        }

        @Override
        public void addLong(long value) {
            m_to.accept(new LongCell(value));
        }

        @Override
        public void addDouble(double value) {
            m_to.accept(new DoubleCell(value));
        }

        @Override
        public void addBoolean(boolean value) {
            m_to.accept(value ? BooleanCell.TRUE : BooleanCell.FALSE);
        }
    }

    private static final class Vectors extends PrimitiveConverter {

        private final Consumer<DataCell> m_to;

        Vectors(Consumer<DataCell> to) {
            m_to = to;
        }

        @Override
        public void addBinary(Binary value) {
            DoubleBuffer doubles = value.toByteBuffer().order(RowSchema.VECTORS).asDoubleBuffer();
            var values = new double[doubles.remaining()];
            doubles.get(values);
            m_to.accept(DoubleVectorCellFactory.createCell(values));
        }
    }

    /** A list as Parquet nests it: a group, which repeats a group, which has an element. */
    private static final class Texts extends GroupConverter {

        private final Consumer<DataCell> m_to;
        private final List<DataCell> m_elements = new ArrayList<>();
        private final Converter m_element = new Single(m_elements::add);
        private final Converter m_repeated = new GroupConverter() {
            @Override
            public Converter getConverter(int field) {
                return m_element;
            }

            @Override
            public void start() {
                // the element says it all
            }

            @Override
            public void end() {
                // the element says it all
            }
        };

        Texts(Consumer<DataCell> to) {
            m_to = to;
        }

        @Override
        public Converter getConverter(int field) {
            return m_repeated;
        }

        @Override
        public void start() {
            m_elements.clear();
        }

        @Override
        public void end() {
            m_to.accept(CollectionCellFactory.createListCell(m_elements));
        }
    }
}
