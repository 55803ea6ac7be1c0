// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.finder.SpaceGroupFinder;

/**
 * How often structures that are nearly of a space group are of a lower one, by the candidates: where noise hides such distortions, the pattern
 * cannot say it. Compounds of one anion are alike in this: perovskites of oxygen that are nearly cubic are cubic, of bromine every other one.
 */
final class HiddenDistortions {

    /** Structures that have a symmetry within so many angstrom are nearly of its space group. */
    private static final double NEAR = 0.5;

    /** The share of all groups together counts as so many structures of each. */
    private static final double SHARED = 1;

    /** Where candidates are few: of 2,451 ABX3 structures of the Materials Project 9 % are nearly of a higher group; they count as so many. */
    private static final double EXPECTED = 0.09;

    private static final double EXPECTED_COUNT = 20;

    private final List<CrystalStructure> m_candidates;
    private final Map<String, Counts> m_byElement = new ConcurrentHashMap<>();

    /** Counts of the candidates of one element: exactly of a group, nearly of it, and the share of all that are nearly of a higher one. */
    private record Counts(Map<Integer, Integer> exact, Map<Integer, Integer> nearly, double share) {}

    HiddenDistortions(List<CrystalStructure> candidates) {
        m_candidates = List.copyOf(candidates);
    }

    /**
     * Candidates of the same commonest element are counted when they are first asked for.
     *
     * @param structure whose commonest element it is
     * @param group the number of a space group
     * @return of the candidates with this element that are of the group, or nearly, the share that is of a lower one, 0 to 1
     */
    double share(CrystalStructure structure, int group) {
        Counts counts = m_byElement.computeIfAbsent(commonest(structure), this::count);
        int nearly = counts.nearly.getOrDefault(group, 0);
        return (nearly + SHARED * counts.share) / (nearly + counts.exact.getOrDefault(group, 0) + SHARED);
    }

    private Counts count(String element) {
        Map<Integer, Integer> exact = new HashMap<>();
        Map<Integer, Integer> nearly = new HashMap<>();
        int all = 0;
        int distorted = 0;
        for (CrystalStructure candidate : m_candidates) {
            if (commonest(candidate).equals(element)) {
                int own = candidate.spaceGroup().number();
                int higher = nearGroup(candidate);
                exact.merge(own, 1, Integer::sum);
                all++;
                if (higher != own) {
                    nearly.merge(higher, 1, Integer::sum);
                    distorted++;
                }
            }
        }
        return new Counts(exact, nearly, (distorted + EXPECTED_COUNT * EXPECTED) / (all + EXPECTED_COUNT));
    }

    private static int nearGroup(CrystalStructure candidate) {
        try {
            return SpaceGroupFinder.find(candidate, NEAR).spaceGroup().number();
        } catch (IllegalArgumentException e) {
            return candidate.spaceGroup().number(); // its atoms are nearer to each other than that
        }
    }

    /** The element with most atoms; of equal ones the first by name. */
    private static String commonest(CrystalStructure structure) {
        String commonest = "";
        double most = 0;
        for (Map.Entry<String, Double> e : structure.composition().entrySet()) {
            if (e.getValue() > most || e.getValue() == most && e.getKey().compareTo(commonest) < 0) {
                commonest = e.getKey();
                most = e.getValue();
            }
        }
        return commonest;
    }
}
