// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what goes into training and what is held out, and fails loudly where the two share a compound, a source row or a pattern.
 *
 * <p>Rows are compared by compound ({@link CompoundGroup}) and, where it is given, by {@link PatternShape}: patterns of one shape are the
 * same measurement, whatever their rows are called.
 */
public final class LeakageGuard {

    private static final int ROWS_NAMED = 5;

    private final Map<String, List<String>> m_heldOutByGroup = new HashMap<>();
    private final Map<String, List<String>> m_trainingByGroup = new HashMap<>();
    private final Map<Long, String> m_heldOutShapes = new HashMap<>();
    private final Map<Long, String> m_trainingShapes = new HashMap<>();

    /**
     * @param key of a held-out row (test or validation), with the name of its table where keys of two tables may be the same
     * @param group its compound
     * @param shape of its pattern, or null to compare by compound only
     */
    public void heldOut(String key, String group, Long shape) {
        add(m_heldOutByGroup, m_heldOutShapes, key, group, shape);
    }

    /**
     * @param key of a row that training uses
     * @param group its compound
     * @param shape of its pattern before mixing, or null to compare by compound only
     */
    public void training(String key, String group, Long shape) {
        add(m_trainingByGroup, m_trainingShapes, key, group, shape);
    }

    private static void add(
            Map<String, List<String>> groups, Map<Long, String> shapes, String key, String group, Long shape) {
        List<String> rows = groups.computeIfAbsent(CompoundGroup.of(group), g -> new ArrayList<>());
        if (rows.size() < ROWS_NAMED) {
            rows.add(key);
        }
        if (shape != null) {
            shapes.putIfAbsent(shape, key);
        }
    }

    /**
     * @throws LeakageException naming the compounds and rows on both sides
     */
    public void verify() {
        Set<String> shared = new LinkedHashSet<>();
        int more = 0;
        for (Map.Entry<String, List<String>> e : m_heldOutByGroup.entrySet()) {
            List<String> training = m_trainingByGroup.get(e.getKey());
            if (training != null) {
                if (shared.size() < ROWS_NAMED) {
                    shared.add("compound " + e.getKey() + " (held out in " + e.getValue() + ", in training in "
                            + training + ")");
                } else {
                    more++;
                }
            }
        }
        for (Map.Entry<Long, String> e : m_heldOutShapes.entrySet()) {
            String training = m_trainingShapes.get(e.getKey());
            if (training != null) {
                if (shared.size() < ROWS_NAMED) {
                    shared.add("the same pattern in held-out row " + e.getValue() + " and training row " + training);
                } else {
                    more++;
                }
            }
        }
        if (!shared.isEmpty()) {
            throw new LeakageException("Training has seen what is held out: " + String.join("; ", shared)
                    + (more > 0 ? "; and " + more + " more" : "")
                    + ". Give these rows one compound name, or take them out of one side.");
        }
    }
}
