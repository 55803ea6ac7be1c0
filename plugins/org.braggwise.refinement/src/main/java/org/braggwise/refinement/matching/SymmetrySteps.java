// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.finder.SpaceGroupFinder;

/**
 * Steps from the best fits to their neighbours in symmetry: what is less symmetric, what is more, and at the end the question whether an answer
 * holds against both. New fits go into the list.
 */
final class SymmetrySteps {

    /** How many of the best fits are made less symmetric, and more, as far as they are nearly as good as the best. */
    private static final int LOWERED = 3;

    private static final int RAISED = 3;
    private static final double RAISED_MARGIN = 2e-3;

    /** So many of the best fits are carried on until they have converged, twice: the second time with the best one's subgroups among them. */
    private static final int CONVERGED = 6;

    private static final int ROUNDS = 2;

    /** With noise, subgroups of so many of the best fits are refined, of those that are nearly as good as the best. */
    private static final int CHALLENGED = 8;

    private static final double CHALLENGED_MARGIN = 12;

    /** With noise, so many of the best fits are carried on until they have converged, few of each kind: those that may be as good as the best then. */
    private static final int WEIGHED = 30;

    private static final int WEIGHED_ALIKE = 2;
    private static final double WEIGHED_MARGIN = 40;

    private final List<Fit> m_fits;
    private final CandidateLibrary m_library;
    private final FastRietveld m_rietveld;
    private final Scoring m_scoring;
    private final SymmetryLowering m_lowering;
    private final BooleanSupplier m_cancelled;

    /**
     * @param fits all that were made, in any order
     * @param lowering draws the random starts of subgroups
     */
    SymmetrySteps(
            List<Fit> fits,
            CandidateLibrary library,
            FastRietveld rietveld,
            Scoring scoring,
            SymmetryLowering lowering,
            BooleanSupplier cancelled) {
        m_fits = fits;
        m_library = library;
        m_rietveld = rietveld;
        m_scoring = scoring;
        m_lowering = lowering;
        m_cancelled = cancelled;
    }

    private void check() {
        if (m_cancelled.getAsBoolean()) {
            throw new CancellationException("Matching was cancelled.");
        }
    }

    private List<Fit> sorted() {
        List<Fit> sorted = new ArrayList<>(m_fits);
        sorted.sort(Comparator.comparingDouble(Fit::score));
        return sorted;
    }

    private static <T> List<T> first(List<T> list, int most) {
        return list.subList(0, Math.min(most, list.size()));
    }

    private void add(List<Refined> found, Route route, Fit from) {
        for (Refined r : found) {
            m_fits.add(new Fit(r, route, from.candidate(), m_scoring.of(r)));
        }
    }

    private double leastResidual() {
        return m_fits.stream()
                .map(Fit::refined)
                .filter(r -> r.powers() == null)
                .mapToDouble(Refined::residual)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Near-misses may be distorted in a way that their candidate's symmetry forbids. */
    void lower() {
        double best = leastResidual();
        if (best <= m_scoring.solved() || best >= m_scoring.farOff()) {
            return;
        }
        List<Fit> sorted = sorted();
        sorted.removeIf(f -> f.refined().powers() != null);
        for (Fit fit : first(sorted, LOWERED)) {
            if (leastResidual() > m_scoring.solved() && fit.refined().residual() < m_scoring.farOff()) {
                add(m_lowering.lower(fit.refined(), m_scoring.solved()), Route.LOWERED_SYMMETRY, fit);
                check();
            }
        }
    }

    /** Candidates of low symmetry, or fitted scattering powers, hide the symmetry that the pattern has. */
    void raise() {
        List<Fit> sorted = sorted();
        if (sorted.isEmpty() || sorted.get(0).refined().residual() > m_scoring.hopeless()) {
            return;
        }
        SymmetryRaising raising = new SymmetryRaising(m_library, m_rietveld);
        double best = sorted.get(0).refined().residual();
        int rank = 0;
        for (Fit fit : first(sorted, RAISED)) {
            if (fit.refined().residual() <= 3 * best + RAISED_MARGIN) {
                check();
                add(raising.raise(fit.refined(), rank), Route.RAISED_SYMMETRY, fit);
            }
            rank++;
        }
    }

    /**
     * Puts the answer to the test. Without noise a right structure leaves next to nothing once it has converged, and a pseudo-symmetric one
     * more: where the best leaves more, its subgroups are tried. With noise nothing of that is seen: subgroups are refined in any case, and
     * theirs where they are nearly as good, and all are carried on until they have converged. The decision weighs how much better they are
     * against how much noise lets them be.
     */
    void challenge() {
        if (m_scoring.noisy()) {
            challengeWithNoise();
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Fit fit : first(sorted(), CONVERGED)) {
                check();
                converge(fit);
            }
            List<Fit> sorted = sorted();
            if (round == 0 && !sorted.isEmpty()) {
                Fit best = sorted.get(0);
                Refined r = best.refined();
                if (r.powers() == null
                        && r.residual() < m_scoring.nearlyExplained()
                        && r.residual() > m_scoring.exact()) {
                    add(m_lowering.lower(r, m_scoring.exact()), Route.LOWERED_SYMMETRY, best);
                }
            }
        }
        raiseConverged(m_scoring.nearlyExplained());
    }

