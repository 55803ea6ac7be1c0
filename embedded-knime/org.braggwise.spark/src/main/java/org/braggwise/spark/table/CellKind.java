// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.util.Optional;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DenseDoubleVectorCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;

/** The kinds of cells that a Parquet file holds in columns of their own. */
public enum CellKind {
    TEXT(StringCell.TYPE, StringCell.class),
    INT(IntCell.TYPE, IntCell.class),
    LONG(LongCell.TYPE, LongCell.class),
    DOUBLE(DoubleCell.TYPE, DoubleCell.class),
    BOOLEAN(BooleanCell.TYPE, BooleanCell.class),
    VECTOR(DoubleVectorCellFactory.createCell(new double[0]).getType(), DenseDoubleVectorCell.class),
    TEXTS(ListCell.getCollectionType(StringCell.TYPE), ListCell.class);

    private final DataType m_type;
    private final Class<? extends DataCell> m_cell;

    CellKind(DataType type, Class<? extends DataCell> cell) {
        m_type = type;
        m_cell = cell;
    }

    /** @return the kind of a column's cells; empty where cells of this type have none */
    public static Optional<CellKind> of(DataType type) {
        for (CellKind kind : values()) {
            if (kind.m_type.equals(type)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** @return the type of columns of this kind */
    public DataType type() {
        return m_type;
    }

    /** @return whether the cell can stand in a column of this kind and come back as it is */
    boolean holds(DataCell cell) {
        if (!m_cell.isInstance(cell)) {
            return false;
        }
        if (this == TEXTS) {
            for (DataCell element : (ListCell) cell) {
                if (!(element instanceof StringCell)) {
                    return false;
                }
            }
        }
        return true;
    }
}
