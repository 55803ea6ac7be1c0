// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;

/** The values of a row of a table that a user wrote by hand: each is checked, and what does not fit names its column. */
public record RowValues(DataRow row, DataTableSpec spec) {

    /** @return the text without blanks around it */
    public String text(int column, String expected) throws BadValueException {
        DataCell cell = row.getCell(column);
        if (!(cell instanceof StringValue text) || text.getStringValue().isBlank()) {
            throw bad(column, cell.isMissing() ? "a missing cell" : "an empty text", expected);
        }
        return text.getStringValue().strip();
    }

    /** @return the number, from least to greatest */
    public double number(int column, double least, double greatest, String expected) throws BadValueException {
        DataCell cell = row.getCell(column);
        if (!(cell instanceof DoubleValue number)) {
            throw bad(column, "a missing cell", expected);
        }
        double value = number.getDoubleValue();
        if (!(value >= least && value <= greatest)) {
            throw bad(column, Double.toString(value), expected);
        }
        return value;
    }

    public BadValueException bad(int column, String found, String expected) {
        return new BadValueException(spec.getColumnSpec(column).getName(), found, expected);
    }

    /** A value that can't be used. */
    public static final class BadValueException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String m_column;
        private final String m_found;
        private final String m_expected;

        BadValueException(String column, String found, String expected) {
            super("column \"" + column + "\": found " + found + ", expected " + expected);
            m_column = column;
            m_found = found;
            m_expected = expected;
        }

        /** Reports the row, which is then left out. */
        public void report(DataRow row, String table, ProblemTable problems) {
            problems.addRowError(row.getKey(), table + ", column \"" + m_column + "\"", m_found, m_expected);
        }
    }
}
