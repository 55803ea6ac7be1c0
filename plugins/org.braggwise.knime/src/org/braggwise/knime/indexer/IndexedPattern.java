// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.indexer;

import java.util.List;

import org.braggwise.knime.common.table.MeasuredScans.Measured;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.indexing.RankedSymbol;
import org.braggwise.refinement.peaks.PeakList;
import org.knime.core.data.RowKey;

/**
 * What indexing found in one row.
 *
 * @param row its key
 * @param measured its pattern, null where the row holds positions
 * @param peaks that were found, null where there is a problem before
 * @param cells the best first
 * @param problem why there is no cell, null where there is one
 */
record IndexedPattern(RowKey row, Measured measured, PeakList peaks, List<Cell> cells, String problem) {

    /**
     * A cell with what its lattice leaves.
     *
     * @param cell that was found
     * @param extinctions the most probable first; empty where they were not ranked
     */
    record Cell(IndexedCell cell, List<RankedSymbol> extinctions) {}

    static IndexedPattern failed(RowKey row, Measured measured, PeakList peaks, String problem) {
        return new IndexedPattern(row, measured, peaks, List.of(), problem);
    }
}
