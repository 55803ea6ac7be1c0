// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.braggwise.refinement.wholepattern.MeasuredPattern;

/**
 * Finds the phases of a measured pattern among candidates by a tree search: the candidates that explain most of what is left are refined
 * together with the phases found before, the best hypotheses of each number of phases are carried on, and an information criterion says when
 * another phase is not worth its parameters. (J. Bergmann and R. Kleeberg fit all candidates at once; L. Lutterotti et al. 2019,
 * J. Appl. Cryst. 52, 587, doi:10.1107/S1600576719004345, refine each; Y. Fei et al. 2026, Chem. Mater. 38, 1364,
 * doi:10.1021/acs.chemmater.5c02820, keep several hypotheses.) An object may be shared by threads; a search runs on the thread that asks for
 * it, and its result is the same bits whatever runs beside it.
 */
public final class PhaseSearch {

    private final PhaseLibrary m_library;
    private final PhaseSearchSettings m_settings;

    /**
     * @param library the candidates
     * @param settings how far to look
     */
    public PhaseSearch(PhaseLibrary library, PhaseSearchSettings settings) {
        m_library = java.util.Objects.requireNonNull(library);
        m_settings = java.util.Objects.requireNonNull(settings);
    }

    /** Searches without a way to cancel. */
    public PhaseSearchResult search(MeasuredPattern pattern) {
        return search(pattern, () -> false);
    }

    /**
     * Which lines of a tube a scan shows is seen in it better than in what is written beside it: where the phases that are found explain it far
     * better with {@link org.braggwise.diffraction.Radiation#otherTubeLines() the other lines}, these are counted.
     *
     * @param pattern what was measured
     * @param cancelled asked every few milliseconds
     * @return hypotheses, the best first; their refinements say the radiation that was counted
     * @throws java.util.concurrent.CancellationException where that is asked for
     */
    public PhaseSearchResult search(MeasuredPattern pattern, BooleanSupplier cancelled) {
        PhaseSearchResult stated = run(m_settings, pattern, cancelled).run();
        if (stated.hypotheses().isEmpty()) {
            return stated;
        }
        return pattern.radiation()
                .otherTubeLines()
                .flatMap(other -> better(stated.hypotheses().get(0), pattern.with(other), cancelled))
                .orElse(stated);
    }

    /**
     * Looks for one phase, with the radiation as it is.
     *
     * @return the criterion of the best, to be compared with that of {@link #search}; infinite where there is none
     */
    public double mainPhase(MeasuredPattern pattern, BooleanSupplier cancelled) {
        return run(m_settings.withMostPhases(1), pattern, cancelled).leastCriterion();
    }

    private PhaseSearchRun run(PhaseSearchSettings settings, MeasuredPattern pattern, BooleanSupplier cancelled) {
        return new PhaseSearchRun(m_library, settings, SearchPattern.of(pattern), cancelled);
    }

    private Optional<PhaseSearchResult> better(PhaseHypothesis best, MeasuredPattern other, BooleanSupplier cancelled) {
        double enough = best.criterion() - PhaseHypothesis.STRONG;
        PhaseSearchRun run = run(m_settings, other, cancelled);
        if (!(run.criterion(best.phases()) < enough)) {
            return Optional.empty();
        }
        return Optional.of(run.run())
                .filter(r -> !r.hypotheses().isEmpty())
                .filter(r -> r.hypotheses().get(0).criterion() < enough);
    }
}
