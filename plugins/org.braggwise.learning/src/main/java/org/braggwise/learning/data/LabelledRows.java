// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Collects patterns with the names of their classes, before it is known which classes there are. */
public final class LabelledRows {

    private record Row(String key, String className, String group, float[] input, boolean virtual) {}

    private final List<Row> m_rows = new ArrayList<>();

    /**
     * Adds a row.
     *
     * @param key unique name of the row
     * @param className its class
     * @param group its compound: rows of one group never stand on both sides of a split
     * @param input what a network is shown of the pattern; not copied
     * @param virtual whether it is the pattern of a virtual structure, or holds a share of one
     */
    public void add(String key, String className, String group, float[] input, boolean virtual) {
        m_rows.add(new Row(key, className, group, input, virtual));
    }

    /** Adds a row of a real structure. */
    public void add(String key, String className, String group, float[] input) {
        add(key, className, group, input, false);
    }

    /** @return how many rows there are */
    public int size() {
        return m_rows.size();
    }

    /** @return the names of the rows' classes, as {@link #ordered} puts them */
    public List<String> classes() {
        Collection<String> names = new HashSet<>(); // thousands of rows, few names
        m_rows.forEach(r -> names.add(r.className));
        return ordered(names);
    }

    /** @return the different names, whole numbers by size, then the others by the alphabet: the order of a model's outputs */
    public static List<String> ordered(Collection<String> classNames) {
        var names = new TreeSet<String>(
                Comparator.comparingInt(LabelledRows::number).thenComparing(Comparator.naturalOrder()));
        names.addAll(classNames);
        return List.copyOf(names);
    }

    private static int number(String name) {
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    /**
     * A row whose class is none of those that were asked for.
     *
     * @param key the row's
     * @param className its class
     */
    public record Other(String key, String className) {}

    /** @return the rows that {@link #labelled} leaves out */
    public List<Other> others(List<String> classes) {
        var known = new HashSet<>(classes);
        return m_rows.stream()
                .filter(r -> !known.contains(r.className))
                .map(r -> new Other(r.key, r.className))
                .toList();
    }

    /** @return the rows whose class is one of these, in the order in which they were added */
    public LabelledPatterns labelled(List<String> classes) {
        Map<String, Integer> numbers = new HashMap<>();
        IntStream.range(0, classes.size()).forEach(i -> numbers.put(classes.get(i), i));
        List<Row> kept =
                m_rows.stream().filter(r -> numbers.containsKey(r.className)).toList();
        boolean[] virtual = new boolean[kept.size()];
        for (int i = 0; i < virtual.length; i++) {
            virtual[i] = kept.get(i).virtual;
        }
        return new LabelledPatterns(
                kept.stream().map(Row::input).toArray(float[][]::new),
                kept.stream().mapToInt(r -> numbers.get(r.className)).toArray(),
                classes,
                kept.stream().map(Row::key).toList(),
                kept.stream().map(Row::group).toList(),
                virtual);
    }

    /** @return all rows, with their own classes */
    public LabelledPatterns labelled() {
        return labelled(classes());
    }
}
