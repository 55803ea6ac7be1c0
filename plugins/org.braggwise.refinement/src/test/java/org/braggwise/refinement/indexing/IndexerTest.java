// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.peaks.PeakList;
import org.junit.jupiter.api.Test;

/** Cells of published line lists. */
class IndexerTest {

    private static final Radiation CU = Radiation.of("Cu Ka1");

    /* Silicon, NBS Monograph 25, section 13 (1976), 35 = powder diffraction file 27-1402: a = 5.43088 A. */
    private static final double[] SILICON = {
        28.442, 47.302, 56.120, 69.130, 76.372, 88.025, 94.946, 106.701, 114.084, 127.534, 136.880
    };

    @Test
    void siliconIsFaceCentredCubic() {
        List<IndexedCell> cells = new Indexer(IndexingSettings.PRECISE).index(PeakList.ofPositions(SILICON, null, CU));
        IndexedCell best = cells.get(0);
        assertEquals("cF", best.lattice().symbol());
        assertEquals(5.43088, best.cell().a(), 0.0003);
        assertEquals(0, best.unindexed());
        assertEquals(
                List.of("111", "220", "311", "400", "331", "422"),
                best.lines().subList(0, 6).stream()
                        .map(l -> "" + l.h() + l.k() + l.l())
                        .toList());
    }

    @Test
    void tooFewPeaksAreRefusedAndWorkEndsWhenCancelled() {
        Indexer indexer = new Indexer(IndexingSettings.PRECISE);
        PeakList few = PeakList.ofPositions(new double[] {20, 30, 40}, null, CU);
        String message = assertThrows(IllegalArgumentException.class, () -> indexer.index(few))
                .getMessage();
        assertTrue(message.contains("3 peaks"), message);
        PeakList silicon = PeakList.ofPositions(SILICON, null, CU);
        assertThrows(CancellationException.class, () -> indexer.index(silicon, () -> true));
    }
}
