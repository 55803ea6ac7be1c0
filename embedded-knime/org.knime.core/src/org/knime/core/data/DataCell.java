// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.io.Serializable;

/** An immutable value in a row of a table. */
public abstract class DataCell implements DataValue, Serializable {

    private static final long serialVersionUID = 1L;

    /** @return the type of this cell; that of a missing cell is compatible with every column */
    public final DataType getType() {
        return DataType.ofCell(this);
    }

    public boolean isMissing() {
        return false;
    }

    @Override
    public abstract String toString();

    /** Cells are equal where both are missing, or both of the same class with the same content, or where their contents are equal. */
    @Override
    public final boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (!(o instanceof DataCell other)) {
            return false;
        }
        if (isMissing() && other.isMissing()) {
            return true;
        }
        return getClass() == other.getClass() ? equalsDataCell(other) : equalContent(other);
    }

    /** @param dc a cell of the same class as this */
    protected abstract boolean equalsDataCell(DataCell dc);

    /** @return whether a cell of another class says the same; a class that returns true for some keeps hashCode in step */
    protected boolean equalContent(DataValue otherValue) {
        return false;
    }

    @Override
    public abstract int hashCode();
}
