// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Locale;
import java.util.Set;

/** Numbers as instruments and spreadsheets write them, with a decimal point. */
final class Numeral {

    private static final int LONGEST = 40;
    private static final Set<String> MISSING = Set.of(
            "nan", "n/a", "#n/a", "na", "null", "none", "?", "-", "--", "---", "n.d.", "nd", "missing", "1.#qnan",
            "-1.#ind", "#value!", "#num!");

    private Numeral() {}

    /** @return the number, NaN for a word that says "missing", null where the word is no number */
    static Double of(String word) {
        if (isMissing(word)) {
            return Double.NaN;
        }
        int n = word.length();
        if (n == 0 || n > LONGEST) {
            return null;
        }
        boolean digit = false;
        boolean plain = true;
        for (int i = 0; i < n; i++) {
            char c = word.charAt(i);
            if (c >= '0' && c <= '9') {
                digit = true;
            } else if ("+-.eE".indexOf(c) < 0) {
                plain = false;
                if (c != 'd' && c != 'D') {
                    return null; // Double.parseDouble takes "1f", "0x1p3" and "Infinity" too, which are no measured
                    // numbers
                }
            }
        }
        char last = word.charAt(n - 1);
        if (!digit || last == 'd' || last == 'D') {
            return null;
        }
        try {
            return Double.valueOf(plain ? word : word.replace('d', 'e').replace('D', 'e'));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** @return whether the word stands for a number that is not there */
    static boolean isMissing(String word) {
        int n = word.length();
        if (n == 0 || n > 8) {
            return false;
        }
        char c = word.charAt(0);
        return (c < '0' || c > '9' || word.startsWith("1.#")) && MISSING.contains(word.toLowerCase(Locale.ROOT));
    }

    /** @return the number of the word, or the other where it is none or missing */
    static double orElse(String word, double other) {
        Double v = of(word.strip());
        return v == null || v.isNaN() ? other : v;
    }
}
