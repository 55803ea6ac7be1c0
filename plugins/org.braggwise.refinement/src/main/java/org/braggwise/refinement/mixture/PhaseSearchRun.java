// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.refinement.wholepattern.MeasuredPattern;
import org.braggwise.refinement.wholepattern.RefinedPhase;
import org.braggwise.refinement.wholepattern.RefinementResult;
import org.braggwise.refinement.wholepattern.ScreeningFit;

/** One tree search. */
final class PhaseSearchRun {

    /** Share of the model's intensity under which another phase's line may hide. */
    private static final double HIDDEN = 0.15;

    /** A candidate that leaves more than this share of what is left explains nothing. */
    private static final double USELESS = 0.995;

    private static final int HYPOTHESES = 5;

    /** Hypotheses that are behind the best by less are refined to the end. */
    private static final double RIVAL = 10;

    private static final Comparator<SearchNode> BY_CRITERION = Comparator.comparingDouble(SearchNode::criterion);

    /** A candidate fitted to what is left. */
    private record Trial(int candidate, CrystalStructure structure, double misfit) {}

    private final PhaseLibrary m_library;
    private final PhaseSearchSettings m_settings;
    private final SearchPattern m_search;
    private final BooleanSupplier m_cancelled;
    private final JointRefinement m_refinement;

    PhaseSearchRun(
            PhaseLibrary library, PhaseSearchSettings settings, SearchPattern search, BooleanSupplier cancelled) {
        m_library = library;
        m_settings = settings;
        m_search = search;
        m_cancelled = cancelled;
        m_refinement = new JointRefinement(library, settings, search, cancelled);
    }

    /** @return the criterion of phases that were found by another search of the same scan */
    double criterion(List<IdentifiedPhase> phases) {
        return m_refinement.criterion(phases);
    }

    PhaseSearchResult run() {
        List<SearchNode> all = nodes();
        List<PhaseHypothesis> hypotheses = new ArrayList<>();
        for (SearchNode node : all.subList(0, Math.min(HYPOTHESES, all.size()))) {
            hypotheses.add(hypothesis(node, all));
        }
        return new PhaseSearchResult(List.copyOf(hypotheses), m_library.size());
    }

    /** @return the criterion of the best hypothesis, which needs no final refinement; infinite where there is none */
    double leastCriterion() {
        List<SearchNode> all = nodes();
        return all.isEmpty() ? Double.POSITIVE_INFINITY : all.get(0).criterion();
    }

    /** @return hypotheses before their final refinement, the best first */
    private List<SearchNode> nodes() {
        List<SearchNode> all = new ArrayList<>();
        List<SearchNode> level = expand(null, new HashSet<>());
        while (!level.isEmpty()) {
            all.addAll(level);
            if (level.get(0).candidates().size() == m_settings.mostPhases()) {
                break;
            }
            Set<Set<Integer>> seen = new HashSet<>();
            List<SearchNode> next = new ArrayList<>();
            for (SearchNode node : level) {
                for (SearchNode child : expand(node, seen)) {
                    if (child.criterion() < node.criterion()) {
                        next.add(child);
                    }
                }
            }
            next.sort(BY_CRITERION);
            level = next.subList(0, Math.min(m_settings.kept(), next.size()));
        }
        prune(all);
        return all;
    }

    /**
     * Sorts the nodes, and adds those that the best one becomes without one of its phases: a phase that was found early may have become
     * needless by two that were found later.
     */
    private void prune(List<SearchNode> all) {
        all.sort(BY_CRITERION);
        boolean better = !all.isEmpty();
        while (better) {
            SearchNode best = all.get(0);
            for (int p = 0; p < best.candidates().size() && best.candidates().size() > 1; p++) {
                if (withoutPhase(all, best, p).isEmpty()) {
                    m_refinement.without(best, p).ifPresent(all::add);
                }
            }
            all.sort(BY_CRITERION);
            better = all.get(0) != best;
        }
    }

    /** The node that has one phase less. */
    private static Optional<SearchNode> withoutPhase(List<SearchNode> all, SearchNode node, int phase) {
        Set<Integer> without = node.setWithout(phase);
        return all.stream().filter(other -> without.equals(other.set())).findFirst();
    }

