// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.knime.common.settings.ScanColumnsParameters.RowContent;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.HowSimulated;
import org.braggwise.knime.common.table.MeasuredScans;
import org.braggwise.knime.common.table.MeasuredScans.Measured;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.knime.matcher.XrdStructureMatcherParameters.Composition;
import org.braggwise.knime.matcher.XrdStructureMatcherParameters.Profile;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;

/** How the rows of a table give what was measured: patterns on one grid, or scans with angles and wavelengths of their own. */
final class MatchInput {

    private final int m_formula;
    private final int m_pattern;
    /** Null for patterns. */
    private final MeasuredScans m_scans;

    private final Optional<PatternSpace> m_space;
    private final Optional<HowSimulated> m_how;
    /** The angles of patterns on one grid; empty for scans. */
    private final double[] m_grid;

    /** @throws InvalidSettingsException where the table lacks what the settings name, or does not say what its patterns are */
    MatchInput(DataTableSpec spec, XrdStructureMatcherParameters p) throws InvalidSettingsException {
        m_formula = p.m_composition == Composition.COLUMN
                ? Columns.require(spec, p.m_formulaColumn, "formula", StringValue.class)
                : -1;
        if (p.m_input == RowContent.SCANS) {
            m_scans = new MeasuredScans(spec, p.m_twoThetaColumn, p.m_intensityColumn, p.assumedRadiation());
            m_pattern = -1;
            m_space = Optional.empty();
            m_how = Optional.empty();
            m_grid = new double[0];
            return;
        }
        m_pattern = Columns.requirePattern(spec, p.m_patternColumn);
        m_scans = null;
        m_space = Optional.of(PatternColumn.requireSpace(spec, m_pattern));
        boolean known = p.m_profile == Profile.KNOWN;
        m_how = known ? PatternColumn.simulated(spec.getColumnSpec(m_pattern)) : Optional.empty();
        if (known && m_how.isEmpty()) {
            throw new InvalidSettingsException("\"Line shape\" is Known, but the column \"" + p.m_patternColumn
                    + "\" does not say how its lines were drawn, as the XRD Simulator writes it, or was put together from patterns that"
                    + " were simulated differently. Set it to Refined.");
        }
        TwoThetaGrid grid = grid();
        m_grid = IntStream.range(0, grid.points()).mapToDouble(grid::at).toArray();
    }

    /** @return what all patterns share; empty for scans */
    Optional<PatternSpace> space() {
        return m_space;
    }

    /** @return how the patterns were drawn, where that is to be known */
    Optional<HowSimulated> how() {
        return m_how;
    }

    /** @return the grid of patterns */
    private TwoThetaGrid grid() {
        return m_space.orElseThrow().grid();
    }

    /** @return the radiation of patterns */
    private Radiation radiation() {
        return m_space.orElseThrow().radiation().recognised();
    }

    /** @throws BadPatternException where the row's cells hold nothing that can be used */
    Measured measured(DataRow row) throws BadPatternException, InvalidSettingsException {
        return m_scans != null
                ? m_scans.of(row)
                : new Measured(m_grid, PatternColumn.read(row.getCell(m_pattern), m_grid.length), radiation());
    }

    /**
     * @param counts whether the counts at the strongest point are stated, which say how much noise there is
     * @return what keeps even right structures from explaining the patterns, null for nothing
     */
    String reservation(boolean counts) {
        if (m_how.isEmpty()) {
            return null;
        }
        HowSimulated how = m_how.get();
        List<String> unknown = new ArrayList<>();
        if (how.ions()) {
            unknown.add("ions' scattering factors");
        }
        unknown.addAll(how.further());
        if (counts) {
            unknown.remove(HowSimulated.NOISE);
        }
        return unknown.isEmpty()
                ? null
                : "The patterns were simulated with " + String.join(", ", unknown)
                        + ". The matcher counts without, so even a"
                        + " right structure leaves something of them. Noise can be stated under \"Counts at the strongest point\";"
                        + " simulate without the rest.";
    }

    /** @return what was assumed of the rows that were read, null for nothing */
    String warning() {
        return m_scans == null ? null : m_scans.warning();
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
