// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class BackgroundTest {
    private final float[][] m_patterns = new float[20][];
    private final int[] m_labels = new int[20];
    private final List<String> m_keys = new ArrayList<>();

    BackgroundTest() {
        for (int r = 0; r < 20; r++) {
            m_patterns[r] = new float[]{r, 1};
            m_labels[r] = r < 15 ? 0 : r < 19 ? 1 : 2; // 15, 4 and 1 rows
            m_keys.add("Row" + r);
        }
    }

    private int[] counts(Background background) {
        int[] counts = new int[3];
        background.patterns().forEach(p -> counts[m_labels[(int)p[0]]]++);
        return counts;
    }

    @Test
    void takesClassesInTurn() {
        assertArrayEquals(new int[]{2, 2, 1}, counts(Background.draw(m_patterns, m_labels, m_keys, 5, 1)));
        assertArrayEquals(new int[]{5, 4, 1}, counts(Background.draw(m_patterns, m_labels, m_keys, 10, 1)));
        assertArrayEquals(new int[]{15, 4, 1}, counts(Background.draw(m_patterns, m_labels, m_keys, 100, 1)));
    }

    @Test
    void dependsOnTheSeedAndNotOnTheOrderOfRows() {
        Background one = Background.draw(m_patterns, m_labels, m_keys, 6, 1);
        float[][] reversed = new float[20][];
        int[] labels = new int[20];
        List<String> keys = new ArrayList<>();
        for (int r = 0; r < 20; r++) {
            reversed[r] = m_patterns[19 - r];
            labels[r] = m_labels[19 - r];
            keys.add(m_keys.get(19 - r));
        }
        Background other = Background.draw(reversed, labels, keys, 6, 1);
        assertEquals(one.rowKeys(), other.rowKeys());
        assertEquals(one.fingerprint(), other.fingerprint());
        assertNotEquals(one.fingerprint(), Background.draw(m_patterns, m_labels, m_keys, 6, 2).fingerprint());
        assertTrue(one.fingerprint().matches("[0-9a-f]{16}"));
    }
}
