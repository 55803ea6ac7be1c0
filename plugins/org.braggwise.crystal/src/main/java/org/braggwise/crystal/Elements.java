// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The elements H to Lr, and D, from elements.tsv beside this class, which says where its numbers are from. */
public final class Elements {

    private static final Map<String, Element> BY_SYMBOL = new HashMap<>();
    private static final Element[] BY_NUMBER = new Element[104];

    static {
        try (var in = new BufferedReader(
                new InputStreamReader(Elements.class.getResourceAsStream("elements.tsv"), StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] f = line.split("\t");
                Element e = new Element(
                        f[0],
                        Integer.parseInt(f[1]),
                        Double.parseDouble(f[2]),
                        f[3].equals("-") ? Double.NaN : Double.parseDouble(f[3]));
                BY_SYMBOL.put(e.symbol(), e);
                BY_NUMBER[e.atomicNumber()] = e;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The order of symbols in a formula: by electronegativity, those that have none last, then by atomic number. */
    public static final Comparator<String> FORMULA_ORDER = Comparator.comparingDouble(
                    (String s) -> Double.isNaN(of(s).electronegativity()) ? 99 : of(s).electronegativity())
            .thenComparingInt(s -> of(s).atomicNumber())
            .thenComparing(Comparator.naturalOrder());

    private Elements() {}

    /**
     * @param symbol an element's symbol, first letter upper case: "Sr"
     * @return the element
     * @throws IllegalArgumentException where there is no such element
     */
    public static Element of(String symbol) {
        return find(symbol)
                .orElseThrow(() -> new IllegalArgumentException("Element \"" + symbol
                        + "\" is not known: expected a symbol from H to Lr, or D, such as \"Sr\"."));
    }

    /** @return the element of that symbol (case counts), empty where there is none */
    public static Optional<Element> find(String symbol) {
        return Optional.ofNullable(symbol == null ? null : BY_SYMBOL.get(symbol));
    }

    /**
     * @param atomicNumber 1 (hydrogen) to 103
     * @return the element
     * @throws IllegalArgumentException outside 1 to 103
     */
    public static Element ofNumber(int atomicNumber) {
        if (atomicNumber < 1 || atomicNumber > 103) {
            throw new IllegalArgumentException("Atomic number " + atomicNumber + ": expected 1 to 103.");
        }
        return BY_NUMBER[atomicNumber];
    }
}
