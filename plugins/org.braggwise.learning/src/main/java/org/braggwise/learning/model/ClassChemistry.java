// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.braggwise.crystal.ChemicalFormula;

/**
 * What a class's training structures are made of: by stoichiometry ("1:1:3"), the elements that occur. Whoever knows the formula of a sample
 * can strike out the classes that no compound of its kind has been seen in.
 *
 * @param elements by {@link ChemicalFormula#stoichiometry()}; empty where no training row had a formula
 */
public record ClassChemistry(SortedMap<String, SortedSet<String>> elements) {

    /** Of which nothing is known. */
    public static final ClassChemistry UNKNOWN = new ClassChemistry(new TreeMap<>());

    /** Copies what it is given. */
    public ClassChemistry {
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        elements.forEach((s, e) -> copy.put(s, Collections.unmodifiableSortedSet(new TreeSet<>(e))));
        elements = Collections.unmodifiableSortedMap(copy);
    }

    /** @param compounds of the class's training rows; names that are no formulas are passed over */
    public static ClassChemistry of(Collection<String> compounds) {
        SortedMap<String, SortedSet<String>> elements = new TreeMap<>();
        for (String compound : new TreeSet<>(compounds)) {
            try {
                ChemicalFormula formula = ChemicalFormula.parse(compound);
                elements.computeIfAbsent(formula.stoichiometry(), s -> new TreeSet<>())
                        .addAll(formula.elements());
            } catch (IllegalArgumentException e) {
                continue; // a name: it says nothing of the composition
            }
        }
        return new ClassChemistry(elements);
    }

    /** @return whether anything is known of the class */
    public boolean isKnown() {
        return !elements.isEmpty();
    }

    /** @return whether a training structure of the class has the formula's stoichiometry */
    public boolean hasStoichiometry(ChemicalFormula formula) {
        return elements.containsKey(formula.stoichiometry());
    }

    /** @return whether, besides, each of the formula's elements occurs among those structures */
    public boolean hasElements(ChemicalFormula formula) {
        SortedSet<String> known = elements.get(formula.stoichiometry());
        return known != null && known.containsAll(formula.elements());
    }
}
