// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.def;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.NominalValue;
import org.knime.core.data.StringValue;

/** A cell of text. */
public final class StringCell extends DataCell implements StringValue, NominalValue {

    private static final long serialVersionUID = 1L;

    /** The type of all cells of this class. */
    public static final DataType TYPE = DataType.getType(StringCell.class);

    private final String m_string;

    /** @throws NullPointerException where the text is null: that is a missing cell */
    public StringCell(String str) {
        if (str == null) {
            throw new NullPointerException("The text of a cell can't be null; use a missing cell.");
        }
        m_string = str;
    }

    @Override
    public String getStringValue() {
        return m_string;
    }

    @Override
    protected boolean equalsDataCell(DataCell dc) {
        return m_string.equals(((StringCell) dc).m_string);
    }

    @Override
    public int hashCode() {
        return m_string.hashCode();
    }

    @Override
    public String toString() {
        return m_string;
    }
}
