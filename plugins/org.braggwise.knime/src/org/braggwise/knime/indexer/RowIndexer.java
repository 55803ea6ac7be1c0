// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.indexer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.knime.common.settings.ScanColumnsParameters.PeakRowContent;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.HowSimulated;
import org.braggwise.knime.common.table.MeasuredScans;
import org.braggwise.knime.common.table.MeasuredScans.Measured;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.knime.indexer.XrdIndexerParameters.Profile;
import org.braggwise.refinement.indexing.ExtinctionSymbols;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.indexing.Indexer;
import org.braggwise.refinement.indexing.LatticeIntensities;
import org.braggwise.refinement.indexing.RankedSymbol;
import org.braggwise.refinement.peaks.KnownLineShape;
import org.braggwise.refinement.peaks.PeakAnalysis;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.peaks.PeakSettings;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;

/** Indexes the rows of a table; safe on several threads. */
final class RowIndexer {

    private final int m_column;
    /** Null where rows do not hold patterns on one grid. */
    private final PatternSpace m_space;
    /** Null where rows do not hold scans. */
    private final MeasuredScans m_scans;

    private final Radiation m_radiation;
    private final PeakFinder m_finder;
    private final Indexer m_indexer;
    private final int m_cells;
    private final boolean m_extinctions;
    private final boolean m_noise;
    /** The angles of the patterns' grid, null where rows hold positions. */
    private final double[] m_twoThetaDeg;

    private final AtomicBoolean m_doublets = new AtomicBoolean();

    /** @throws InvalidSettingsException where the table has no such column, or does not say what its patterns are */
    RowIndexer(DataTableSpec spec, XrdIndexerParameters p) throws InvalidSettingsException {
        m_cells = p.m_cells;
        m_extinctions = p.m_extinctions;
        m_noise = p.m_background == XrdIndexerParameters.BackgroundChoice.ESTIMATED;
        m_indexer = new Indexer(p.m_angles
                .m_settings
                .withMostUnindexed(p.m_mostUnindexed)
                .withVolumes(p.m_leastVolume, p.m_mostVolume));
        if (p.m_input == PeakRowContent.SCANS) {
            m_column = -1;
            m_space = null;
            m_radiation = null;
            m_scans = new MeasuredScans(spec, p.m_twoThetaColumn, p.m_intensityColumn, p.assumedRadiation());
            m_finder = new PeakFinder(settings(p));
            m_twoThetaDeg = null;
            return;
        }
        m_column = Columns.requirePattern(spec, p.m_patternColumn);
        m_scans = null;
        if (p.m_input == PeakRowContent.POSITIONS) {
            m_space = null;
            m_radiation = p.statedRadiation();
            m_finder = null;
            m_twoThetaDeg = null;
            return;
        }
        m_space = PatternColumn.requireSpace(spec, m_column);
        m_radiation = m_space.radiation().recognised();
        TwoThetaGrid grid = m_space.grid();
        m_twoThetaDeg = IntStream.range(0, grid.points()).mapToDouble(grid::at).toArray();
        Optional<HowSimulated> how =
                p.m_profile == Profile.KNOWN ? PatternColumn.simulated(spec.getColumnSpec(m_column)) : Optional.empty();
        PeakSettings settings = settings(p);
        m_finder = new PeakFinder(how.map(h -> settings.withShape(new KnownLineShape(
                        h.profile(),
                        m_radiation.strongestLine().wavelengthAngstrom(),
                        SimulationSettings.DEFAULT.tailThreshold())))
                .orElse(settings));
    }

    private static PeakSettings settings(XrdIndexerParameters p) {
        PeakSettings d = PeakSettings.MEASURED;
        boolean measured = p.m_background == XrdIndexerParameters.BackgroundChoice.ESTIMATED;
        return new PeakSettings(
                d.shape(),
                p.m_background.m_value,
                measured,
                p.m_leastHeight,
                d.significance(),
                d.mostPeaks(),
                d.toDeg());
    }

    /** @return what all patterns share; null where rows hold scans or positions */
    PatternSpace space() {
        return m_space;
    }

    /** @return the radiation of patterns and positions; null for scans, which have their own */
    Radiation radiation() {
        return m_radiation;
    }

    /** @return what was assumed of the rows that were indexed, null for nothing */
    String warning() {
        return m_scans == null ? null : m_scans.warning();
    }

    /** @return what the scans show other than they say, in a sentence that is the same for any part of the rows; null for nothing */
    String doublets() {
        return m_doublets.get() ? "Some scans show Kα1 and Kα2 though one line is stated: both are counted." : null;
    }

    /** @throws java.util.concurrent.CancellationException where the thread was interrupted */
    IndexedPattern index(DataRow row) {
        Measured measured = null;
        PeakList peaks = null;
        try {
            PeakAnalysis analysis = null;
            if (m_finder == null) {
                peaks = PeakList.ofPositions(PatternColumn.read(row.getCell(m_column), -1), null, m_radiation);
            } else {
                measured = m_scans != null
                        ? m_scans.of(row)
                        : new Measured(
                                m_twoThetaDeg,
                                PatternColumn.read(row.getCell(m_column), m_twoThetaDeg.length),
                                m_radiation);
                analysis = m_finder.analyse(
                        measured.twoThetaDeg(),
                        measured.intensities(),
                        null,
                        measured.radiation(),
                        RowIndexer::interrupted);
                peaks = analysis.peaks();
                if (!peaks.radiation().equals(measured.radiation())) {
                    m_doublets.set(true);
                    measured = new Measured(measured.twoThetaDeg(), measured.intensities(), peaks.radiation());
                }
            }
            List<IndexedCell> cells = m_indexer.index(peaks, RowIndexer::interrupted);
            if (cells.isEmpty()) {
                return IndexedPattern.failed(
                        row.getKey(),
                        measured,
                        peaks,
                        "no unit cell that explains all but the allowed number of the first lines; there are "
                                + peaks.size() + " peaks");
            }
            List<IndexedPattern.Cell> best = new ArrayList<>();
            for (IndexedCell c : cells.subList(0, Math.min(m_cells, cells.size()))) {
                best.add(new IndexedPattern.Cell(c, analysis == null ? List.of() : extinctions(c, measured, analysis)));
            }
            return new IndexedPattern(row.getKey(), measured, peaks, best, null);
        } catch (BadPatternException | InvalidSettingsException | IllegalArgumentException e) {
            return IndexedPattern.failed(row.getKey(), measured, peaks, e.getMessage());
        }
    }

    private List<RankedSymbol> extinctions(IndexedCell cell, Measured measured, PeakAnalysis analysis) {
        if (!m_extinctions) {
            return List.of();
        }
        return ExtinctionSymbols.rank(
                cell.lattice(),
                LatticeIntensities.of(
                        measured.twoThetaDeg(),
                        measured.intensities(),
                        null,
                        m_noise,
                        measured.radiation(),
                        analysis,
                        cell,
                        RowIndexer::interrupted));
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }
}
