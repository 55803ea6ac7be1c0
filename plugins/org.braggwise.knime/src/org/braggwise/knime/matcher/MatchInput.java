// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.HowSimulated;
import org.braggwise.knime.common.PatternColumn;
import org.braggwise.knime.common.PatternColumn.BadPatternException;
import org.braggwise.knime.matcher.XrdStructureMatcherParameters.Composition;
import org.braggwise.knime.matcher.XrdStructureMatcherParameters.InputKind;
import org.braggwise.knime.matcher.XrdStructureMatcherParameters.Profile;
import org.braggwise.knime.patternreader.ScanTable;
import org.braggwise.learning.model.PatternDomain;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;

/** How the rows of a table give what was measured: patterns on one grid, or scans with angles and wavelengths of their own. */
final class MatchInput {

    /**
     * What was measured.
     *
     * @param twoThetaDeg ascending angles
     * @param intensities as many
     * @param radiation the X-rays
     */
    record Measured(double[] twoThetaDeg, double[] intensities, Radiation radiation) {}

    private final XrdStructureMatcherParameters m_parameters;
    private final int m_formula;
    private final int m_pattern;
    private final int m_angles;
    private final int m_wavelength;
    private final int m_radiation;
    private final Optional<PatternDomain> m_domain;
    private final Optional<HowSimulated> m_how;
    /** The angles of patterns on one grid; empty for scans. */
    private final double[] m_grid;

    /** @throws InvalidSettingsException where the table lacks what the settings name, or does not say what its patterns are */
    MatchInput(DataTableSpec spec, XrdStructureMatcherParameters p) throws InvalidSettingsException {
        m_parameters = p;
        m_formula = p.m_composition == Composition.COLUMN
                ? Columns.require(spec, p.m_formulaColumn, "formula", StringValue.class)
                : -1;
        if (p.m_input == InputKind.SCANS) {
            m_angles = Columns.requirePattern(spec, p.m_twoThetaColumn);
            m_pattern = Columns.requirePattern(spec, p.m_intensityColumn);
            m_wavelength = spec.containsName(ScanTable.WAVELENGTH)
                    ? Columns.require(spec, ScanTable.WAVELENGTH, "wavelength", DoubleValue.class)
                    : -1;
            m_radiation = spec.findColumnIndex(ScanTable.RADIATION);
            m_domain = Optional.empty();
            m_how = Optional.empty();
            m_grid = new double[0];
            return;
        }
        m_pattern = Columns.requirePattern(spec, p.m_patternColumn);
        m_angles = -1;
        m_wavelength = -1;
        m_radiation = -1;
        m_domain = Optional.of(PatternColumn.requireDomain(spec, m_pattern));
        m_how = PatternColumn.simulated(spec.getColumnSpec(m_pattern));
        if (p.m_profile == Profile.KNOWN && m_how.isEmpty()) {
            throw new InvalidSettingsException("\"Line shape\" is Known, but the column \"" + p.m_patternColumn
                    + "\" does not say how its lines were drawn, as the XRD Simulator writes it. Set it to Refined.");
        }
        TwoThetaGrid grid = grid();
        m_grid = IntStream.range(0, grid.points()).mapToDouble(grid::at).toArray();
    }

    /** @return what all patterns share; empty for scans */
    Optional<PatternDomain> domain() {
        return m_domain;
    }

    /** @return how the patterns were drawn, where their column says it */
    Optional<HowSimulated> how() {
        return m_how;
    }

    /** @return the grid of patterns */
    TwoThetaGrid grid() {
        PatternDomain d = m_domain.orElseThrow();
        return new TwoThetaGrid(d.startDeg(), d.endDeg(), d.points());
    }

    /** @return the radiation of patterns */
    Radiation radiation() {
        PatternDomain d = m_domain.orElseThrow();
        return ScanTable.radiation(d.radiation(), d.wavelengthAngstrom());
    }

    /** @throws BadPatternException where the row's cells hold nothing that can be used */
    Measured measured(DataRow row) throws BadPatternException, InvalidSettingsException {
        if (m_domain.isPresent()) {
            double[] y = PatternColumn.read(row.getCell(m_pattern), m_grid.length);
            return new Measured(m_grid, y, radiation());
        }
        double[] x = PatternColumn.read(row.getCell(m_angles), -1);
        double[] y = PatternColumn.readWithGaps(row.getCell(m_pattern), x.length);
        int[] there = IntStream.range(0, y.length)
                .filter(i -> Double.isFinite(y[i]) && x[i] > 0)
                .toArray();
        return new Measured(
                IntStream.of(there).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(there).mapToDouble(i -> y[i]).toArray(),
                radiation(row));
    }

    private Radiation radiation(DataRow row) throws InvalidSettingsException {
        if (m_wavelength >= 0 && row.getCell(m_wavelength) instanceof DoubleValue wavelength) {
            String text =
                    m_radiation >= 0 && row.getCell(m_radiation) instanceof StringValue s ? s.getStringValue() : "";
            return ScanTable.radiation(text, wavelength.getDoubleValue());
        }
        if (m_parameters.m_assumeRadiation) {
            return m_parameters.m_radiation.radiation(m_parameters.m_wavelength);
        }
        throw new InvalidSettingsException("the scan says no wavelength, expected one; switch on"
                + " \"State the radiation where there is none\" if you know it");
    }

    /** @return the row's formula, null where the settings ask for none */
    String formula(DataRow row) throws InvalidSettingsException {
        if (m_formula < 0) {
            return null;
        }
        if (row.getCell(m_formula) instanceof StringValue text) {
            return text.getStringValue();
        }
        throw new InvalidSettingsException("the formula is missing, expected one such as SrTiO3");
    }
}
