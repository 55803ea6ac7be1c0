// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.LaueClass;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.posterior.Categorical;
import org.braggwise.refinement.indexing.ExtinctionSymbols;

/**
 * Scores probabilities of space groups as answers to four questions: which of the frequent space groups, which extinction symbol, which Laue
 * class, which crystal system. The probability of a coarser answer is that of its space groups together.
 */
final class Abx3Scores {

    /** Structures that a space group has at least in all three parts, to be asked for. */
    private static final int LEAST = 10;

    private final List<StructureSet.Entry> m_scored;
    private final List<Integer> m_classes;
    private final List<String> m_frequent;

    /**
     * @param all structures of all parts
     * @param scored those that are scored, in the order of the probabilities
     * @param classes space groups of the probabilities
     */
    Abx3Scores(List<StructureSet.Entry> all, List<StructureSet.Entry> scored, List<String> classes) {
        m_scored = scored;
        m_classes = classes.stream().map(Integer::valueOf).toList();
        Map<Integer, Integer> counts = new HashMap<>();
        all.forEach(e -> counts.merge(e.spaceGroup(), 1, Integer::sum));
        m_frequent = classes.stream()
                .filter(c -> counts.get(Integer.valueOf(c)) >= LEAST)
                .toList();
    }

    /** @return the space groups that are asked for */
    List<String> frequent() {
        return m_frequent;
    }

    /** Structures of the frequent groups alone: those are the answers to choose from, as in the question. */
    Evaluation groups(List<double[]> probabilities) {
        return pooled(probabilities, m_frequent, Integer::toString);
    }

    /** @return by crystal system, in their order */
    Evaluation systems(List<double[]> probabilities) {
        return pooled(
                probabilities,
                Arrays.stream(CrystalSystem.values()).map(CrystalSystem::label).toList(),
                Abx3Scores::system);
    }

    /** The eleven Laue classes. */
    Evaluation laueClasses(List<double[]> probabilities) {
        return pooled(
                probabilities,
                Arrays.stream(LaueClass.values()).map(LaueClass::label).toList(),
                Abx3Scores::laueClass);
    }

    /** The extinction symbols that the structures' groups have. */
    Evaluation extinctionSymbols(List<double[]> probabilities) {
        return pooled(
                probabilities,
                m_classes.stream()
                        .map(Abx3Scores::extinctionSymbol)
                        .distinct()
                        .sorted()
                        .toList(),
                Abx3Scores::extinctionSymbol);
    }

    static String system(int group) {
        return CrystalSystem.ofSpaceGroup(group).label();
    }

    static String laueClass(int group) {
        return LaueClass.ofSpaceGroup(group).label();
    }

    static String extinctionSymbol(int group) {
        return ExtinctionSymbols.ofSpaceGroup(group).symbol();
    }

    /**
     * @param answers to choose from; structures with another one are not scored
     * @param answerOf of a space group
     */
    private Evaluation pooled(List<double[]> probabilities, List<String> answers, IntFunction<String> answerOf) {
        int[] answerOfClass = answerOfClasses(answers, answerOf);
        List<ScoredRow> rows = new ArrayList<>();
        for (int i = 0; i < m_scored.size(); i++) {
            int truth = answers.indexOf(answerOf.apply(m_scored.get(i).spaceGroup()));
            if (truth >= 0) {
                rows.add(ScoredRow.of(truth, pooled(probabilities.get(i), answerOfClass, answers.size())));
            }
        }
        return Networks.score(rows, answers);
    }

    /** @return shares of the answers, sum 1 */
    private static double[] pooled(double[] probabilities, int[] answerOfClass, int answers) {
        double[] p = new double[answers];
        for (int c = 0; c < answerOfClass.length; c++) {
            if (answerOfClass[c] >= 0) {
                p[answerOfClass[c]] += probabilities[c];
            }
        }
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(q -> q / sum).toArray();
    }

    /** @return one line with the shares of right answers to all four questions */
    String describe(List<double[]> probabilities) {
        return Stream.of(
                        Map.entry(m_frequent.size() + " frequent space groups", groups(probabilities)),
                        Map.entry("extinction symbol", extinctionSymbols(probabilities)),
                        Map.entry("Laue class", laueClasses(probabilities)),
                        Map.entry("crystal system", systems(probabilities)))
                .map(q -> q.getKey() + " "
                        + Report.share(
                                Networks.right(q.getValue()),
                                q.getValue().confusion().rows()))
                .collect(Collectors.joining("; "));
    }

    /** @return the most probable of the frequent groups, and the most probable crystal system */
    String[] answers(double[] probabilities) {
        return new String[] {
            best(probabilities, m_frequent, Integer::toString),
            best(
                    probabilities,
                    Arrays.stream(CrystalSystem.values())
                            .map(CrystalSystem::label)
                            .toList(),
                    Abx3Scores::system)
        };
    }

    private String best(double[] probabilities, List<String> answers, IntFunction<String> answerOf) {
        return answers.get(
                Categorical.argMax(pooled(probabilities, answerOfClasses(answers, answerOf), answers.size())));
    }

    /** @return by class of the network, -1 for one that is no answer */
    private int[] answerOfClasses(List<String> answers, IntFunction<String> answerOf) {
        return m_classes.stream()
                .mapToInt(c -> answers.indexOf(answerOf.apply(c)))
                .toArray();
    }
}
