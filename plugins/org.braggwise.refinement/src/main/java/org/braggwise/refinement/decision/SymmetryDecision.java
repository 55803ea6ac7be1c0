// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * Decides on a pattern's space group. Without noise, a structure that leaves nothing is the answer; one that leaves a little is doubtful, since
 * a right one would have left nothing, and one whose atoms are nearly but not quite of a higher symmetry is likely. With noise, structures that leave no more than noise are weighed by their
 * evidence (chi^2 and the cost of their freedom) and by how often groups occur, or what the network says where that is unknown; the pattern is solved where little is
 * left for others, and where candidates of the answer's kind are rarely distorted. Where no structure explains the pattern, the posterior is the product of powers of what the network says (or how often groups occur),
 * of the likelihood of the extinctions, and of the best residual that a structure of the group has. Immutable.
 */
public final class SymmetryDecision {

    /** What noise alone leaves varies by two per cent. */
    private static final double NOISE_MARGIN = 1.05;

    /** Without noise, a structure that leaves less than this is right or pseudo-symmetric. */
    private static final double NEARLY_EXPLAINED = 3e-3;

    /** What a network gives a class at least, and what a group counts that no candidate has. */
    private static final double LEAST_PROBABILITY = 1e-4;

    private static final double UNSEEN = 0.3;

    /** Frequencies count less than they say: what no candidate explains is rarely of a frequent kind. */
    private static final double FREQUENCY_WEIGHT = 0.5;

    /** No extinction is surer than this: the list of lines may be wrong. */
    private static final double MOST_AGAINST = -12;

    /** Twice the logarithm of a ratio of evidences that is strong (Kass and Raftery 1995, J. Am. Stat. Assoc. 90, 773). */
    private static final double STRONG = 6;

    /** Laplace's evidence is surer than it is right: its logarithm counts this many times less. */
    private static final double EVIDENCE_TEMPERATURE = 1.5;

    /** Nothing is solved in a group where more of the candidates that are nearly of it are distorted. */
    private static final double MOST_DISTORTED = 0.08;

    /**
     * This part of that share is doubt in such an answer: of validation patterns with shares of 32 % on average, 6 of 20 were wrong, and 14 %
     * where those that were chosen as nearly of a higher symmetry count as they occur.
     */
    private static final double DISTORTED_PART = 1 / 3.0;

    /**
     * How likely it is that no structure of the right group was refined where one leaves no more than noise: 4 of 125 validation patterns, half
     * of which were chosen as nearly of a higher symmetry.
     */
    private static final double MISSED = 0.02;

    /** Residuals below this cannot be told apart; parameters beyond so many cost no more. */
    private static final double FLOOR = 4e-4;

    private static final double PARAMETER_COST = 0.004;
    private static final int MOST_COUNTED = 120;

    /** What remains for other groups when a pattern is solved: none of 220 such answers to validation patterns was wrong. */
    private static final double SOLVED_DOUBT = 0.005;

    /** The same where atoms are nearly of a higher symmetry that explains less: what such a structure is called is a matter of tolerance. */
    private static final double DISTORTED_DOUBT = 0.2;

