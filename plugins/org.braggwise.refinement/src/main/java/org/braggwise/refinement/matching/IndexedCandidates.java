// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.braggwise.diffraction.Pattern;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.indexing.Indexer;
import org.braggwise.refinement.indexing.IndexingSettings;
import org.braggwise.refinement.peaks.KnownLineShape;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.peaks.PeakSettings;

/** The candidates whose lattice can be one that the pattern was indexed with. */
final class IndexedCandidates {

    private static final int MOST_PEAKS = 60;
    private static final int LEAST_PEAKS = 6;
    private static final int CELLS = 6;
    private static final int KEPT = 150;

    /** Cells beyond this share of the largest candidate's, and beyond this many cubic angstrom, are not looked for. */
    private static final double LARGER = 1.2;

    private static final double MOST_VOLUME = 2500;

    /** A cell so many times as large as a likelier one is its superlattice, and needs lines of its own. */
    private static final double SUPERLATTICE = 1.9;

    /** Within how many standard deviations of the volume model, but at least within this of ln V. */
    private static final double DEVIATIONS = 2.2;

    private static final double LEAST_RANGE = 0.45;
    private static final double MOST_RANGE = 0.7;

    /** The same for unknown elements: ln of the volume per atom against the candidate's own, and its bounds in cubic angstrom. */
    private static final double UNKNOWN_RANGE = 0.9;

    private static final double LEAST_ATOM = 7;
    private static final double MOST_ATOM = 66;

    /** How much strain and free parameters count against the residual. */
    private static final double STRAIN_COST = 0.15;

    private static final double PARAMETER_COST = 0.0025;
    private static final int MOST_COUNTED = 100;

    private static final int BLUR = 2;

    private final CandidateLibrary m_library;
    private final Observed m_observed;
    private final Optional<VolumeModel.Estimate> m_volume;
    private final BooleanSupplier m_cancelled;

    IndexedCandidates(
            CandidateLibrary library,
            Observed observed,
            Optional<VolumeModel.Estimate> volume,
            BooleanSupplier cancelled) {
        m_library = library;
        m_observed = observed;
        m_volume = volume;
        m_cancelled = cancelled;
    }

    /** @return the peaks of the pattern */
    PeakList peaks() {
        MatchConditions c = m_observed.conditions();
        boolean noisy = m_observed.expected() > 0;
        PeakSettings settings = PeakSettings.simulated(
                        new KnownLineShape(c.profile(), c.wavelength(), ProfileIntegral.THRESHOLD))
                .withMostPeaks(MOST_PEAKS);
        if (noisy) {
            settings =
                    new PeakSettings(settings.shape(), PeakSettings.Background.NONE, true, 0.005, 4, MOST_PEAKS, 180);
        }
        return new PeakFinder(settings).find(new Pattern(c.grid(), c.radiation(), m_observed.y()));
    }

    /** @return the cells that explain the peaks, the likeliest first; none where there are too few peaks */
    List<IndexedCell> cells(PeakList peaks) {
        boolean noisy = m_observed.expected() > 0;
        IndexingSettings indexing = IndexingSettings.PRECISE;
        if (noisy) {
            indexing = indexing.withLeastShare(0.01).withTolerances(0.025, 0.035, 0.13);
        }
        if (peaks.atLeast(indexing.leastShare()).size() < LEAST_PEAKS) {
            return List.of();
        }
        double largest = m_library.templates().stream()
                .mapToDouble(t -> t.primitive().volume())
                .max()
                .orElse(MOST_VOLUME);
        indexing = indexing.withVolumes(indexing.leastVolume(), Math.min(MOST_VOLUME, LARGER * largest));
        return likeliest(new Indexer(indexing).index(peaks, m_cancelled));
    }

    private static List<IndexedCell> likeliest(List<IndexedCell> cells) {
        List<IndexedCell> kept = new ArrayList<>();
        for (IndexedCell cell : cells) {
            double volume = cell.lattice().reduced().volume();
            boolean superlattice = kept.stream()
                    .anyMatch(k -> volume > SUPERLATTICE * k.lattice().reduced().volume()
                            && cell.unindexed() >= k.unindexed());
            if (!superlattice && kept.size() < CELLS) {
                kept.add(cell);
            }
        }
        return kept;
    }

    /** @return trials in these cells, the best first */
    List<Trial> trials(List<IndexedCell> cells, Function<Template, List<Assignment>> assignments, LatticeFit lattice) {
        List<Trial> trials = new ArrayList<>();
        for (IndexedCell cell : cells) {
            LatticeMapping mapping = new LatticeMapping(cell.lattice().reduced());
            for (Template template : m_library.templates()) {
                double perAtom = mapping.volume() * template.centring() / template.atoms();
                if (!fits(perAtom, template)) {
                    continue;
                }
                for (LatticeMapping.Mapping m : mapping.of(template)) {
                    for (Assignment assignment : assignments.apply(template)) {
                        Trial trial = lattice.fit(new Trial(template, assignment, m.g(), 0), BLUR, 0);
                        trials.add(trial.with(
                                m.g(),
                                trial.score
                                        + STRAIN_COST * m.strain()
                                        + PARAMETER_COST * Math.min(MOST_COUNTED, template.freedom())));
                    }
                }
            }
            if (m_cancelled.getAsBoolean()) {
                break;
            }
        }
        trials.sort(Comparator.comparingDouble(t -> t.score));
        return trials.subList(0, Math.min(KEPT, trials.size()));
    }

    private boolean fits(double perAtom, Template template) {
        if (m_library.use() == CandidateLibrary.Use.AS_THEY_ARE) {
            return Math.abs(Math.log(perAtom * template.atoms() / template.volume())) < LEAST_RANGE;
        }
        if (m_volume.isPresent()) {
            double range = Math.max(
                    LEAST_RANGE,
                    Math.min(MOST_RANGE, DEVIATIONS * m_volume.get().sigma()));
            return Math.abs(Math.log(perAtom) - m_volume.get().logVolumePerAtom()) < range;
        }
        return perAtom > LEAST_ATOM
                && perAtom < MOST_ATOM
                && Math.abs(Math.log(perAtom * template.atoms() / template.volume())) < UNKNOWN_RANGE;
    }
}
