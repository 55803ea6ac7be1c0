// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeciesTest {

    @ParameterizedTest
    @CsvSource({
        "Sr, Sr, 0, Sr",
        "Sr2+, Sr, 2, Sr2+",
        "Sr+2, Sr, 2, Sr2+",
        "F-, F, -1, F1-",
        "O2-, O, -2, O2-",
        "D, D, 0, D"
    })
    void readsTypeSymbols(String text, String element, int charge, String symbol) {
        Species s = Species.ofTypeSymbol(text);
        assertEquals(new Species(element, charge, 1), s);
        assertEquals(symbol, s.typeSymbol());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Qq", "SR2+", "Sr2", "Sr2+2", "2+", "Sr 2+", "Sr2+x"})
    void refusesAnythingElse(String text) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Species.ofTypeSymbol(text))
                .getMessage()
                .contains("\"" + text + "\""));
    }
}
