// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import org.braggwise.diffraction.Pattern;

/**
 * Finds structures that explain a pattern among candidates. Immutable: one matcher serves any number of threads, and the same pattern, elements
 * and key give the same bits on all of them.
 */
public final class StructureMatcher {

    private final CandidateLibrary m_library;
    private final MatchSettings m_settings;

    /**
     * @param library the candidates
     * @param settings how much work a match may do
     */
    public StructureMatcher(CandidateLibrary library, MatchSettings settings) {
        m_library = Objects.requireNonNull(library);
        m_settings = Objects.requireNonNull(settings);
    }

    /**
     * @param pattern with its background taken off, on the grid of the library's conditions
     * @param elements what is known of its elements
     * @param key what random starts are drawn for, as a table's row key
     * @param cancelled asked every few milliseconds
     * @return the hypotheses, the best first
     * @throws CancellationException where that is asked for
     * @throws IllegalArgumentException where the grid is another, or the pattern has no point above 0
     */
    public Match match(Pattern pattern, ElementChoice elements, String key, BooleanSupplier cancelled) {
        Observed observed = new Observed(
                pattern, m_library.conditions(), m_settings.countsAtMaximum(), m_settings.backgroundShare());
        return new MatchRun(m_library, m_settings, observed, elements, key, cancelled).run();
    }
}
