// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.def;

import org.knime.core.data.BooleanValue;
import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.NominalValue;

/** The two cells of true and false; as numbers 1 and 0. */
public final class BooleanCell extends DataCell
        implements BooleanValue, IntValue, LongValue, DoubleValue, BoundedValue, NominalValue {

    private static final long serialVersionUID = 1L;

    /** Gives one of the two cells. */
    public static final class BooleanCellFactory {

        public static DataCell create(boolean b) {
            return b ? TRUE : FALSE;
        }
    }

    /** The type of both cells. */
    public static final DataType TYPE = DataType.getType(BooleanCell.class);

    public static final BooleanCell TRUE = new BooleanCell(true);
    public static final BooleanCell FALSE = new BooleanCell(false);

    private final boolean m_boolean;

    private BooleanCell(boolean b) {
        m_boolean = b;
    }

    @Override
    public boolean getBooleanValue() {
        return m_boolean;
    }

    @Override
    public int getIntValue() {
        return m_boolean ? 1 : 0;
    }

    @Override
    public long getLongValue() {
        return getIntValue();
    }

    @Override
    public double getDoubleValue() {
        return getIntValue();
    }

    @Override
    protected boolean equalsDataCell(DataCell dc) {
        return m_boolean == ((BooleanCell) dc).m_boolean;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(m_boolean);
    }

    @Override
    public String toString() {
        return Boolean.toString(m_boolean);
    }
}
