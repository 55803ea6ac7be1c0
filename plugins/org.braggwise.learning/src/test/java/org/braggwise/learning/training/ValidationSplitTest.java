// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.braggwise.learning.data.LabelledPatterns;
import org.junit.jupiter.api.Test;

class ValidationSplitTest {

    /** Random tables: few or many groups, groups of several classes, classes of one group. */
    private static LabelledPatterns table(Random random) {
        int rows = 1 + random.nextInt(80);
        int classes = 2 + random.nextInt(5);
        int groups = 1 + random.nextInt(30);
        return new LabelledPatterns(
                new float[rows][1],
                random.ints(rows, 0, classes).toArray(),
                IntStream.range(0, classes).mapToObj(c -> "class " + c).toList(),
                IntStream.range(0, rows).mapToObj(r -> "r" + r).toList(),
                random.ints(rows, 0, groups).mapToObj(g -> "group " + g).toList());
    }

    @Test
    void neitherAGroupIsSplitNorAClassTakenFromTraining() {
        var random = new Random(1);
        for (int trial = 0; trial < 300; trial++) {
            LabelledPatterns rows = table(random);
            double share = random.nextDouble();
            ValidationSplit split = ValidationSplit.of(rows, share, trial);
            Set<String> both = new HashSet<>(split.training().groups());
            both.retainAll(split.validation().groups());
            assertTrue(both.isEmpty(), "trial " + trial + ": " + both);
            Set<String> keys = new HashSet<>(split.training().rowKeys());
            keys.addAll(split.validation().rowKeys());
            assertEquals(rows.size(), keys.size(), "every row is somewhere");
            assertEquals(
                    rows.size(), split.training().size() + split.validation().size(), "and only once");
            assertEquals(classes(rows), classes(split.training()), "trial " + trial);
        }
    }

    private static Set<Integer> classes(LabelledPatterns rows) {
        Set<Integer> classes = new TreeSet<>();
        for (int label : rows.labels()) {
            classes.add(label);
        }
        return classes;
    }

    @Test
    void theShareIsOfEachClassesGroups() {
        LabelledPatterns rows = ToyRows.of(1800, 1);
        ValidationSplit split = ValidationSplit.of(rows, 0.15, 1);
        for (int c = 0; c < 3; c++) {
            int label = c;
            assertEquals(
                    90,
                    IntStream.of(split.validation().labels())
                            .filter(l -> l == label)
                            .count(),
                    "class " + c);
        }
    }

    @Test
    void itDependsOnNamesAndSeedNotOnTheOrderOfRows() {
        LabelledPatterns rows = ToyRows.of(180, 1);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        Collections.shuffle(order, new Random(2));
        Set<String> straight =
                new HashSet<>(ValidationSplit.of(rows, 0.2, 3).validation().rowKeys());
        assertEquals(
                straight,
                new HashSet<>(ValidationSplit.of(rows.subset(order), 0.2, 3)
                        .validation()
                        .rowKeys()));
        assertNotEquals(
                straight,
                new HashSet<>(ValidationSplit.of(rows, 0.2, 4).validation().rowKeys()));
    }
}
