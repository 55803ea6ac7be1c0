// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.braggwise.refinement.peaks.BraggLaw;
import org.braggwise.refinement.peaks.Peak;
import org.braggwise.refinement.peaks.PeakList;

/**
 * Finds the cells that explain the positions of peaks: trial cells of all systems, from cubic to triclinic, are made of the first lines,
 * tested on more of them, refined, brought to their lattices and ranked. Nothing depends on the clock or on chance: the same peaks give the
 * same cells. Immutable; one indexer serves any number of threads.
 */
public final class Indexer {

    private static final int LEAST_PEAKS = 6;

    private final IndexingSettings m_settings;

    /** @param settings how */
    public Indexer(IndexingSettings settings) {
        m_settings = Objects.requireNonNull(settings);
    }

    /** Indexes without a way to cancel. */
    public List<IndexedCell> index(PeakList peaks) {
        return index(peaks, () -> false);
    }

    /**
     * @param peaks of one phase, some lines of impurities allowed
     * @param cancelled asked many times a second
     * @return the cells, the likeliest first, each lattice once; none where no cell explains the lines
     * @throws java.util.concurrent.CancellationException where that is asked for
     * @throws IllegalArgumentException for fewer than six peaks that are strong enough
     */
    public List<IndexedCell> index(PeakList peaks, BooleanSupplier cancelled) {
        int usable = new ObservedLines(peaks, m_settings).size();
        if (usable < LEAST_PEAKS) {
            throw new IllegalArgumentException(peaks.size() + " peaks, " + usable
                    + " of them with at least " + m_settings.leastShare()
                    + " of the strongest one's area: expected at least " + LEAST_PEAKS + " to index.");
        }
        List<Found> found = search(m_settings, peaks, cancelled);
        if (found.isEmpty() && m_settings.strongShare() > m_settings.leastShare()) {
            IndexingSettings strong = m_settings.withLeastShare(m_settings.strongShare());
            if (new ObservedLines(peaks, strong).size() >= LEAST_PEAKS) {
                found = search(strong, peaks, cancelled);
            }
        }
        found.sort(Comparator.comparingDouble((Found f) -> -f.ranked().score()));
        List<Found> distinct = new ArrayList<>();
        for (Found f : found) {
            if (distinct.size() < m_settings.mostCells()
                    && distinct.stream().noneMatch(d -> LatticeRanking.same(d.ranked(), f.ranked()))) {
                distinct.add(f);
            }
        }
        return distinct.stream().map(Found::cell).toList();
    }

    /** With one zero shift after the other, until a cell explains the lines well. */
    private static List<Found> search(IndexingSettings settings, PeakList peaks, BooleanSupplier cancelled) {
        List<Found> found = new ArrayList<>();
        boolean satisfied = false;
        for (double shift = 0; !satisfied && Math.abs(shift) <= settings.mostZeroShiftDeg() + 1e-9; ) {
            ObservedLines lines = new ObservedLines(shifted(peaks, shift), settings);
            LatticeRanking ranking = CellSearch.run(lines, settings, cancelled);
            CellReport report = new CellReport(settings, peaks, lines, shift);
            for (LatticeRanking.Ranked r : ranking.best()) {
                IndexedCell cell = report.of(r);
                if (cell.unindexed() <= settings.mostLeft() * peaks.size()) {
                    found.add(new Found(r, cell));
                }
            }
            satisfied = ranking.satisfying();
            // 0, then -s, s, -2 s, 2 s, ..
            double step = 2 * settings.toleranceDeg();
            shift = shift < 0 ? -shift : -shift - step;
        }
        return found;
    }

    private record Found(LatticeRanking.Ranked ranked, IndexedCell cell) {}

    private static PeakList shifted(PeakList peaks, double shiftDeg) {
        if (shiftDeg == 0) {
            return peaks;
        }
        List<Peak> moved = new ArrayList<>();
        for (Peak p : peaks.peaks()) {
            double angle = Math.max(1e-3, Math.min(179.999, p.twoThetaDeg() - shiftDeg));
            double q = BraggLaw.q(angle, peaks.wavelengthAngstrom());
            moved.add(new Peak(angle, p.twoThetaSigmaDeg(), p.area(), p.areaSigma(), p.fwhmDeg(), q));
        }
        return new PeakList(peaks.radiation(), moved);
    }
}
