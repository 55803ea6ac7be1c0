// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChemicalFormulaTest {

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CsPbI3 | 1:1:3 | [Cs, I, Pb]",
                "Cs2Pb2I6 | 1:1:3 | [Cs, I, Pb]",
                " Sr Ti O3 | 1:1:3 | [O, Sr, Ti]",
                "Cs2AgBiBr6 | 1:1:2:6 | [Ag, Bi, Br, Cs]",
                "Cs3Sb2I9 | 2:3:9 | [Cs, I, Sb]",
                "(CH3NH3)PbI3 | 1:1:1:3:6 | [C, H, I, N, Pb]",
                "CH(NH2)2PbI3 | 1:1:2:3:5 | [C, H, I, N, Pb]",
                "La0.785Ca0.215MnO3 | 0.215:0.785:1:3 | [Ca, La, Mn, O]",
                "K4[Fe(CN)6] | 1:4:6:6 | [C, Fe, K, N]",
                "Si | 1 | [Si]"
            })
    void formulasAreRead(String text, String stoichiometry, String elements) {
        ChemicalFormula formula = ChemicalFormula.parse(text);
        assertEquals(stoichiometry, formula.stoichiometry());
        assertEquals(elements, formula.elements().toString());
    }

    @Test
    void amountsAddUp() {
        assertEquals(6, ChemicalFormula.parse("CH3NH3PbI3").amounts().get("H"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "MAPbI3", "(Cs,MA)PbI3", "CsPbI0", "Cs(PbI3", "CsPb)I3", "2CsI", "cspbi3", "Row0"})
    void whatIsNoFormulaIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ChemicalFormula.parse(text));
    }
}
