// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class BackgroundPatternsTest {
    private final float[][] m_patterns = new float[20][];
    private final int[] m_labels = new int[20];
    private final List<String> m_keys = new ArrayList<>();

    BackgroundPatternsTest() {
        for (int r = 0; r < 20; r++) {
            m_patterns[r] = new float[] {r, 1};
            m_labels[r] = r < 15 ? 0 : r < 19 ? 1 : 2; // 15, 4 and 1 rows
            m_keys.add("Row" + r);
        }
    }

    private int[] counts(int count) {
        int[] counts = new int[3];
        BackgroundPatterns.choose(m_labels, m_keys, count, 1).forEach(r -> counts[m_labels[r]]++);
        return counts;
    }

    private BackgroundPatterns drawn(long seed) {
        List<Integer> rows = BackgroundPatterns.choose(m_labels, m_keys, 6, seed);
        return new BackgroundPatterns(
                rows.stream().map(r -> m_patterns[r]).toList(),
                rows.stream().map(m_keys::get).toList());
    }

    @Test
    void takesClassesInTurn() {
        assertArrayEquals(new int[] {2, 2, 1}, counts(5));
        assertArrayEquals(new int[] {5, 4, 1}, counts(10));
        assertArrayEquals(new int[] {15, 4, 1}, counts(100));
    }

    @Test
    void dependsOnTheSeedAndNotOnTheOrderOfRows() {
        BackgroundPatterns one = drawn(1);
        int[] labels = new int[20];
        List<String> keys = new ArrayList<>();
        for (int r = 0; r < 20; r++) {
            labels[r] = m_labels[19 - r];
            keys.add(m_keys.get(19 - r));
        }
        assertEquals(
                one.rowKeys(),
                BackgroundPatterns.choose(labels, keys, 6, 1).stream()
                        .map(keys::get)
                        .toList());
        assertEquals(one.fingerprint(), drawn(1).fingerprint());
        assertNotEquals(one.fingerprint(), drawn(2).fingerprint());
        assertTrue(one.fingerprint().matches("[0-9a-f]{16}"));
    }
}
