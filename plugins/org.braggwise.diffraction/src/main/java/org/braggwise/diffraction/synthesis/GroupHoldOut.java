// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.braggwise.crystal.KeyedRandom;

/**
 * Draws whole compounds out of classes until about a wanted share of each class's rows is out, never the last compound of a class.
 *
 * <p>The draw depends on the seed, the class labels and the compound names alone, not on the order of the rows.
 */
final class GroupHoldOut {

    /** class -> compound -> number of rows, both sorted. */
    private final TreeMap<String, TreeMap<String, Integer>> m_rows = new TreeMap<>();

    void add(String label, String group) {
        m_rows.computeIfAbsent(label, l -> new TreeMap<>()).merge(group, 1, Integer::sum);
    }

    /**
     * @param fraction of the rows of each class, counted on all rows added
     * @param taken compounds that are out already
     * @return the compounds drawn, none of them taken
     */
    Set<String> draw(double fraction, Set<String> taken, long seed, String mode) {
        Set<String> drawn = new HashSet<>();
        // Rare classes first: what they draw counts for the frequent ones, which then make up the difference. The other
        // way round a class already done would get more compounds than its share.
        List<Map.Entry<String, TreeMap<String, Integer>>> rareFirst = new ArrayList<>(m_rows.entrySet());
        rareFirst.sort(Comparator.comparingInt(c -> rows(c.getValue())));
        for (Map.Entry<String, TreeMap<String, Integer>> c : rareFirst) {
            double wanted = fraction * rows(c.getValue());
            double out = 0;
            for (Map.Entry<String, Integer> g : c.getValue().entrySet()) {
                if (drawn.contains(g.getKey())) {
                    out += g.getValue();
                }
            }
            List<String> order = new ArrayList<>(c.getValue().keySet());
            shuffle(order, KeyedRandom.of(seed, c.getKey(), mode, 0));
            for (String group : order) {
                int size = c.getValue().get(group);
                if (drawn.contains(group)
                        || taken.contains(group)
                        || Math.abs(out + size - wanted) >= Math.abs(out - wanted)
                        || isLastOfAnyClass(group, drawn, taken)) {
                    continue;
                }
                drawn.add(group);
                out += size;
            }
        }
        return drawn;
    }

    private static int rows(Map<String, Integer> compounds) {
        return compounds.values().stream().mapToInt(Integer::intValue).sum();
    }

    private boolean isLastOfAnyClass(String group, Set<String> drawn, Set<String> taken) {
        for (TreeMap<String, Integer> groups : m_rows.values()) {
            if (groups.containsKey(group)
                    && groups.keySet().stream()
                            .allMatch(g -> g.equals(group) || drawn.contains(g) || taken.contains(g))) {
                return true;
            }
        }
        return false;
    }

    static void shuffle(List<?> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }
}