    /** The best children of a node, or of nothing. */
    private List<SearchNode> expand(SearchNode node, Set<Set<Integer>> seen) {
        // What comes first is the hardest to tell: everything else is still in the pattern.
        int more = node == null ? 2 : 1;
        List<Trial> trials = trials(node, more * m_settings.screened());
        List<SearchNode> children = new ArrayList<>();
        for (Trial trial : trials.subList(0, Math.min(more * m_settings.tried(), trials.size()))) {
            Set<Integer> key = new HashSet<>(node == null ? Set.of() : node.set());
            key.add(trial.candidate());
            if (seen.add(key)) {
                m_refinement.with(node, trial.candidate(), trial.structure()).ifPresent(children::add);
            }
        }
        children.sort(BY_CRITERION);
        return children.subList(0, Math.min(m_settings.kept(), children.size()));
    }

    /** The candidates that explain most of what a node leaves, the best first. */
    private List<Trial> trials(SearchNode node, int screened) {
        MeasuredPattern left = left(node);
        double[] hidden = new double[left.points()];
        for (int i = 0; i < hidden.length && node != null; i++) {
            hidden[i] = HIDDEN * (node.fit().calculated()[i] - node.fit().background()[i]);
        }
        ScreeningTarget target = new ScreeningTarget(
                left, left.intensities(), hidden, m_search.start().fwhmDeg());
        Set<Integer> have = node == null ? Set.of() : node.set();
        List<Trial> trials = new ArrayList<>();
        for (PhaseScreening.Hit hit :
                PhaseScreening.rank(m_library, target, have, m_settings.latticeTolerance(), screened, m_cancelled)) {
            Optional<ScreeningFit> fit = m_refinement.lattice(left, hit);
            if (fit.isPresent() && fit.get().misfit() < USELESS) {
                trials.add(new Trial(
                        hit.candidate(), fit.get().structure(), fit.get().misfit()));
            }
        }
        trials.sort(Comparator.comparingDouble(Trial::misfit).thenComparingInt(Trial::candidate));
        return distinct(trials);
    }

    /** The best trial of each phase: further entries of the same would take the places of its rivals. */
    private static List<Trial> distinct(List<Trial> trials) {
        List<Trial> distinct = new ArrayList<>();
        for (Trial t : trials) {
            if (distinct.stream().noneMatch(d -> SamePhase.of(d.structure(), t.structure()))) {
                distinct.add(t);
            }
        }
        return distinct;
    }

    /** What the node's phases leave, without background, with errors that grow with what they explain. */
    private MeasuredPattern left(SearchNode node) {
        MeasuredPattern pattern = m_search.pattern();
        int n = pattern.points();
        double[] y = new double[n];
        double[] sigmas = new double[n];
        for (int i = 0; i < n; i++) {
            double explained =
                    node == null ? m_search.start().background()[i] : node.fit().calculated()[i];
            double model = node == null ? 0 : HIDDEN * (explained - node.fit().background()[i]);
            y[i] = pattern.intensities()[i] - explained;
            sigmas[i] = Math.hypot(pattern.sigmas()[i], model);
        }
        return new MeasuredPattern(pattern.twoThetaDeg(), y, sigmas, pattern.radiation());
    }

    private PhaseHypothesis hypothesis(SearchNode node, List<SearchNode> all) {
        boolean rival = node.criterion() < all.get(0).criterion() + RIVAL;
        RefinementResult fit = m_refinement.measured(node, rival);
        List<IdentifiedPhase> phases = new ArrayList<>();
        for (int p = 0; p < node.candidates().size(); p++) {
            phases.add(phase(node, p, fit, all));
        }
        phases.sort(Comparator.comparingDouble(
                        (IdentifiedPhase p) -> p.refined().weightFraction().value())
                .reversed());
        return new PhaseHypothesis(List.copyOf(phases), fit, node.criterion());
    }

    private IdentifiedPhase phase(SearchNode node, int p, RefinementResult fit, List<SearchNode> all) {
        RefinedPhase refined = fit.phases().get(p);
        double evidence = withoutPhase(all, node, p)
                .map(other -> other.criterion() - node.criterion())
                .orElse(Double.NaN);
        String reservation = reservation(
                refined.weightFraction().value(), refined.weightFraction().uncertainty());
        int candidate = node.candidates().get(p);
        return new IdentifiedPhase(
                candidate, m_library.candidate(candidate).id(), refined, evidence, !reservation.isEmpty(), reservation);
    }

    private String reservation(double fraction, double uncertainty) {
        if (fraction < m_settings.leastWeightFraction()) {
            return String.format(
                    Locale.ROOT,
                    "Its weight fraction of %.2f %% is below the %.2f %% that count as certain.",
                    100 * fraction,
                    100 * m_settings.leastWeightFraction());
        }
        return fraction < 3 * uncertainty
                ? "Its weight fraction is less than three times its standard uncertainty."
                : "";
    }
}
