// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.Elements;

/** What is known of a sample's elements. */
public sealed interface ElementChoice {

    /** Formulas are rounded, and occupancies refined. */
    double SAME_SHARE = 0.05;

    /**
     * The formula is known.
     *
     * @param amounts atoms of each element in a formula unit, or in any multiple of it
     */
    record Known(Map<String, Double> amounts) implements ElementChoice {

        /** @throws IllegalArgumentException for no element, one that is not known, or an amount that is not above 0 */
        public Known {
            if (amounts.isEmpty()) {
                throw new IllegalArgumentException("The formula has no elements: expected at least one.");
            }
            amounts.forEach((e, n) -> {
                Elements.of(e);
                if (!(n > 0 && n < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "The formula has " + n + " of " + e + ": expected a number above 0.");
                }
            });
            amounts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(amounts));
        }
    }

    /** Nothing is known: the elements are looked for. */
    record Unknown() implements ElementChoice {}

    /**
     * The sample has no other elements than these, and perhaps not all of them.
     *
     * @param elements symbols
     */
    record Allowed(Set<String> elements) implements ElementChoice {

        /** @throws IllegalArgumentException for no element, or one that is not known */
        public Allowed {
            if (elements.isEmpty()) {
                throw new IllegalArgumentException("No element is allowed: expected at least one.");
            }
            elements.forEach(Elements::of);
            elements = java.util.Collections.unmodifiableSet(new TreeSet<>(elements));
        }
    }

    /**
     * @param composition atoms of each element in a formula unit, or in any multiple of it
     * @return whether a structure of this composition can be the sample: the same formula up to a factor, none but allowed elements
     */
    default boolean allows(Map<String, Double> composition) {
        if (this instanceof Unknown) {
            return true;
        }
        if (this instanceof Allowed a) {
            return a.elements().containsAll(composition.keySet());
        }
        Map<String, Double> known = ((Known) this).amounts();
        if (!known.keySet().equals(composition.keySet())) {
            return false;
        }
        double factor = known.values().stream().mapToDouble(v -> v).sum()
                / composition.values().stream().mapToDouble(v -> v).sum();
        return composition.entrySet().stream()
                .allMatch(e ->
                        Math.abs(e.getValue() * factor - known.get(e.getKey())) < SAME_SHARE * known.get(e.getKey()));
    }

    /** A known formula of plain elements and numbers: "SrTiO3", "Cs2AgBiBr6", "La0.7Sr0.3MnO3"; parentheses are not read. */
    static Known ofFormula(String formula) {
        Matcher m = Pattern.compile("([A-Z][a-z]?)(\\d*\\.?\\d*)").matcher(formula.replace(" ", ""));
        Map<String, Double> amounts = new LinkedHashMap<>();
        int end = 0;
        while (m.find() && m.start() == end) {
            end = m.end();
            amounts.merge(m.group(1), m.group(2).isEmpty() ? 1 : Double.parseDouble(m.group(2)), Double::sum);
        }
        if (end != formula.replace(" ", "").length() || amounts.isEmpty()) {
            throw new IllegalArgumentException(
                    "Found the formula \"" + formula + "\": expected elements and numbers, such as \"SrTiO3\".");
        }
        return new Known(amounts);
    }
}