    /** The same where a little is left: 4 of 9 such answers, these and those of before, were wrong. */
    private static final double NEARLY_DOUBT = 0.45;

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
        FitQuality quality = quality(match);
        Map<Integer, Double> groups =
                switch (quality) {
                    case EXPLAINS -> surely(match, best, evidence, SOLVED_DOUBT);
                    case NEARLY_SYMMETRIC -> surely(match, best, evidence, DISTORTED_DOUBT);
                    case NEARLY_EXPLAINS -> surely(match, best, evidence, NEARLY_DOUBT);
                    case WITHIN_NOISE -> withMirrorImages(byEvidence(match, best, evidence));
                    case FAILS -> normalised(posterior(match, best, evidence));
                };
        Map.Entry<Integer, Double> first = groups.entrySet().iterator().next();
        int group = first.getKey();
        Map<CrystalSystem, Double> systems = systems(groups);
        CrystalSystem system = systems.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        double probability = first.getValue();
        Optional<Hypothesis> rival = quality == FitQuality.WITHIN_NOISE ? rival(match, group) : Optional.empty();
        boolean distorted = match.distorted().getOrDefault(group, 0.0) > MOST_DISTORTED;
        boolean sure = quality == FitQuality.WITHIN_NOISE
                && probability >= m_settings.solvedProbability()
                && rival.isEmpty()
                && !distorted;
        Verdict verdict = quality == FitQuality.EXPLAINS || sure
                ? Verdict.SOLVED
                : probability >= m_settings.likelyProbability() ? Verdict.LIKELY : Verdict.NOT_SOLVED;
        Optional<Hypothesis> structure = Optional.ofNullable(best.get(group));
        return new Decision(
                verdict,
                SymmetryReason.of(quality, verdict, match, groups, structure, rival, distorted) + mirrorImage(group),
                group,
                system,
                groups,
                systems,
                structure);
    }

    /** The first of each pair of mirror images, which no pattern tells apart, has the probability of both. */
    private static Map<Integer, Double> withMirrorImages(Map<Integer, Double> groups) {
        Map<Integer, Double> together = new LinkedHashMap<>();
        groups.forEach((g, p) -> {
            Integer mirror = SpaceGroup.ofNumber(g).mirrorImage();
            together.merge(together.containsKey(mirror) ? mirror : g, p, Double::sum);
        });
        return descending(together);
    }

    private static String mirrorImage(int group) {
        int other = SpaceGroup.ofNumber(group).mirrorImage();
        return other == group
                ? ""
                : " Its mirror image, " + SpaceGroup.ofNumber(other).hermannMauguin() + ", has the same pattern.";
    }

    private FitQuality quality(Match match) {
        if (match.hypotheses().isEmpty()) {
            return FitQuality.FAILS;
        }
        Hypothesis best = match.hypotheses().get(0);
        double residual = best.residual();
        if (match.expectedResidual() > 0) {
            return residual <= Math.max(m_settings.solvedResidual(), NOISE_MARGIN * match.expectedResidual())
                    ? FitQuality.WITHIN_NOISE
                    : FitQuality.FAILS;
        }
        if (residual > m_settings.solvedResidual() || residual > Hypothesis.EXPLAINED && !isRefinedAsItIs(best)) {
            return residual <= NEARLY_EXPLAINED ? FitQuality.NEARLY_EXPLAINS : FitQuality.FAILS;
        }
        return best.pseudoSymmetry().isEmpty() ? FitQuality.EXPLAINS : FitQuality.NEARLY_SYMMETRIC;
    }

    /** Whether the group was refined in, not only seen in atoms that are near to it. */
    private static boolean isRefinedAsItIs(Hypothesis h) {
        return h.structure().spaceGroup().number() == h.spaceGroup().number();
    }

    /**
     * With noise: prior and evidence of the groups that have a structure; a small share for all others, by their priors. A network is heard
     * where frequencies are unknown only: it made no more of 125 validation patterns right, and their probabilities worse.
     */
    private static Map<Integer, Double> byEvidence(Match match, Map<Integer, Hypothesis> best, Evidence evidence) {
        Evidence expected = evidence.frequencies().isEmpty()
                ? evidence
                : new Evidence(Map.of(), evidence.frequencies(), evidence.extinctions());
        double least = match.hypotheses().get(0).score();
        Map<Integer, Double> refined = new LinkedHashMap<>();
        Map<Integer, Double> others = new LinkedHashMap<>();
        for (int g : groups(best, evidence)) {
            Hypothesis h = best.get(g);
            if (h == null) {
                others.put(g, prior(g, expected));
            } else {
                double log = (least - h.score()) / 2 / EVIDENCE_TEMPERATURE;
                refined.put(g, Math.max(MOST_AGAINST, log) + prior(g, expected));
            }
        }
        double missed = others.isEmpty() ? 0 : MISSED;
        Map<Integer, Double> all = new LinkedHashMap<>();
        normalised(refined).forEach((g, p) -> all.put(g, (1 - missed) * p));
        normalised(others).forEach((g, p) -> all.put(g, missed * p));
        return withHiddenDistortions(descending(all), match);
    }

    /** An answer whose kind is often distorted is no surer than that leaves it, whatever the pattern says; other groups share the doubt. */
    private static Map<Integer, Double> withHiddenDistortions(Map<Integer, Double> groups, Match match) {
        Map.Entry<Integer, Double> first = groups.entrySet().iterator().next();
        double distorted = match.distorted().getOrDefault(first.getKey(), 0.0);
        double most = 1 - DISTORTED_PART * distorted;
        double rest = 1 - first.getValue();
        if (distorted <= MOST_DISTORTED || first.getValue() <= most || !(rest > 0)) {
            return groups;
        }
        Map<Integer, Double> all = new LinkedHashMap<>();
        groups.forEach((g, p) -> all.put(g, g.equals(first.getKey()) ? most : p * (1 - most) / rest));
        return all;
    }

    /** The best structure of another group that the pattern alone, whatever was known before, does not speak strongly against. */
    private static Optional<Hypothesis> rival(Match match, int group) {
        double own = match.hypotheses().stream()
                .filter(h -> h.spaceGroup().number() == group)
                .mapToDouble(Hypothesis::score)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return match.hypotheses().stream()
                .filter(h -> h.spaceGroup().number() != group
                        && h.spaceGroup().mirrorImage() != group
                        && h.score() < own + STRONG)
                .min(Comparator.comparingDouble(Hypothesis::score));
    }

    private static Set<Integer> groups(Map<Integer, Hypothesis> best, Evidence evidence) {
        Set<Integer> groups = new TreeSet<>(best.keySet());
        groups.addAll(evidence.network().keySet());
        groups.addAll(evidence.frequencies().keySet());
        if (groups.isEmpty()) {
            for (int g = 1; g <= 230; g++) {
                groups.add(g);
            }
        }
        return groups;
    }

    private Map<Integer, Double> posterior(Match match, Map<Integer, Hypothesis> best, Evidence evidence) {
        Map<Integer, Double> extinctions =
                evidence.extinctions().isEmpty() ? match.extinctions() : evidence.extinctions();
        double most = extinctions.values().stream().mapToDouble(v -> v).max().orElse(0);
        Map<Integer, Double> logs = new LinkedHashMap<>();
        for (int g : groups(best, evidence)) {
            double log = (evidence.network().isEmpty() ? 1 : m_settings.networkWeight()) * prior(g, evidence);
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

    /** The best structure's group, but for a doubt that others share by their posterior. */
    private Map<Integer, Double> surely(Match match, Map<Integer, Hypothesis> best, Evidence evidence, double doubt) {
        int answer = match.hypotheses().get(0).spaceGroup().number();
        Map<Integer, Double> others = normalised(posterior(match, best, evidence));
        double rest = 1 - others.getOrDefault(answer, 0.0);
        Map<Integer, Double> groups = new LinkedHashMap<>();
        groups.put(answer, rest > 0 ? 1 - doubt : 1);
        others.forEach((g, p) -> {
            if (g != answer) {
                groups.put(g, doubt * p / rest);
            }
        });
        return groups;
    }

    private static Map<Integer, Double> normalised(Map<Integer, Double> logs) {
        double most = logs.values().stream().mapToDouble(v -> v).max().orElse(0);
        double sum = logs.values().stream().mapToDouble(v -> Math.exp(v - most)).sum();
        Map<Integer, Double> p = new LinkedHashMap<>();
        logs.forEach((g, log) -> p.put(g, Math.exp(log - most) / sum));
        return descending(p);
    }

    /** The greatest first; equal ones by number. */
    private static Map<Integer, Double> descending(Map<Integer, Double> probabilities) {
        Map<Integer, Double> sorted = new LinkedHashMap<>();
        probabilities.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<Integer, Double> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }

    private static Map<CrystalSystem, Double> systems(Map<Integer, Double> groups) {
        Map<CrystalSystem, Double> systems = new EnumMap<>(CrystalSystem.class);
        groups.forEach((g, p) -> systems.merge(CrystalSystem.ofSpaceGroup(g), p, Double::sum));
        return systems;
    }
}
