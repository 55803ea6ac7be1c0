// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.refinement.mixture.IdentifiedPhase;
import org.braggwise.refinement.mixture.PhaseHypothesis;
import org.braggwise.refinement.mixture.PhaseSearchResult;
import org.braggwise.refinement.mixture.SamePhase;
import org.braggwise.refinement.wholepattern.Agreement;

/**
 * Decides whether the phases that a search found in a measured pattern are the answer: the fit must be good, no other set of phases may be
 * nearly as good, and the pattern must show enough of their lines. Immutable.
 */
public final class PhaseDecision {

    /** What noise alone leaves: chi^2 below this is as good as a measurement can say. */
    private static final double NOISE_CHI_SQUARED = 2;
    /** A fit this much worse than the accepted one is still likely right where nothing comes near it. */
    private static final double LIKELY_FACTOR = 2;
    /** What a network gives a class at least: it may not know the sample's. */
    private static final double LEAST_PROBABILITY = 1e-4;
    /** The criterion takes the misfit for noise; where it is not, differences are not to be taken at their word. */
    private static final double TEMPERATURE = 4;

    /** Of the pattern above its background: where more is left, the fit is of next to nothing. */
    private static final double NOTHING_EXPLAINED = 0.8;
    /** A cell of one free length and a zero shift put two lines where they are; the next ones tell. */
    private static final int ENOUGH_CUBIC = 3;

    private static final int ENOUGH = 4;
    /** One line says nothing of a phase. */
    private static final int SEVERAL = 2;

    private final double m_solvedRwp;

    /**
     * @param solvedRwp a pattern is solved where Rwp without the background is below this, 0 to 1
     * @throws IllegalArgumentException for a number outside its range
     */
    public PhaseDecision(double solvedRwp) {
        if (!(solvedRwp > 0 && solvedRwp <= 1)) {
            throw new IllegalArgumentException(
                    "A pattern is to be solved below an Rwp of " + solvedRwp + ": expected above 0 and at most 1.");
        }
        m_solvedRwp = solvedRwp;
    }

    /**
     * What is decided.
     *
     * @param verdict whether the best hypothesis is the answer
     * @param reason why, in one sentence
     * @param probabilities of each hypothesis, in the search's order; they add up to 1
     * @param spaceGroups of the main phase, by number, the most probable first
     * @param crystalSystems of the main phase
     */
    public record Answer(
            Verdict verdict,
            String reason,
            List<Double> probabilities,
            Map<Integer, Double> spaceGroups,
            Map<CrystalSystem, Double> crystalSystems) {}

    /** @return the verdict where no network is asked; not solved where there is no hypothesis */
    public Verdict verdict(PhaseSearchResult result) {
        return result.hypotheses().isEmpty()
                ? Verdict.NOT_SOLVED
                : decide(result, Map.of()).verdict();
    }

