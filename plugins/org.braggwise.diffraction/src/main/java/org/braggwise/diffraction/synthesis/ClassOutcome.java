// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

/** What becomes of a class in a synthesis. */
public enum ClassOutcome {
    /** Real and virtual rows train. */
    MIXED("mixed"),
    /** There is no virtual row. */
    REAL_ONLY("real rows only"),
    /** There are virtual rows, but training must not see them. */
    REAL_ONLY_HELD_OUT("real rows only: all its virtual rows are of held-out compounds"),
    /** There is no real row. */
    VIRTUAL_ONLY("virtual rows only"),
    /** There is no real row, and such classes are not wanted. */
    DROPPED_WITHOUT_REAL("dropped: no real rows"),
    /** There is no virtual row, and such classes are not wanted. */
    DROPPED_WITHOUT_VIRTUAL("dropped: no virtual rows");

    private final String m_words;

    ClassOutcome(String words) {
        m_words = words;
    }

    /** @return whether no row of the class is used */
    public boolean dropped() {
        return this == DROPPED_WITHOUT_REAL || this == DROPPED_WITHOUT_VIRTUAL;
    }

    /** @return the outcome for people */
    public String words() {
        return m_words;
    }
}
