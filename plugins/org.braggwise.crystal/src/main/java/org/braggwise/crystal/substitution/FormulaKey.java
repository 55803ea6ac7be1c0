// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.Elements;

/** One spelling for all formulas of a composition: "O3Ti1Sr1", "SrTiO3" and "Sr2Ti2O6" are the same. */
final class FormulaKey {

    private static final Pattern PART = Pattern.compile("\\s*([A-Z][a-z]?)\\s*(\\d*)");

    private FormulaKey() {}

    static String of(Map<String, Integer> amounts) {
        int divisor = 0;
        for (int n : amounts.values()) {
            divisor = gcd(divisor, n);
        }
        StringBuilder s = new StringBuilder();
        for (Map.Entry<String, Integer> e : new TreeMap<>(amounts).entrySet()) {
            s.append(e.getKey()).append(e.getValue() / divisor);
        }
        return s.toString();
    }

    /** @throws IllegalArgumentException where the text is no formula of whole numbers */
    static String parse(String formula) {
        Map<String, Integer> amounts = new TreeMap<>();
        Matcher m = PART.matcher(formula.strip());
        int at = 0;
        while (at < formula.strip().length() && m.find() && m.start() == at) {
            Elements.of(m.group(1));
            int n = m.group(2).isEmpty() ? 1 : Integer.parseInt(m.group(2));
            if (n == 0) {
                break;
            }
            amounts.merge(m.group(1), n, Integer::sum);
            at = m.end();
        }
        if (amounts.isEmpty() || at != formula.strip().length()) {
            throw new IllegalArgumentException(
                    "Formula \"" + formula + "\": expected element symbols with whole numbers, for instance SrTiO3.");
        }
        return of(amounts);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
