// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.preparation;

import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.knime.common.table.ScanColumns.Scan;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;

/** Patterns on one grid as scans; safe on several threads. */
final class GridPatterns {

    private final int m_column;
    private final PatternSpace m_space;
    /** How many points a pattern has; -1 where only each pattern itself says it. */
    private final int m_points;

    private final Optional<Radiation> m_radiation;
    /** The angles of the pattern before: most often those of the next one too, on whatever thread. */
    private volatile double[] m_x = {};

    /** @throws InvalidSettingsException where neither the column nor the settings say what its patterns are */
    GridPatterns(DataTableSpec spec, PatternPreparationParameters p) throws InvalidSettingsException {
        m_column = Columns.requirePattern(spec, p.m_patternColumn);
        boolean said = PatternColumn.statesSpace(spec.getColumnSpec(m_column));
        m_space = said || !p.m_stateGrid ? PatternColumn.requireSpace(spec, m_column) : stated(spec, p);
        m_points = said ? m_space.grid().points() : -1;
        m_radiation = Optional.of(m_space.radiation().recognised());
    }

    /** What the settings say, with a number of points that says nothing. */
    private PatternSpace stated(DataTableSpec spec, PatternPreparationParameters p) throws InvalidSettingsException {
        if (!p.m_assumeRadiation) {
            throw new InvalidSettingsException(
                    "Column \"" + spec.getColumnSpec(m_column).getName() + "\" says nothing of its patterns, and the"
                            + " settings state a grid but no radiation: switch on \"State the radiation where there is none\" too.");
        }
        return new PatternSpace(
                new TwoThetaGrid(p.m_statedStartDeg, p.m_statedEndDeg, 2),
                p.m_assumedRadiation.radiation(p.m_assumedWavelength),
                Optional.empty());
    }

    /** @return what the patterns share; the number of points counts only where the column says it */
    PatternSpace space() {
        return m_space;
    }

    /** @throws BadPatternException where the row's cell holds no pattern */
    Scan read(DataRow row) throws BadPatternException {
        double[] y = PatternColumn.readWithGaps(row.getCell(m_column), m_points);
        double[] x = m_x;
        if (x.length != y.length) {
            var grid =
                    new TwoThetaGrid(m_space.grid().startDeg(), m_space.grid().endDeg(), y.length);
            x = IntStream.range(0, y.length).mapToDouble(grid::at).toArray();
            m_x = x;
        }
        return new Scan(x, y, m_radiation);
    }
}
