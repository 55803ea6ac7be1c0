// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.braggwise.crystal.symmetry.PlainSymbol;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * One operation of a list as its text gives it, with what does not concern the positions of atoms left off: the time reversal of a magnetic
 * operation, "x,y,z,-1", and the internal space of a superspace operation, "x1,-x2,x3+1/2,-x4".
 *
 * @param operation what it does in three dimensions
 * @param magnetic whether a time reversal was left off
 * @param superspace whether dimensions were left off
 */
record SymmetryText(SymmetryOperation operation, boolean magnetic, boolean superspace) {

    /** Texts that are kept at most: all files of a program write an operation alike, and there are not many operations. */
    private static final int MOST_KEPT = 4096;

    private static final Map<String, SymmetryText> KEPT = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException where it is no operation, or one that mixes the internal space into the three dimensions */
    static SymmetryText parse(String text) {
        SymmetryText kept = KEPT.get(text);
        if (kept == null) {
            kept = read(text);
            if (KEPT.size() < MOST_KEPT) {
                KEPT.put(text, kept);
            }
        }
        return kept;
    }

    private static SymmetryText read(String text) {
        String plain = PlainSymbol.of(text).toLowerCase(Locale.ROOT);
        String[] parts = plain.replaceAll("[\\s'\"]", "").split("[,;]", -1);
        if (parts.length < 4) {
            return new SymmetryText(SymmetryOperation.parse(text), false, false);
        }
        boolean magnetic = parts[parts.length - 1].matches("[+-]?1|m|-m");
        int dimensions = parts.length - (magnetic ? 1 : 0);
        boolean numbered = plain.indexOf("x1") >= 0;
        if (dimensions > 6 || dimensions > 3 && !numbered && !plain.matches(".*[tuvwq].*|.*x,.*")) {
            throw new IllegalArgumentException(
                    "Symmetry operation \"" + text + "\" has " + parts.length + " parts: expected three.");
        }
        StringBuilder three = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            String part =
                    numbered ? parts[i].replace("x1", "x").replace("x2", "y").replace("x3", "z") : parts[i];
            three.append(i == 0 ? "" : ",").append(part);
        }
        return new SymmetryText(SymmetryOperation.parse(three.toString()), magnetic, dimensions > 3);
    }
}
