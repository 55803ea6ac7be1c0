// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A chemical formula as it is written: "CsPbI3", "Cs2AgBiBr6", "La0.785Ca0.215MnO3", "(CH3NH3)PbI3", "Cs3 Sb2 I9".
 *
 * @param amounts of each element, above 0, in the order of the symbols
 */
public record ChemicalFormula(Map<String, Double> amounts) {

    private static final Pattern PART =
            Pattern.compile("\\s*(?:([A-Z][a-z]?)|([(\\[])|([)\\]]))\\s*(\\d+(?:\\.\\d+)?)?");
    /** Amounts that differ less are the same. */
    private static final double INTEGER = 1e-3;

    /** Copies the amounts. */
    public ChemicalFormula {
        amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    /**
     * @param text element symbols with amounts; round and square brackets group
     * @throws IllegalArgumentException where the text is something else, naming it
     */
    public static ChemicalFormula parse(String text) {
        Deque<Map<String, Double>> open = new ArrayDeque<>();
        open.push(new TreeMap<>());
        String formula = text.strip();
        Matcher part = PART.matcher(formula);
        int at = 0;
        while (at < formula.length() && part.find(at) && part.start() == at) {
            double times = part.group(4) == null ? 1 : Double.parseDouble(part.group(4));
            if (part.group(1) != null) {
                Elements.of(part.group(1)); // refuses what is none
                open.peek().merge(part.group(1), times, Double::sum);
            } else if (part.group(2) != null && part.group(4) == null) {
                open.push(new TreeMap<>());
            } else if (part.group(3) != null && open.size() > 1) {
                Map<String, Double> group = open.pop();
                Map<String, Double> outer = open.peek();
                group.forEach((e, n) -> outer.merge(e, n * times, Double::sum));
            } else {
                break;
            }
            at = part.end();
        }
        if (at != formula.length()
                || open.size() > 1
                || open.peek().isEmpty()
                || open.peek().containsValue(0.0)) {
            throw new IllegalArgumentException(
                    "The formula \"" + text
                            + "\" can't be read; expected element symbols with amounts above 0, such as CsPbI3 or (CH3NH3)PbI3.");
        }
        return new ChemicalFormula(open.peek());
    }

    /** @return the symbols, in their order */
    public SortedSet<String> elements() {
        return new TreeSet<>(amounts.keySet());
    }

    /**
     * @return what is left of the formula without its elements: the amounts by size in whole numbers without a common divisor, "1:1:3" for
     *     CsPbI3 and Cs2Pb2I6; the amounts as they are where one is no whole number
     */
    public String stoichiometry() {
        double divisor = 0;
        for (double n : amounts.values()) {
            if (Math.abs(n - Math.rint(n)) > INTEGER) {
                return joined(1);
            }
            divisor = commonDivisor(divisor, Math.rint(n));
        }
        return joined(divisor);
    }

    private String joined(double divisor) {
        return amounts.values().stream()
                .sorted()
                .map(n -> BigDecimal.valueOf(Math.rint(n / divisor / INTEGER) * INTEGER)
                        .setScale(3, java.math.RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString())
                .collect(Collectors.joining(":"));
    }

    private static double commonDivisor(double a, double b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }
}
