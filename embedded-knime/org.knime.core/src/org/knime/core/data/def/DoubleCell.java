// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.def;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;

/** A cell of one floating-point number. */
public final class DoubleCell extends DataCell implements DoubleValue, BoundedValue {

    private static final long serialVersionUID = 1L;

    /** The type of all cells of this class. */
    public static final DataType TYPE = DataType.getType(DoubleCell.class);

    private final double m_double;

    public DoubleCell(double d) {
        m_double = d;
    }

    @Override
    public double getDoubleValue() {
        return m_double;
    }

    @Override
    protected boolean equalsDataCell(DataCell dc) {
        double other = ((DoubleCell) dc).m_double;
        return m_double == other || Double.isNaN(m_double) && Double.isNaN(other);
    }

    @Override
    public int hashCode() {
        return Double.hashCode(m_double == 0 ? 0 : m_double);
    }

    @Override
    public String toString() {
        return Double.toString(m_double);
    }
}
