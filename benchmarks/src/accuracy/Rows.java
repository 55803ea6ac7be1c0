// SPDX-License-Identifier: GPL-3.0-or-later
import java.util.ArrayList;
import java.util.List;

import org.braggwise.learning.training.LabelledPatterns;

/** Collects rows for the network. Its input is the square root of the intensities, highest point 1: weak lines tell groups apart. */
final class Rows {

    private final List<String> m_classes;
    private final List<float[]> m_patterns = new ArrayList<>();
    private final List<Integer> m_labels = new ArrayList<>();
    private final List<String> m_keys = new ArrayList<>();
    private final List<String> m_groups = new ArrayList<>();

    Rows(final List<String> classes) {
        m_classes = classes;
    }

    void add(final String key, final String label, final String group, final double[] intensities) {
        m_patterns.add(input(intensities));
        m_labels.add(m_classes.indexOf(label));
        m_keys.add(key);
        m_groups.add(group);
    }

    int size() {
        return m_keys.size();
    }

    LabelledPatterns labelled() {
        return new LabelledPatterns(m_patterns.toArray(new float[0][]), m_labels.stream().mapToInt(i -> i).toArray(), m_classes, m_keys,
            m_groups);
    }

    private static float[] input(final double[] intensities) {
        double highest = 0;
        for (double y : intensities) {
            highest = Math.max(highest, y);
        }
        float[] input = new float[intensities.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = highest > 0 ? (float)Math.sqrt(Math.max(0, intensities[i]) / highest) : 0;
        }
        return input;
    }
}
