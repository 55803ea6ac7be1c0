// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.simulator;

import java.util.HashMap;
import java.util.Map;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Species;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.table.RowValues;
import org.braggwise.knime.common.table.RowValues.BadValueException;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;

/** The displacement parameters of an input table, by element or ion. */
final class DisplacementTable {

    private static final String NAME = "displacement parameters";

    private final int m_element;
    private final int m_value;
    private final Displacement.Kind m_kind;

    /** @throws InvalidSettingsException for columns that the table lacks */
    DisplacementTable(DataTableSpec spec, XrdSimulatorParameters p) throws InvalidSettingsException {
        m_element = Columns.require(spec, p.m_elementColumn, "element", StringValue.class);
        m_value = Columns.require(spec, p.m_valueColumn, "displacement parameter", DoubleValue.class);
        m_kind =
                p.m_valueKind == XrdSimulatorParameters.ValueKind.B ? Displacement.Kind.B_ISO : Displacement.Kind.U_ISO;
    }

    /** @return what the table says; rows that say nothing usable are reported and left out */
    Map<String, Displacement> read(BufferedDataTable table, ProblemTable problems) {
        Map<String, Displacement> values = new HashMap<>();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                try {
                    add(new RowValues(row, table.getDataTableSpec()), values);
                } catch (BadValueException e) {
                    e.report(row, NAME, problems);
                }
            }
        }
        return values;
    }

    private void add(RowValues row, Map<String, Displacement> values) throws BadValueException {
        String expected = "an element or an ion, such as Sr or Sr2+";
        String text = row.text(m_element, expected);
        String symbol;
        try {
            symbol = Species.ofTypeSymbol(text).typeSymbol();
        } catch (IllegalArgumentException e) {
            throw row.bad(m_element, "\"" + text + "\"", expected);
        }
        double greatest = m_kind.isB() ? 50 : 50 / (8 * Math.PI * Math.PI);
        double value =
                row.number(m_value, 0, greatest, m_kind.isB() ? "B in Å², from 0 to 50" : "U in Å², from 0 to 0.63");
        if (values.putIfAbsent(symbol, new Displacement(m_kind, value)) != null) {
            throw row.bad(m_element, symbol + " a second time", "each element or ion once; the first row counts");
        }
    }
}
