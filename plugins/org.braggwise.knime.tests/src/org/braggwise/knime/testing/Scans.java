// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.testing;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.ScanTable;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;

/** Makes a table of scans of what was simulated from 15 degrees on in steps of 0.02: those columns of the XRD Pattern Reader that nodes read. */
public final class Scans {

    private final List<DataRow> m_rows = new ArrayList<>();

    /**
     * @param intensities of which 1 becomes 20,000 counts on a background of 200, with about their scatter
     * @param wavelength in angstrom, null where the file states none
     * @param radiation null where the file states none
     */
    public Scans with(String key, double[] intensities, Double wavelength, String radiation) {
        var angles = new double[intensities.length];
        var counts = new double[intensities.length];
        for (int i = 0; i < counts.length; i++) {
            angles[i] = 15 + 0.02 * i;
            counts[i] = Math.round(20_000 * intensities[i] + 200 + 14 * Math.sin(12.9 * i));
        }
        m_rows.add(new DefaultRow(
                key,
                TestTables.vector(angles),
                TestTables.vector(counts),
                wavelength == null ? DataType.getMissingCell() : new DoubleCell(wavelength),
                radiation == null ? DataType.getMissingCell() : new StringCell(radiation)));
        return this;
    }

    public BufferedDataTable table() {
        return TestTables.table(
                new DataTableSpec(
                        Columns.column(ScanTable.TWO_THETA, PatternColumn.VECTOR),
                        Columns.column(ScanTable.INTENSITY, PatternColumn.VECTOR),
                        Columns.column(ScanTable.WAVELENGTH, DoubleCell.TYPE),
                        Columns.column(ScanTable.RADIATION, StringCell.TYPE)),
                m_rows);
    }
}
