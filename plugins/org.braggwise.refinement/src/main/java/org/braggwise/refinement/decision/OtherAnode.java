// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.mixture.PhaseHypothesis;
import org.braggwise.refinement.mixture.PhaseSearch;
import org.braggwise.refinement.mixture.PhaseSearchResult;
import org.braggwise.refinement.wholepattern.MeasuredPattern;

/**
 * Whether candidates explain a scan if it was measured with another anode than is stated. Text files say none, and a scan of a cobalt tube
 * that is taken for one of copper fits nothing. What is found is a hint for people: the lattice parameters of a wrong anode are wrong by its
 * ratio, which another phase of the same structure type may have.
 */
public final class OtherAnode {

    /** Shorter spacings have so many reflections that something always fits: so Mo is tried for scans up to 72 deg, Ag up to 55 deg. */
    private static final double LEAST_SPACING_ANGSTROM = 0.6;

    private OtherAnode() {}

    /**
     * @param search among the candidates
     * @param decision which says whether they explain it
     * @param pattern with the radiation that is stated
     * @param stated what was found with that
     * @param cancelled asked every few milliseconds
     * @return what is found with the anode that explains the pattern best; empty where they explain it as it is stated, where it is not
     *     of a tube, or where no anode explains it far better and well enough to be likely
     * @throws java.util.concurrent.CancellationException where that is asked for
     */
    public static Optional<PhaseSearchResult> explaining(
            PhaseSearch search,
            PhaseDecision decision,
            MeasuredPattern pattern,
            PhaseSearchResult stated,
            BooleanSupplier cancelled) {
        if (decision.verdict(stated) != Verdict.NOT_SOLVED) {
            return Optional.empty();
        }
        double enough = stated.hypotheses().isEmpty()
                ? Double.POSITIVE_INFINITY
                : stated.hypotheses().get(0).criterion() - PhaseHypothesis.STRONG;
        double last = pattern.twoThetaDeg()[pattern.points() - 1];
        Optional<MeasuredPattern> best = Optional.empty();
        for (Radiation anode : pattern.radiation().otherAnodes()) {
            if (anode.wavelengthAngstrom() / (2 * Math.sin(Math.toRadians(last) / 2)) < LEAST_SPACING_ANGSTROM) {
                continue;
            }
            MeasuredPattern other = pattern.with(anode);
            double criterion = search.mainPhase(other, cancelled);
            if (criterion < enough) {
                enough = criterion;
                best = Optional.of(other);
            }
        }
        return best.map(other -> search.search(other, cancelled))
                .filter(found -> decision.verdict(found) != Verdict.NOT_SOLVED);
    }
}
