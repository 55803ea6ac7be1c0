// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.data.LabelledPatterns;

/**
 * Splits rows into training and validation by whole groups (compounds), class by class: a share of each class's groups goes to
 * validation, never its last one. Depends on the seed and the names, not on the order of rows.
 *
 * @param validation may be empty where no class has two groups
 */
public record ValidationSplit(LabelledPatterns training, LabelledPatterns validation) {

    public static ValidationSplit of(LabelledPatterns rows, double share, long seed) {
        Map<Integer, TreeSet<String>> groupsOfClass = new TreeMap<>();
        Map<String, Set<Integer>> classesOfGroup = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            groupsOfClass
                    .computeIfAbsent(rows.labels()[i], c -> new TreeSet<>())
                    .add(rows.groups().get(i));
            classesOfGroup
                    .computeIfAbsent(rows.groups().get(i), g -> new TreeSet<>())
                    .add(rows.labels()[i]);
        }
        Map<Integer, Integer> left = new HashMap<>();
        groupsOfClass.forEach((c, g) -> left.put(c, g.size()));
        Set<String> out = new LinkedHashSet<>();
        groupsOfClass.forEach((label, groups) -> {
            List<String> order = new ArrayList<>(groups);
            SplittableRandom random = KeyedRandom.of(seed, rows.classes().get(label), "validation split", 0);
            for (int i = order.size() - 1; i > 0; i--) {
                java.util.Collections.swap(order, i, random.nextInt(i + 1));
            }
            long wanted = Math.round(share * order.size());
            wanted -= order.stream().filter(out::contains).count();
            for (String group : order) {
                if (wanted > 0
                        && !out.contains(group)
                        && classesOfGroup.get(group).stream().allMatch(c -> left.get(c) > 1)) {
                    out.add(group);
                    classesOfGroup.get(group).forEach(c -> left.merge(c, -1, Integer::sum));
                    wanted--;
                }
            }
        });
        List<Integer> training = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            (out.contains(rows.groups().get(i)) ? validation : training).add(i);
        }
        return new ValidationSplit(rows.subset(training), rows.subset(validation));
    }
}
