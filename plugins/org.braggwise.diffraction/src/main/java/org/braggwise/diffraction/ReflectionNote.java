// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

/**
 * What was assumed or noticed while the reflections of a structure were calculated.
 *
 * @param about what it concerns
 * @param element the symbol of the element that it concerns, "" where it concerns none alone
 * @param text a sentence or more
 */
public record ReflectionNote(About about, String element, String text) {

    /** What a note concerns. */
    public enum About {
        /** An element, wherever it occurs: its scattering factor, dispersion or displacement parameter. */
        ELEMENT,
        /** The cell of this structure. */
        CELL,
        /** The range of angles, in which nothing lies. */
        RANGE
    }

    /** @return a note on an element */
    public static ReflectionNote ofElement(String symbol, String text) {
        return new ReflectionNote(About.ELEMENT, symbol, text);
    }
}
