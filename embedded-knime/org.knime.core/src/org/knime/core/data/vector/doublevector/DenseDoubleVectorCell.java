// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.vector.doublevector;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.def.DoubleCell;

/** A vector in one cell. */
public class DenseDoubleVectorCell extends DataCell implements DoubleVectorValue, CollectionDataValue {

    private static final long serialVersionUID = 1L;

    private final double[] m_values;

    DenseDoubleVectorCell(double[] values) {
        if (values == null) {
            throw new IllegalArgumentException("The values of a vector can't be null; use a missing cell.");
        }
        m_values = values;
    }

    @Override
    public int getLength() {
        return m_values.length;
    }

    @Override
    public double getValue(int index) {
        return m_values[index];
    }

    @Override
    public int size() {
        return m_values.length;
    }

    @Override
    public DataType getElementType() {
        return DoubleCell.TYPE;
    }

    @Override
    public Iterator<DataCell> iterator() {
        return Arrays.stream(m_values)
                .mapToObj(d -> (DataCell) new DoubleCell(d))
                .iterator();
    }

    @Override
    protected boolean equalsDataCell(DataCell dc) {
        return Arrays.equals(m_values, ((DenseDoubleVectorCell) dc).m_values);
    }

    @Override
    protected boolean equalContent(DataValue otherValue) {
        if (!(otherValue instanceof DoubleVectorValue other) || other.getLength() != m_values.length) {
            return false;
        }
        for (int i = 0; i < m_values.length; i++) {
            if (m_values[i] != other.getValue(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(m_values);
    }

    /** The first three values. */
    @Override
    public String toString() {
        String shown =
                Arrays.stream(m_values).limit(3).mapToObj(Double::toString).collect(Collectors.joining(", "));
        return m_values.length > 3 ? shown + ", ... <" + (m_values.length - 3) + " more>" : shown;
    }
}
