// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.Optional;

import org.braggwise.diffraction.Radiation;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;

/** The columns in which a scan lies, as the XRD Pattern Reader writes them; safe on several threads. */
public final class ScanColumns {

    /**
     * What a row says of its scan.
     *
     * @param twoThetaDeg angles
     * @param intensities as many, NaN where a point is missing
     * @param radiation the X-rays, where the row says them
     */
    public record Scan(double[] twoThetaDeg, double[] intensities, Optional<Radiation> radiation) {}

    private final int m_angles;
    private final int m_intensities;
    private final int m_wavelength;
    private final int m_radiation;

    /** @throws InvalidSettingsException where a column is absent or of another type; those of wavelength and radiation may be absent */
    public ScanColumns(DataTableSpec spec, String twoThetaColumn, String intensityColumn)
            throws InvalidSettingsException {
        m_angles = Columns.requirePattern(spec, twoThetaColumn);
        m_intensities = Columns.requirePattern(spec, intensityColumn);
        m_wavelength = spec.containsName(ScanTable.WAVELENGTH)
                ? Columns.require(spec, ScanTable.WAVELENGTH, "wavelength", DoubleValue.class)
                : -1;
        m_radiation = spec.findColumnIndex(ScanTable.RADIATION);
    }

    /** @throws BadPatternException where the row's cells hold no scan */
    public Scan read(DataRow row) throws BadPatternException {
        double[] x = PatternColumn.read(row.getCell(m_angles), -1);
        double[] y = PatternColumn.readWithGaps(row.getCell(m_intensities), x.length);
        return new Scan(x, y, radiation(row));
    }

    private Optional<Radiation> radiation(DataRow row) {
        if (m_wavelength < 0 || !(row.getCell(m_wavelength) instanceof DoubleValue wavelength)) {
            return Optional.empty();
        }
        String text = m_radiation >= 0 && row.getCell(m_radiation) instanceof StringValue s ? s.getStringValue() : "";
        return Optional.of(Radiation.ofText(text, wavelength.getDoubleValue()));
    }
}
