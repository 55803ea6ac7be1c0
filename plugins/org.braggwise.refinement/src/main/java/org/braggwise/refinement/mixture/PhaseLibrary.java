// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Candidates with their lines, computed once and shared by all patterns and threads. Immutable. The lines serve patterns of any wavelength:
 * dispersion, which differs between wavelengths, does not count in screening.
 */
public final class PhaseLibrary {

    private final List<PhaseCandidate> m_candidates;
    private final List<CandidateLines> m_lines;
    private final List<String> m_problems;

    private PhaseLibrary(List<PhaseCandidate> candidates, List<CandidateLines> lines, List<String> problems) {
        m_candidates = candidates;
        m_lines = lines;
        m_problems = problems;
    }

    /**
     * @param candidates the structures, at least one; one whose pattern cannot be calculated is left out, and {@link #problems} says why
     * @return their library; it takes some milliseconds a structure, on as many threads as the common pool has
     * @throws IllegalArgumentException where there is none, an id comes twice, or none can be used; the text names the candidate
     */
    public static PhaseLibrary of(List<PhaseCandidate> candidates) {
        return of(candidates, () -> false);
    }

    /**
     * Makes a library as {@link #of(List)} does, and can be stopped.
     *
     * @param candidates the structures, at least one
     * @param cancelled asked before each structure, on any thread
     * @return their library
     * @throws CancellationException where that is asked for
     * @throws IllegalArgumentException as above
     */
    public static PhaseLibrary of(List<PhaseCandidate> candidates, BooleanSupplier cancelled) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("There is no candidate: expected at least one structure.");
        }
        Set<String> ids = new HashSet<>();
        for (PhaseCandidate candidate : candidates) {
            if (!ids.add(candidate.id())) {
                throw new IllegalArgumentException(
                        "Candidate \"" + candidate.id() + "\" comes twice: expected ids that differ.");
            }
        }
        List<Prepared> prepared =
                candidates.stream().parallel().map(c -> prepare(c, cancelled)).toList();
        List<String> problems = prepared.stream()
                .map(Prepared::problem)
                .filter(Objects::nonNull)
                .toList();
        List<Prepared> usable = prepared.stream().filter(p -> p.lines != null).toList();
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("No candidate can be used. The first: " + problems.get(0));
        }
        return new PhaseLibrary(
                usable.stream().map(Prepared::candidate).toList(),
                usable.stream().map(Prepared::lines).toList(),
                problems);
    }

    /** A candidate with its lines, or with the reason why it has none. */
    private record Prepared(PhaseCandidate candidate, CandidateLines lines, String problem) {}

    private static Prepared prepare(PhaseCandidate candidate, BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The library was cancelled.");
        }
        try {
            return new Prepared(candidate, CandidateLines.of(candidate), null);
        } catch (IllegalArgumentException e) {
            return new Prepared(candidate, null, "Candidate \"" + candidate.id() + "\": " + e.getMessage());
        }
    }

    /**
     * @param wanted which candidates
     * @return a library of these, which shares their lines with this one; empty where there is none
     */
    public Optional<PhaseLibrary> where(Predicate<PhaseCandidate> wanted) {
        int[] kept = IntStream.range(0, size())
                .filter(i -> wanted.test(candidate(i)))
                .toArray();
        return kept.length == 0
                ? Optional.empty()
                : Optional.of(new PhaseLibrary(
                        Arrays.stream(kept).mapToObj(m_candidates::get).toList(),
                        Arrays.stream(kept).mapToObj(m_lines::get).toList(),
                        List.of()));
    }

    /** @return how many candidates there are */
    public int size() {
        return m_candidates.size();
    }

    /** @return a candidate, by its place in the list that the library was made of */
    public PhaseCandidate candidate(int index) {
        return m_candidates.get(index);
    }

    /** @return a sentence about each candidate that was left out */
    public List<String> problems() {
        return m_problems;
    }

    CandidateLines lines(int index) {
        return m_lines.get(index);
    }
}
