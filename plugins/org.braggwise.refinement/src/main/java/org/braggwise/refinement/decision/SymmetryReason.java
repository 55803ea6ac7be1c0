// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.refinement.matching.Hypothesis;
import org.braggwise.refinement.matching.Match;

/** The sentence that says why a decision on symmetry is as it is. */
final class SymmetryReason {

    private SymmetryReason() {}

    static String of(
            FitQuality quality,
            Verdict verdict,
            Match match,
            Map<Integer, Double> groups,
            Optional<Hypothesis> structure,
            Optional<Hypothesis> rival,
            boolean distorted) {
        Map.Entry<Integer, Double> first = groups.entrySet().iterator().next();
        double probability = first.getValue();
        String name = name(first.getKey());
        if (match.hypotheses().isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "No candidate could be refined; space group %s has a probability of %.0f %% by what else is known.",
                    name,
                    100 * probability);
        }
        double r = match.hypotheses().get(0).residual();
        return switch (quality) {
            case EXPLAINS -> String.format(
                    Locale.ROOT,
                    "The refined structure in %s leaves only %.2f %% of the pattern unexplained.",
                    name,
                    100 * r);
            case NEARLY_SYMMETRIC -> String.format(
                    Locale.ROOT,
                    "The refined structure in %s leaves only %.2f %% of the pattern unexplained; its atoms are within 0.1 angstrom of %s, which"
                            + " explains less.",
                    name,
                    100 * r,
                    name(match.hypotheses()
                            .get(0)
                            .pseudoSymmetry()
                            .orElseThrow()
                            .number()));
            case NEARLY_EXPLAINS -> String.format(
                    Locale.ROOT,
                    "The refined structure in %s leaves %.2f %% of a pattern without noise, where a right one leaves nothing:"
                            + " it may be distorted.",
                    name,
                    100 * r);
            case WITHIN_NOISE -> String.format(
                            Locale.ROOT,
                            "The refined structure in %s leaves %.1f %% of the pattern, and noise alone leaves %.1f %%",
                            name(match.hypotheses().get(0).spaceGroup().number()),
                            100 * r,
                            100 * match.expectedResidual())
                    + (verdict == Verdict.SOLVED
                            ? "."
                            : rival.map(h -> "; a structure in "
                                            + name(h.spaceGroup().number())
                                            + " is nearly as good, so that noise may hide a distortion.")
                                    .orElseGet(() -> doubt(match, groups, distorted)));
            case FAILS -> String.format(
                    Locale.ROOT,
                    "The best structure leaves %.1f %% of the pattern unexplained; space group %s has a probability of %.0f %%%s.",
                    100 * r,
                    name,
                    100 * probability,
                    structure.isEmpty() ? ", and no refined structure has it" : "");
        };
    }

    /** What is doubtful where no structure of another group comes near. */
    private static String doubt(Match match, Map<Integer, Double> groups, boolean distorted) {
        return distorted
                ? String.format(
                        Locale.ROOT,
                        "; of the candidates of its commonest element that are nearly of this group, %.0f %% are distorted, and noise may hide"
                                + " that.",
                        100 * match.distorted().get(groups.keySet().iterator().next()))
                : "; noise may hide another symmetry: " + ranked(groups) + ".";
    }

    private static String ranked(Map<Integer, Double> groups) {
        return groups.entrySet().stream()
                .limit(2)
                .map(e -> String.format(
                        Locale.ROOT, "%s has a probability of %.0f %%", name(e.getKey()), 100 * e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String name(int group) {
        return SpaceGroup.ofNumber(group).hermannMauguin();
    }
}