    /**
     * @param result with at least one hypothesis
     * @param network probabilities that a network gives space groups, by number; empty where none was asked
     * @return the decision
     */
    public Answer decide(PhaseSearchResult result, Map<Integer, Double> network) {
        List<PhaseHypothesis> all = result.hypotheses();
        List<Double> probabilities = probabilities(all, network);
        Map<Integer, Double> groups = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            groups.merge(group(all.get(i)), probabilities.get(i), Double::sum);
        }
        Map<Integer, Double> ranked = new LinkedHashMap<>();
        int best = group(all.get(0));
        groups.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Integer, Double> e) -> e.getKey() != best)
                        .thenComparing(e -> -e.getValue()))
                .forEach(e -> ranked.put(e.getKey(), e.getValue()));
        Map<CrystalSystem, Double> systems = new EnumMap<>(CrystalSystem.class);
        ranked.forEach((g, p) -> systems.merge(CrystalSystem.ofSpaceGroup(g), p, Double::sum));
        PhaseHypothesis first = all.get(0);
        PhaseHypothesis rival =
                all.stream().filter(h -> !same(h, first)).findFirst().orElse(null);
        double margin = rival == null ? Double.POSITIVE_INFINITY : rival.criterion() - first.criterion();
        Agreement a = first.refinement().agreement();
        boolean good = a.rwpNet() <= m_solvedRwp || a.chiSquared() <= NOISE_CHI_SQUARED;
        boolean alone = margin >= PhaseHypothesis.STRONG;
        // The doubt is then about further phases, and the answer's symmetry and structure are those of the main one.
        boolean sameMain = all.stream()
                .filter(h -> h.criterion() - first.criterion() < PhaseHypothesis.STRONG)
                .allMatch(h -> same(h.phases().get(0), first.phases().get(0)));
        boolean doubtful = first.phases().stream().anyMatch(IdentifiedPhase::doubtful);
        Lines lines = Lines.of(first);
        Verdict verdict = good && alone && !doubtful && lines.enough()
                ? Verdict.SOLVED
                : (alone || sameMain)
                                && lines.several()
                                && (good || a.rwpNet() <= Math.min(LIKELY_FACTOR * m_solvedRwp, NOTHING_EXPLAINED))
                        ? Verdict.LIKELY
                        : Verdict.NOT_SOLVED;
        return new Answer(
                verdict,
                reason(verdict, first, a, good, alone, doubtful, lines, rival),
                probabilities,
                ranked,
                systems);
    }

    /**
     * How many lines the pattern shows of the phase that it shows most of.
     *
     * @param count of the lines
     * @param enough whether they tell the phase
     * @param several whether they speak for it
     */
    private record Lines(int count, boolean enough, boolean several) {

        static Lines of(PhaseHypothesis h) {
            int most = 0;
            boolean enough = false;
            for (IdentifiedPhase p : h.phases()) {
                boolean cubic = p.refined().structure().spaceGroup().crystalSystem() == CrystalSystem.CUBIC;
                int lines = VisibleLines.count(h.refinement(), p.refined());
                enough |= lines >= (cubic ? ENOUGH_CUBIC : ENOUGH);
                most = Math.max(most, lines);
            }
            return new Lines(most, enough, most >= SEVERAL);
        }
    }

    private static List<Double> probabilities(List<PhaseHypothesis> all, Map<Integer, Double> network) {
        double[] logs = new double[all.size()];
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            double prior =
                    network.isEmpty() ? 0 : Math.log(network.getOrDefault(group(all.get(i)), 0.0) + LEAST_PROBABILITY);
            logs[i] = -all.get(i).criterion() / (2 * TEMPERATURE) + prior;
            most = Math.max(most, logs[i]);
        }
        double sum = 0;
        for (double l : logs) {
            sum += Math.exp(l - most);
        }
        List<Double> p = new ArrayList<>();
        for (double l : logs) {
            p.add(Math.exp(l - most) / sum);
        }
        return p;
    }

    /** Whether both say the same phases: collections of structures hold most phases more than once. */
    private static boolean same(PhaseHypothesis one, PhaseHypothesis other) {
        return one.phases().size() == other.phases().size()
                && one.phases().stream().allMatch(p -> other.phases().stream().anyMatch(q -> same(p, q)))
                && other.phases().stream().allMatch(q -> one.phases().stream().anyMatch(p -> same(p, q)));
    }

    private static boolean same(IdentifiedPhase one, IdentifiedPhase other) {
        return one.id().equals(other.id())
                || SamePhase.of(one.refined().structure(), other.refined().structure());
    }

    private static int group(PhaseHypothesis h) {
        return h.phases().get(0).refined().structure().spaceGroup().number();
    }

    private static Set<String> phases(PhaseHypothesis h) {
        return h.phases().stream().map(IdentifiedPhase::id).collect(Collectors.toSet());
    }

    private String reason(
            Verdict verdict,
            PhaseHypothesis first,
            Agreement a,
            boolean good,
            boolean alone,
            boolean doubtful,
            Lines lines,
            PhaseHypothesis rival) {
        String fit = String.format(
                Locale.ROOT,
                "The refined %s leaves %.1f %% of the pattern above its background",
                first.phases().size() == 1
                        ? "phase"
                        : "mixture of " + first.phases().size() + " phases",
                100 * a.rwpNet());
        if (verdict == Verdict.SOLVED) {
            return fit + (rival == null ? "." : ", and no other candidate comes near it.");
        }
        if (!good && a.rwpNet() > NOTHING_EXPLAINED) {
            return fit + ": no candidate explains it.";
        }
        if (!alone) {
            return fit + ", but " + String.join(" with ", phases(rival)) + " explains it nearly as well"
                    + (verdict == Verdict.LIKELY ? ", with the same main phase." : ".");
        }
        if (!good) {
            return fit + String.format(Locale.ROOT, ", where %.0f %% is asked for.", 100 * m_solvedRwp);
        }
        if (lines.count() == 0) {
            return fit + ", but no line of the phase stands out of the noise.";
        }
        if (!lines.enough()) {
            return fit + ", but there "
                    + (lines.count() == 1 ? "is one line" : "are " + lines.count() + " lines")
                    + " of the phase, which other phases may have as well.";
        }
        return fit + (doubtful ? ", but not all of its phases are sure." : ".");
    }
}
