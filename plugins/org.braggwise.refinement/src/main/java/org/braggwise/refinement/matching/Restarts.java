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
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.KeyedRandom;

/**
 * Looks for positions in the indexed lattices from random starts, one structure type after the other, those first whose lattice and group leave
 * the least unexplained with free intensities. What is promising is refined.
 */
final class Restarts {

    private static final int MOST_FREEDOM = 40;
    private static final int KINDS = 24;
    private static final int FREE_STEPS = 25;

    /** A lattice and group whose free intensities leave more than this cannot be right. */
    private static final double IMPOSSIBLE = 0.3;

    private static final double PARAMETER_COST = 0.004;
    private static final int MOVES_A_SITE = 400;
    private static final double PROMISING = 0.45;
    private static final double PRIOR = 1e-6;
    private static final int STEPS = 25;

    private final Observed m_observed;
    private final CandidateLibrary m_library;
    private final FastRietveld m_rietveld;
    private final BooleanSupplier m_cancelled;

    Restarts(Observed observed, CandidateLibrary library, FastRietveld rietveld, BooleanSupplier cancelled) {
        m_observed = observed;
        m_library = library;
        m_rietveld = rietveld;
        m_cancelled = cancelled;
    }

    private record Model(Trial trial, IntegratedIntensities data, double order) {}

    /**
     * @param trials candidates in indexed lattices
     * @param starts how many random starts in all
     * @param enough the residual at which the search ends
     * @param seed of the starts
     * @param key what they are drawn for
     * @return the refined structures that are better than those before them
     */
    List<Refined> run(List<Trial> trials, int starts, double enough, long seed, String key) {
        List<Model> models = models(trials);
        List<Refined> found = new ArrayList<>();
        double[] best = new double[models.size()];
        java.util.Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int start = 0; start < starts && !models.isEmpty(); start++) {
            if (m_cancelled.getAsBoolean()) {
                break;
            }
            int which = which(start, models.size());
            Model model = models.get(which);
            SplittableRandom random = KeyedRandom.of(seed, key, "restart", start);
            Trial t = model.trial();
            PositionSearch search = new PositionSearch(
                    t.template,
                    t.assignment,
                    t.g,
                    model.data(),
                    m_library.amplitudes().samples());
            int moving = 0;
            for (int s = 0; s < t.template.structure().sites().size(); s++) {
                moving += t.template.free().freedom(s) > 0 ? 1 : 0;
            }
            PositionSearch.Found f = search.anneal(MOVES_A_SITE * moving, random, m_cancelled);
            if (f.residual() < PROMISING && f.residual() < best[which] + 0.05) {
                best[which] = Math.min(best[which], f.residual());
                Optional<Refined> refined = m_rietveld.refine(
                        t.template, t.assignment, new FastRietveld.Start(t.g, f.positions(), null, PRIOR, STEPS));
                if (refined.isPresent()) {
                    found.add(refined.get());
                    if (refined.get().residual() < enough) {
                        break;
                    }
                }
            }
        }
        return found;
    }

    /** 0, 0 1, 0 1 2, 0 1 2 3...: the first models get most starts, and all get some. */
    static int which(int start, int models) {
        int round = 1;
        int i = start;
        while (i >= Math.min(round, models)) {
            i -= Math.min(round, models);
            round++;
        }
        return i;
    }

    private List<Model> models(List<Trial> trials) {
        Set<String> kinds = new HashSet<>();
        Map<String, Double> free = new HashMap<>();
        List<Model> models = new ArrayList<>();
        for (Trial trial : trials) {
            Template t = trial.template;
            if (t.free().size() == 0 || t.freedom() > MOST_FREEDOM || !kinds.add(trial.kind() + lattice(trial))) {
                continue;
            }
            Optional<IntegratedIntensities> data =
                    IntegratedIntensities.of(m_observed, m_library.shape(), t, trial.g, IntegratedIntensities.SHORT);
            if (data.isEmpty()) {
                continue;
            }
            double residual = free.computeIfAbsent(
                    t.structure().spaceGroup() + lattice(trial), k -> data.get().freeResidual(FREE_STEPS));
            if (residual < IMPOSSIBLE) {
                models.add(new Model(trial, data.get(), residual + PARAMETER_COST * t.freedom()));
            }
        }
        models.sort(Comparator.comparingDouble(Model::order));
        return models.subList(0, Math.min(KINDS, models.size()));
    }

    /** Lattices that differ by a thousandth are one. */
    private static String lattice(Trial trial) {
        StringBuilder key = new StringBuilder();
        double size = trial.g[0];
        for (double g : trial.g) {
            key.append(' ').append(Math.round(1000 * g / size));
        }
        return key.append(' ').append(Math.round(300 * Math.log(size))).toString();
    }
}
