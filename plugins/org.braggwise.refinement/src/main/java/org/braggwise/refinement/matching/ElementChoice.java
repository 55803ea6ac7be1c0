// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.braggwise.crystal.ChemicalFormula;
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
     * Whether a structure of a composition can be the sample: the same formula up to a factor, none but allowed elements. X-rays hardly see
     * hydrogen, and many files leave it out: a structure without any can be the sample whose formula has some. Deuterium is hydrogen.
     *
     * @param composition atoms of each element in a formula unit, or in any multiple of it
     * @return whether it can be the sample
     */
    default boolean allows(Map<String, Double> composition) {
        if (this instanceof Unknown) {
            return true;
        }
        Map<String, Double> found = hydrogenAsOne(composition);
        if (this instanceof Allowed a) {
            return found.keySet().stream()
                    .allMatch(e -> a.elements().contains(e)
                            || e.equals("H") && a.elements().contains("D"));
        }
        Map<String, Double> known = hydrogenAsOne(((Known) this).amounts());
        if (!found.containsKey("H") && known.size() > 1) {
            known.remove("H");
        }
        if (!known.keySet().equals(found.keySet())) {
            return false;
        }
        double factor = sum(known) / sum(found);
        return found.entrySet().stream()
                .allMatch(e ->
                        Math.abs(e.getValue() * factor - known.get(e.getKey())) < SAME_SHARE * known.get(e.getKey()));
    }

    private static Map<String, Double> hydrogenAsOne(Map<String, Double> amounts) {
        Map<String, Double> m = new LinkedHashMap<>();
        amounts.forEach((e, n) -> m.merge(e.equals("D") ? "H" : e, n, Double::sum));
        return m;
    }

    private static double sum(Map<String, Double> amounts) {
        return amounts.values().stream().mapToDouble(v -> v).sum();
    }

    /**
     * @param formula as {@link ChemicalFormula#parse} reads it
     * @throws IllegalArgumentException where it is none, naming it
     */
    static Known ofFormula(String formula) {
        return new Known(ChemicalFormula.amountsAsWritten(formula));
    }

    /**
     * @param text symbols with anything but letters between them, "Cs Pb Br I", "Cs-Pb-Br", "cs, pb"; or formulas, whose elements count
     * @throws IllegalArgumentException where a word is neither, naming it
     */
    static Allowed ofSymbols(String text) {
        Set<String> symbols = new TreeSet<>();
        for (String word : text.strip().split("[\\s,;/|+\u2013-]+")) {
            if (Elements.find(word).isPresent() || word.isEmpty()) {
                symbols.add(word);
            } else if (word.matches("[a-z]{1,2}")) {
                symbols.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
            } else if (word.matches("[A-Z]{2,}")) {
                // "CO" and "PB" are cobalt and lead to one and carbon or phosphorus with something to another
                throw new IllegalArgumentException("Found \"" + word
                        + "\": expected symbols such as \"Co\" or \"C O\", with small second letters.");
            } else {
                symbols.addAll(ChemicalFormula.parse(word).elements());
            }
        }
        symbols.remove("");
        return new Allowed(symbols);
    }
}
