// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** A list as Parquet nests it: a group, which repeats a group, which has an element. */
    private abstract static class Nested extends GroupConverter {

        private final Converter m_element;
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

        Nested(Converter element) {
            m_element = element;
        }

        @Override
        public Converter getConverter(int field) {
            return m_repeated;
        }
    }

    private static final class Vectors extends Nested {

        private static final class Values extends PrimitiveConverter {

            private double[] m_values = new double[1024];
            private int m_size;

            @Override
            public void addDouble(double value) {
                if (m_size == m_values.length) {
                    m_values = Arrays.copyOf(m_values, 2 * m_size);
                }
                m_values[m_size++] = value;
            }
        }

        private final Consumer<DataCell> m_to;
        private final Values m_element;

        Vectors(Consumer<DataCell> to) {
            this(to, new Values());
        }

        private Vectors(Consumer<DataCell> to, Values element) {
            super(element);
            m_to = to;
            m_element = element;
        }

        @Override
        public void start() {
            m_element.m_size = 0;
        }

        @Override
        public void end() {
            m_to.accept(DoubleVectorCellFactory.createCell(Arrays.copyOf(m_element.m_values, m_element.m_size)));
        }
    }

    private static final class Texts extends Nested {

        private final Consumer<DataCell> m_to;
        private final List<DataCell> m_elements;

        Texts(Consumer<DataCell> to) {
            this(to, new ArrayList<>());
        }

        private Texts(Consumer<DataCell> to, List<DataCell> elements) {
            super(new Single(elements::add));
            m_to = to;
            m_elements = elements;
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
