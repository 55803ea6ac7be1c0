// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Ranks all candidates of a library by how much they explain of a target. */
final class PhaseScreening {

    private static final double SHIFT_STEP = 0.003;

    /**
     * A candidate that explains something.
     *
     * @param candidate its index
     * @param latticeFactor by which its lattice is multiplied for that
     * @param explained share of the target
     */
    record Hit(int candidate, double latticeFactor, double explained) {}

    private PhaseScreening() {}

    /**
     * @param library the candidates
     * @param target what is to be explained
     * @param excluded indices that are not asked
     * @param tolerance how far lattices may be off
     * @param most hits at most
     * @param cancelled asked now and then
     * @return the best hits, the best first; equal ones by index
     */
    static List<Hit> rank(
            PhaseLibrary library,
            ScreeningTarget target,
            Set<Integer> excluded,
            double tolerance,
            int most,
            BooleanSupplier cancelled) {
        ScreeningTarget.Scratch scratch = new ScreeningTarget.Scratch();
        int steps = (int) Math.ceil(tolerance / SHIFT_STEP);
        List<Hit> hits = new ArrayList<>();
        for (int c = 0; c < library.size(); c++) {
            if (c % 64 == 0 && cancelled.getAsBoolean()) {
                throw new CancellationException("The search was cancelled.");
            }
            if (excluded.contains(c)) {
                continue;
            }
            double best = 0;
            double shift = 0;
            for (int s = 0; s <= 2 * steps; s++) {
                // 0, 1, -1, 2, -2: of equal shifts the smallest counts.
                int place = (s & 1) == 1 ? (s + 1) / 2 : -(s / 2);
                double trial = SHIFT_STEP * place;
                double explained = target.explained(library.lines(c), trial, scratch);
                if (explained > best) {
                    best = explained;
                    shift = trial;
                }
            }
            if (best > 0) {
                hits.add(new Hit(c, Math.exp(-shift), best));
            }
        }
        hits.sort(Comparator.comparingDouble(Hit::explained).reversed().thenComparingInt(Hit::candidate));
        return List.copyOf(hits.subList(0, Math.min(most, hits.size())));
    }
}
