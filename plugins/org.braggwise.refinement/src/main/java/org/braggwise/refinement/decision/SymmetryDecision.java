// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.refinement.matching.Hypothesis;
import org.braggwise.refinement.matching.Match;

/**
 * Decides on a pattern's space group. Where a structure explains all of the pattern, its symmetry is the answer. Else the posterior is
 * the product of what the network says (or how often groups occur), of the likelihood of the extinctions, and of a power of the best residual
 * that a structure of the group has. Immutable.
 */
public final class SymmetryDecision {

    private static final double NOISE_MARGIN = 1.15;

    /** What a network gives a class at least, and what a group counts that no candidate has. */
    private static final double LEAST_PROBABILITY = 1e-4;

    private static final double UNSEEN = 0.3;

    /** Frequencies count less than they say: what no candidate explains is rarely of a frequent kind. */
    private static final double FREQUENCY_WEIGHT = 0.5;

    /** No extinction is surer than this: the list of lines may be wrong. */
    private static final double MOST_AGAINST = -12;

    /** Residuals below this cannot be told apart; parameters beyond so many cost no more. */
    private static final double FLOOR = 4e-4;

    private static final double PARAMETER_COST = 0.004;
    private static final int MOST_COUNTED = 120;

    /** What remains for other groups when a pattern is solved: pseudo-symmetric pairs, on validation patterns. */
    private static final double SOLVED_DOUBT = 0.016;

    private final DecisionSettings m_settings;

    /** @param settings how evidence is weighed */
    public SymmetryDecision(DecisionSettings settings) {
        m_settings = Objects.requireNonNull(settings);
    }

    /**
     * @param match what was refined
     * @param evidence what else is known
     * @return the decision
     */
    public Decision decide(Match match, Evidence evidence) {
        Map<Integer, Hypothesis> best = new HashMap<>();
        for (Hypothesis h : match.hypotheses()) {
            best.merge(h.spaceGroup().number(), h, (a, b) -> b.score() < a.score() ? b : a);
        }
        boolean solved = !best.isEmpty() && match.leastResidual() <= solvedResidual(match);
        Map<Integer, Double> logs = solved ? Map.of() : posterior(match, best, evidence);
        Map<Integer, Double> groups = solved ? solved(match, best, evidence) : normalised(logs);
        Map.Entry<Integer, Double> first = groups.entrySet().iterator().next();
        int group = first.getKey();
        Map<CrystalSystem, Double> systems = systems(groups);
        CrystalSystem system = systems.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        double probability = first.getValue();
        Verdict verdict = solved
                ? Verdict.SOLVED
                : probability >= m_settings.likelyProbability() ? Verdict.LIKELY : Verdict.NOT_SOLVED;
        Optional<Hypothesis> structure = Optional.ofNullable(best.get(group));
        return new Decision(
                verdict,
                reason(verdict, match, group, probability, structure),
                group,
                system,
                groups,
                systems,
                structure);
    }

    private double solvedResidual(Match match) {
        return Math.max(m_settings.solvedResidual(), NOISE_MARGIN * match.expectedResidual());
    }

    private Map<Integer, Double> posterior(Match match, Map<Integer, Hypothesis> best, Evidence evidence) {
        Map<Integer, Double> extinctions =
                evidence.extinctions().isEmpty() ? match.extinctions() : evidence.extinctions();
        Set<Integer> groups = new TreeSet<>(best.keySet());
        groups.addAll(evidence.network().keySet());
        groups.addAll(evidence.frequencies().keySet());
        if (groups.isEmpty()) {
            for (int g = 1; g <= 230; g++) {
                groups.add(g);
            }
        }
        double most = extinctions.values().stream().mapToDouble(v -> v).max().orElse(0);
        Map<Integer, Double> logs = new LinkedHashMap<>();
        for (int g : groups) {
            double log = prior(g, evidence);
            if (!extinctions.isEmpty()) {
                double e = extinctions.getOrDefault(g, Double.NEGATIVE_INFINITY) - most;
                log += m_settings.extinctionWeight() * Math.max(MOST_AGAINST, e);
            }
            Hypothesis h = best.get(g);
            log += h == null ? 0 : m_settings.fitWeight() * fit(h, match.expectedResidual());
            logs.put(g, log);
        }
        return logs;
    }

    /** How much better than nothing a structure explains the pattern: -ln R, less a cost for each parameter. */
    private static double fit(Hypothesis h, double expectedResidual) {
        double residual = Math.max(h.residual(), Math.max(FLOOR, expectedResidual));
        return Math.max(0, -Math.log(residual) - PARAMETER_COST * Math.min(MOST_COUNTED, h.parameters()));
    }

    private static double prior(int group, Evidence evidence) {
        return evidence.network().isEmpty()
                ? FREQUENCY_WEIGHT * Math.log(evidence.frequencies().getOrDefault(group, 0.0) + UNSEEN)
                : Math.log(evidence.network().getOrDefault(group, 0.0) + LEAST_PROBABILITY);
    }

    private Map<Integer, Double> solved(Match match, Map<Integer, Hypothesis> best, Evidence evidence) {
        int answer = match.hypotheses().get(0).spaceGroup().number();
        Map<Integer, Double> others = normalised(posterior(match, best, evidence));
        double rest = 1 - others.getOrDefault(answer, 0.0);
        Map<Integer, Double> groups = new LinkedHashMap<>();
        groups.put(answer, rest > 0 ? 1 - SOLVED_DOUBT : 1);
        others.forEach((g, p) -> {
            if (g != answer) {
                groups.put(g, SOLVED_DOUBT * p / rest);
            }
        });
        return groups;
    }

    private static Map<Integer, Double> normalised(Map<Integer, Double> logs) {
        double most = logs.values().stream().mapToDouble(v -> v).max().orElse(0);
        double sum = logs.values().stream().mapToDouble(v -> Math.exp(v - most)).sum();
        Map<Integer, Double> p = new LinkedHashMap<>();
        logs.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<Integer, Double> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> p.put(e.getKey(), Math.exp(e.getValue() - most) / sum));
        return p;
    }

    private static Map<CrystalSystem, Double> systems(Map<Integer, Double> groups) {
        Map<CrystalSystem, Double> systems = new EnumMap<>(CrystalSystem.class);
        groups.forEach((g, p) -> systems.merge(CrystalSystem.ofSpaceGroup(g), p, Double::sum));
        return systems;
    }

    private static String reason(
            Verdict verdict, Match match, int group, double probability, Optional<Hypothesis> structure) {
        String name = SpaceGroup.ofNumber(group).hermannMauguin();
        if (match.hypotheses().isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "No candidate could be refined; space group %s has a probability of %.0f %% by what else is known.",
                    name,
                    100 * probability);
        }
        double r = match.leastResidual();
        return switch (verdict) {
            case SOLVED -> match.expectedResidual() > 0
                    ? String.format(
                            Locale.ROOT,
                            "The refined structure in %s leaves %.1f %% of the pattern, and noise alone leaves %.1f %%.",
                            name,
                            100 * r,
                            100 * match.expectedResidual())
                    : String.format(
                            Locale.ROOT,
                            "The refined structure in %s leaves only %.2f %% of the pattern unexplained.",
                            name,
                            100 * r);
            case LIKELY, NOT_SOLVED -> String.format(
                    Locale.ROOT,
                    "The best structure leaves %.1f %% of the pattern unexplained; space group %s has a probability of %.0f %%%s.",
                    100 * r,
                    name,
                    100 * probability,
                    structure.isEmpty() ? ", and no refined structure has it" : "");
        };
    }
}
