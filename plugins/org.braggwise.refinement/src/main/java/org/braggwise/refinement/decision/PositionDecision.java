// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.refinement.matching.PositionMatcher;

/**
 * Decides on the space group of a textured specimen by the positions of its peaks: each group is worth the mean likelihood of its candidates,
 * times what a network says of it. Nothing is ever solved so, since intensities are not looked at. Immutable.
 */
public final class PositionDecision {

    /** What a network gives a class at least: it may not know the sample's. */
    private static final double LEAST_PROBABILITY = 1e-4;

    /**
     * Peaks miss their lines together (strain, other phases), not one by one as the likelihood has it, so that the product of their likelihoods is
     * far too sure. This power of likelihood times network is the one that 280 simulated films of structures that no network was trained on
     * find most likely, among the candidates of the workflow classify-my-patterns. It changes no answer, only how sure it is.
     */
    private static final double POWER = 0.17;

    /**
     * Candidates of other compounds (47 of oxides, sulphides, metals and salts against 56 films of halides) gain 10.1 at most, and lose 3 to 30
     * as a rule; right ones of films that can be told gain 12 to 37.
     */
    private static final double BETTER_THAN_CHANCE = 11;

    private final double m_likelyProbability;

    /** @param likelyProbability an answer is likely from this probability on, above 0 to 1 */
    public PositionDecision(double likelyProbability) {
        if (!(likelyProbability > 0 && likelyProbability <= 1)) {
            throw new IllegalArgumentException("An answer is to be likely from a probability of " + likelyProbability
                    + " on: expected above 0 and at most 1.");
        }
        m_likelyProbability = likelyProbability;
    }

    /**
     * A candidate's likelihood.
     *
     * @param name of the candidate
     * @param spaceGroup its number
     * @param logLikelihood of {@link PositionMatcher}
     * @param gain of {@link PositionMatcher.Placement}
     */
    public record Scored(String name, int spaceGroup, double logLikelihood, double gain) {}

    /**
     * What is decided.
     *
     * @param verdict likely or not solved
     * @param reason why, in one sentence
     * @param ranked the candidates of the most probable group first, each group's by likelihood
     * @param spaceGroups probability of each group by number, the most probable first
     * @param crystalSystems the same of crystal systems
     */
    public record Answer(
            Verdict verdict,
            String reason,
            List<Scored> ranked,
            Map<Integer, Double> spaceGroups,
            Map<CrystalSystem, Double> crystalSystems) {}

    /**
     * @param candidates at least one
     * @param peaks how many were compared
     * @param network probabilities that a network gives space groups, by number; empty where none was asked
     * @return the decision
     */
    public Answer decide(List<Scored> candidates, int peaks, Map<Integer, Double> network) {
        Map<Integer, List<Double>> byGroup = new TreeMap<>();
        candidates.forEach(c ->
                byGroup.computeIfAbsent(c.spaceGroup(), g -> new ArrayList<>()).add(c.logLikelihood()));
        Map<Integer, Double> logs = new TreeMap<>();
        byGroup.forEach((group, own) -> logs.put(
                group,
                PositionMatcher.logMean(own.stream().mapToDouble(v -> v).toArray())
                        + (network.isEmpty() ? 0 : Math.log(network.getOrDefault(group, 0.0) + LEAST_PROBABILITY))));
        double most = logs.values().stream().mapToDouble(v -> v).max().orElseThrow();
        double sum = logs.values().stream()
                .mapToDouble(v -> Math.exp(POWER * (v - most)))
                .sum();
        Map<Integer, Double> groups = new LinkedHashMap<>();
        logs.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<Integer, Double> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> groups.put(e.getKey(), Math.exp(POWER * (e.getValue() - most)) / sum));
        Map<CrystalSystem, Double> systems = new EnumMap<>(CrystalSystem.class);
        groups.forEach((g, p) -> systems.merge(CrystalSystem.ofSpaceGroup(g), p, Double::sum));
        List<Integer> order = new ArrayList<>(groups.keySet());
        List<Scored> ranked = candidates.stream()
                .sorted(Comparator.comparingInt((Scored c) -> order.indexOf(c.spaceGroup()))
                        .thenComparingDouble(c -> -c.logLikelihood())
                        .thenComparing(Scored::name))
                .toList();
        int group = order.get(0);
        double probability = groups.get(group);
        boolean better = ranked.get(0).gain() >= BETTER_THAN_CHANCE;
        Verdict verdict = better && probability >= m_likelyProbability ? Verdict.LIKELY : Verdict.NOT_SOLVED;
        String reason = String.format(
                Locale.ROOT,
                "By the positions of %d peaks%s, %s has a probability of %.0f %%"
                        + (better
                                ? ""
                                : " among the candidates, but the best of that group does not have the peaks better than by chance")
                        + "; intensities were not looked at, so no structure is verified.",
                peaks,
                network.isEmpty() ? "" : " and the network",
                SpaceGroup.ofNumber(group).hermannMauguin(),
                100 * probability);
        return new Answer(verdict, reason, ranked, groups, systems);
    }
}