    /** Atoms that have more symmetry than they were refined with may not have had it before they converged: what it allows was then not tried. */
    private void raiseConverged(double most) {
        List<Fit> sorted = sorted();
        if (sorted.isEmpty() || sorted.get(0).refined().residual() > most) {
            return;
        }
        Fit best = sorted.get(0);
        if (best.refined().powers() == null && hidesSymmetry(best.refined())) {
            check();
            List<Refined> raised = new SymmetryRaising(m_library, m_rietveld).raise(best.refined(), 0);
            add(raised.stream().map(m_rietveld::converged).toList(), Route.RAISED_SYMMETRY, best);
        }
    }

    private static boolean hidesSymmetry(Refined r) {
        try {
            CrystalStructure structure = HypothesisList.structure(r);
            return SpaceGroupFinder.find(structure, HypothesisList.SYMMETRY_TOLERANCE)
                            .spaceGroup()
                            .number()
                    != structure.spaceGroup().number();
        } catch (IllegalArgumentException e) {
            return false; // atoms have run into each other: no structure
        }
    }

    /** Goes on from the best fits, subgroup by subgroup, as long as what is found is nearly as good as the best. */
    private void challengeWithNoise() {
        Set<String> lowered = new HashSet<>();
        for (int i = 0; i < CHALLENGED; i++) {
            convergeWithNoise();
            List<Fit> sorted = sorted();
            double most = sorted.isEmpty() ? 0 : sorted.get(0).score() + CHALLENGED_MARGIN;
            Optional<Fit> next = sorted.stream()
                    .filter(f -> f.score() <= most && f.refined().powers() == null)
                    .filter(f -> f.refined().residual() < m_scoring.explained())
                    .filter(f -> lowered.add(f.refined().template().signature()))
                    .findFirst();
            if (next.isEmpty()) {
                break;
            }
            check();
            add(m_lowering.all(next.get().refined()), Route.LOWERED_SYMMETRY, next.get());
        }
        convergeWithNoise();
        raiseConverged(m_scoring.explained());
    }

    /** A fit that has not converged may be worse than another by more than the evidence between them. */
    private void convergeWithNoise() {
        Map<String, Integer> kinds = new HashMap<>();
        List<Fit> sorted = sorted();
        for (Fit fit : first(sorted, WEIGHED)) {
            Refined r = fit.refined();
            if (kinds.merge(r.template().signature(), 1, Integer::sum) <= WEIGHED_ALIKE
                    && fit.score() < sorted.get(0).score() + WEIGHED_MARGIN
                    && r.residual() < m_scoring.explained()) {
                carryOn(fit);
            }
        }
    }

    private void converge(Fit fit) {
        if (fit.refined().residual() < m_scoring.nearlyExplained()) {
            carryOn(fit);
        }
    }

    private void carryOn(Fit fit) {
        Refined r = fit.refined();
        if (r.powers() == null && !r.converged()) {
            check();
            Refined further = m_rietveld.converged(r);
            m_fits.set(m_fits.indexOf(fit), new Fit(further, fit.route(), fit.candidate(), m_scoring.of(further)));
        }
    }
}
