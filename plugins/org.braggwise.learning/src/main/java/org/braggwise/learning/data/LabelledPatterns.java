// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.data;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Patterns with their classes.
 *
 * @param patterns rows of equal length; not copied
 * @param labels index of each row's class in {@code classes}
 * @param classes class names
 * @param rowKeys unique names of the rows
 * @param groups compound of each row: rows of one group never stand on both sides of a split
 * @param virtual whether each row is the pattern of a virtual structure, or holds a share of one: nobody calibrates by it who has others
 */
public record LabelledPatterns(
        float[][] patterns,
        int[] labels,
        List<String> classes,
        List<String> rowKeys,
        List<String> groups,
        boolean[] virtual) {

    /** None of them virtual. */
    public LabelledPatterns(
            float[][] patterns, int[] labels, List<String> classes, List<String> rowKeys, List<String> groups) {
        this(patterns, labels, classes, rowKeys, groups, new boolean[patterns.length]);
    }

    /** @throws IllegalArgumentException if the parts do not fit together */
    public LabelledPatterns {
        classes = List.copyOf(classes);
        if (labels.length != patterns.length
                || rowKeys.size() != patterns.length
                || groups.size() != patterns.length
                || virtual.length != patterns.length) {
            throw new IllegalArgumentException(patterns.length + " patterns with " + labels.length + " labels, "
                    + rowKeys.size() + " keys and " + groups.size() + " groups; expected as many of each.");
        }
        for (int i = 0; i < patterns.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("Row " + rowKeys.get(i) + " has the class index " + labels[i]
                        + "; expected 0 to " + (classes.size() - 1) + ".");
            }
            if (patterns[i].length != patterns[0].length) {
                throw new IllegalArgumentException("Row " + rowKeys.get(i) + " has " + patterns[i].length
                        + " points, the first row " + patterns[0].length + "; expected the same.");
            }
            for (float v : patterns[i]) {
                if (!Float.isFinite(v)) {
                    throw new IllegalArgumentException(
                            "Row " + rowKeys.get(i) + " holds " + v + "; expected finite intensities.");
                }
            }
        }
    }

    public int size() {
        return patterns.length;
    }

    /** @return the same rows in the order of their keys */
    public LabelledPatterns ordered() {
        return subset(IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparing(rowKeys::get))
                .toList());
    }

    /** @return the rows at these positions */
    public LabelledPatterns subset(List<Integer> rows) {
        boolean[] kept = new boolean[rows.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = virtual[rows.get(i)];
        }
        return new LabelledPatterns(
                rows.stream().map(i -> patterns[i]).toArray(float[][]::new),
                rows.stream().mapToInt(i -> labels[i]).toArray(),
                classes,
                rows.stream().map(rowKeys::get).toList(),
                rows.stream().map(groups::get).toList(),
                kept);
    }
}
