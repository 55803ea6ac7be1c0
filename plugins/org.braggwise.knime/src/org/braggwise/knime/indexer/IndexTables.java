// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.indexer;

import static org.braggwise.knime.common.table.Columns.column;

import java.util.List;
import java.util.stream.Collectors;

import org.braggwise.knime.common.table.CellColumns;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.indexing.RankedSymbol;
import org.braggwise.refinement.peaks.Peak;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/** The Indexer's tables of cells, peaks and extinction symbols. */
final class IndexTables {

    static final DataTableSpec CELLS = Columns.table(
            "Cells",
            List.of(
                    column("Pattern", StringCell.TYPE),
                    column("Rank", IntCell.TYPE),
                    column("Crystal system", StringCell.TYPE),
                    column("Bravais lattice", StringCell.TYPE)),
            CellColumns.numbers(),
            CellColumns.uncertainties(),
            List.of(
                    column("Volume (Å^3)", DoubleCell.TYPE),
                    column("M20", DoubleCell.TYPE),
                    column("F20", DoubleCell.TYPE),
                    column("Score", DoubleCell.TYPE),
                    column("Peaks", IntCell.TYPE),
                    column("Unindexed peaks", IntCell.TYPE),
                    column("Zero shift (deg)", DoubleCell.TYPE),
                    column("Extinction symbol", StringCell.TYPE),
                    column("Space groups", StringCell.TYPE)));

    static final DataTableSpec PEAKS = new DataTableSpec(
            "Peaks",
            column("Pattern", StringCell.TYPE),
            column("Two-theta (deg)", DoubleCell.TYPE),
            column("s.u. two-theta (deg)", DoubleCell.TYPE),
            column("d (Å)", DoubleCell.TYPE),
            column("Area", DoubleCell.TYPE),
            column("s.u. area", DoubleCell.TYPE),
            column("FWHM (deg)", DoubleCell.TYPE),
            column("h k l", StringCell.TYPE),
            column("Observed - calculated (deg)", DoubleCell.TYPE));

    static final DataTableSpec EXTINCTIONS = new DataTableSpec(
            "Extinction symbols",
            column("Pattern", StringCell.TYPE),
            column("Cell", IntCell.TYPE),
            column("Extinction symbol", StringCell.TYPE),
            column("Probability", DoubleCell.TYPE),
            column("Space groups", StringCell.TYPE));

    private final BufferedDataContainer m_cells;
    private final BufferedDataContainer m_peaks;
    private final BufferedDataContainer m_extinctions;
    private long m_peak;
    private long m_extinction;

    IndexTables(ExecutionContext exec) {
        m_cells = exec.createDataContainer(CELLS);
        m_peaks = exec.createDataContainer(PEAKS);
        m_extinctions = exec.createDataContainer(EXTINCTIONS);
    }

    void add(IndexedPattern r) {
        var pattern = new StringCell(r.row().getString());
        for (int rank = 0; rank < r.cells().size(); rank++) {
            IndexedPattern.Cell c = r.cells().get(rank);
            m_cells.addRowToTable(new DefaultRow(
                    new RowKey(r.row().getString() + " #" + (rank + 1)), cellCells(pattern, rank + 1, c)));
            for (RankedSymbol e : c.extinctions()) {
                m_extinctions.addRowToTable(new DefaultRow(
                        RowKey.createRowKey(m_extinction++),
                        pattern,
                        new IntCell(rank + 1),
                        new StringCell(e.symbol().symbol()),
                        new DoubleCell(e.probability()),
                        new StringCell(groups(e))));
            }
        }
        if (r.peaks() == null) {
            return;
        }
        for (int i = 0; i < r.peaks().size(); i++) {
            Peak p = r.peaks().peaks().get(i);
            IndexedCell.IndexedLine line =
                    r.cells().isEmpty() ? null : r.cells().get(0).cell().lines().get(i);
            boolean indexed = line != null && line.indexed();
            m_peaks.addRowToTable(new DefaultRow(
                    RowKey.createRowKey(m_peak++),
                    pattern,
                    new DoubleCell(p.twoThetaDeg()),
                    known(p.twoThetaSigmaDeg()),
                    new DoubleCell(p.dAngstrom()),
                    new DoubleCell(p.area()),
                    known(p.areaSigma()),
                    known(p.fwhmDeg()),
                    indexed ? new StringCell(indices(line)) : DataType.getMissingCell(),
                    indexed ? new DoubleCell(p.twoThetaDeg() - line.calculatedDeg()) : DataType.getMissingCell()));
        }
    }

    static String indices(IndexedCell.IndexedLine line) {
        return line.h() + " " + line.k() + " " + line.l();
    }

    /** @return the space groups' numbers and symbols, each once whatever its origins, "62 (P n m a), 33 (P n 21 a)" */
    static String groups(RankedSymbol e) {
        return e.spaceGroups().stream()
                .map(g -> g.number() + " (" + g.hermannMauguin() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static DataCell[] cellCells(DataCell pattern, int rank, IndexedPattern.Cell c) {
        IndexedCell cell = c.cell();
        var cells = new DataCell[CELLS.getNumColumns()];
        int at = 0;
        cells[at++] = pattern;
        cells[at++] = new IntCell(rank);
        cells[at++] = new StringCell(cell.system().label());
        cells[at++] = new StringCell(cell.lattice().symbol());
        for (DataCell number : CellColumns.numbers(cell.cell())) {
            cells[at++] = number;
        }
        for (DataCell uncertainty : CellColumns.uncertainties(cell.cellSigmas())) {
            cells[at++] = uncertainty;
        }
        cells[at++] = new DoubleCell(cell.volume());
        cells[at++] = new DoubleCell(cell.figures().m20());
        cells[at++] = new DoubleCell(cell.figures().f20());
        cells[at++] = new DoubleCell(cell.figures().score());
        cells[at++] = new IntCell(cell.lines().size());
        cells[at++] = new IntCell(cell.unindexed());
        cells[at++] = new DoubleCell(cell.zeroShiftDeg());
        boolean ranked = !c.extinctions().isEmpty();
        cells[at++] = ranked ? new StringCell(c.extinctions().get(0).symbol().symbol()) : DataType.getMissingCell();
        cells[at] = ranked ? new StringCell(groups(c.extinctions().get(0))) : DataType.getMissingCell();
        return cells;
    }

    /** @return 0 stands for what is fixed or not known */
    private static DataCell known(double value) {
        return value == 0 ? DataType.getMissingCell() : new DoubleCell(value);
    }

    /** @return cells, peaks, extinction symbols */
    BufferedDataTable[] close() {
        m_cells.close();
        m_peaks.close();
        m_extinctions.close();
        return new BufferedDataTable[] {m_cells.getTable(), m_peaks.getTable(), m_extinctions.getTable()};
    }
}
