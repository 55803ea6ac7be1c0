// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementChoiceTest {

    /** Gypsum has four formulas in its cell (I2/a), whether a file has its hydrogen atoms or not. */
    private static final Map<String, Double> GYPSUM = Map.of("Ca", 4.0, "S", 4.0, "O", 24.0, "H", 16.0);

    private static final Map<String, Double> GYPSUM_WITHOUT_HYDROGEN = Map.of("Ca", 4.0, "S", 4.0, "O", 24.0);
    private static final Map<String, Double> ANHYDRITE = Map.of("Ca", 4.0, "S", 4.0, "O", 16.0);

    @ParameterizedTest
    @CsvSource({
        "CaSO4.2H2O, true, true, false",
        "Ca(SO4)(H2O)2, true, true, false",
        "CaSO4.2D2O, true, true, false",
        "CaSO4, false, false, true",
        "CaSO6, false, true, false",
        "Ca SO4.5H2O, false, false, false"
    })
    void formulaAllowsItsPhase(String formula, boolean gypsum, boolean withoutHydrogen, boolean anhydrite) {
        ElementChoice choice = ElementChoice.ofFormula(formula);
        assertEquals(gypsum, choice.allows(GYPSUM));
        assertEquals(withoutHydrogen, choice.allows(GYPSUM_WITHOUT_HYDROGEN));
        assertEquals(anhydrite, choice.allows(ANHYDRITE));
    }

    /** Ties between elements are broken by their order, and answers were stored by that of the formula. */
    @Test
    void formulaKeepsItsOrder() {
        assertEquals(
                "[Sr, Ti, O]",
                new ArrayList<>(ElementChoice.ofFormula("SrTiO3").amounts().keySet()).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Cs Pb Br", "Cs, Pb; Br", "Cs-Pb-Br", "cs pb br", " CsPbBr3 ", "Cs PbBr2", "Cs\u2013Pb\u2013Br"})
    void symbolsAreReadAsPeopleWriteThem(String text) {
        assertEquals(Set.of("Br", "Cs", "Pb"), ElementChoice.ofSymbols(text).elements());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "CO", "CS PB BR", "Xx", "xx", "Cs & Pb", "caesium"})
    void whatIsNoSymbolIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ElementChoice.ofSymbols(text));
    }

    @Test
    void deuteriumIsHydrogen() {
        assertEquals(true, ElementChoice.ofSymbols("H O").allows(Map.of("D", 8.0, "O", 4.0)));
        assertEquals(true, ElementChoice.ofSymbols("D O").allows(Map.of("D", 8.0, "O", 4.0)));
        assertEquals(false, ElementChoice.ofSymbols("O").allows(Map.of("D", 8.0, "O", 4.0)));
    }
}
