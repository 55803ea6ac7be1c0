// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;

/** A list of cells in one cell. */
public class ListCell extends DataCell implements ListDataValue {

    private static final long serialVersionUID = 1L;

    private final transient List<DataCell> m_cells;
    private final transient DataType m_elementType;

    ListCell(Collection<? extends DataCell> cells) {
        m_cells = List.copyOf(cells);
        m_elementType = cells.stream()
                .map(DataCell::getType)
                .reduce(DataType::getCommonSuperType)
                .orElse(DataType.getMissingCell().getType());
    }

    /** @return the type of lists whose elements have the given type */
    public static final DataType getCollectionType(DataType elementType) {
        return DataType.getType(ListCell.class, elementType);
    }

    @Override
    public DataCell get(int index) {
        return m_cells.get(index);
    }

    @Override
    public DataType getElementType() {
        return m_elementType;
    }

    @Override
    public int size() {
        return m_cells.size();
    }

    @Override
    public Iterator<DataCell> iterator() {
        return m_cells.iterator();
    }

    @Override
    protected boolean equalsDataCell(DataCell dc) {
        return m_cells.equals(((ListCell) dc).m_cells);
    }

    @Override
    public int hashCode() {
        return m_cells.hashCode();
    }

    @Override
    public String toString() {
        return m_cells.toString();
    }
}
