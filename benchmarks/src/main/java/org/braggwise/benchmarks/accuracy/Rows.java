// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.IntensityScale;

/** Collects rows for the network. */
final class Rows {

    private final List<String> m_classes;
    private final IntensityScale m_scale;
    private final List<float[]> m_patterns = new ArrayList<>();
    private final List<Integer> m_labels = new ArrayList<>();
    private final List<String> m_keys = new ArrayList<>();
    private final List<String> m_groups = new ArrayList<>();

    Rows(List<String> classes, IntensityScale scale) {
        m_classes = classes;
        m_scale = scale;
    }

    void add(String key, String label, String group, double[] intensities) {
        add(key, label, group, m_scale.input(intensities));
    }

    /** @param input intensities on the scale already */
    void add(String key, String label, String group, float[] input) {
        m_patterns.add(input);
        m_labels.add(m_classes.indexOf(label));
        m_keys.add(key);
        m_groups.add(group);
    }

    /** The same rows, to go on from. */
    Rows copy() {
        Rows copy = new Rows(m_classes, m_scale);
        copy.m_patterns.addAll(m_patterns);
        copy.m_labels.addAll(m_labels);
        copy.m_keys.addAll(m_keys);
        copy.m_groups.addAll(m_groups);
        return copy;
    }

    int size() {
        return m_keys.size();
    }

    LabelledPatterns labelled() {
        return new LabelledPatterns(
                m_patterns.toArray(new float[0][]),
                m_labels.stream().mapToInt(i -> i).toArray(),
                m_classes,
                m_keys,
                m_groups);
    }
}
