// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

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
                "Si | 1 | [Si]",
                "La2/3Sr1/3MnO3 | 0.333:0.667:1:3 | [La, Mn, O, Sr]",
                "La0,7Sr0,3MnO3 | 0.3:0.7:1:3 | [La, Mn, O, Sr]",
                "Ti.5Zr.5O2 | 0.5:0.5:2 | [O, Ti, Zr]",
                "CsPb(Br0.5I0.5)3 | 1:1:1.5:1.5 | [Br, Cs, I, Pb]",
                "SrTiO\u2083 | 1:1:3 | [O, Sr, Ti]",
                "La\u00bdSr\u00bdMnO\u2083 | 0.5:0.5:1:3 | [La, Mn, O, Sr]",
                "La_{0.7}Sr_{0.3}MnO_3 | 0.3:0.7:1:3 | [La, Mn, O, Sr]",
                "Ca<sub>3</sub>(PO<sub>4</sub>)<sub>2</sub> | 2:3:8 | [Ca, O, P]",
                "K4{Fe(CN)6} | 1:4:6:6 | [C, Fe, K, N]"
            })
    void formulasAreRead(String text, String stoichiometry, String elements) {
        ChemicalFormula formula = ChemicalFormula.parse(text);
        assertEquals(stoichiometry, formula.stoichiometry());
        assertEquals(elements, formula.elements().toString());
    }

    /** Water of crystallisation: what the full stop means is told by the chemistry, molar masses in g/mol are of the CRC Handbook. */
    @ParameterizedTest
    @CsvSource({
        "CuSO4.5H2O, 249.685",
        "CuSO4\u00b75H2O, 249.685",
        "CuSO4*5H2O, 249.685",
        "CaSO4 . 2 H2O, 172.171",
        "CaSO4.2(H2O), 172.171",
        "CaSO4.0.5H2O, 145.148",
        "CaSO4.1/2H2O, 145.148",
        "Na2CO3.10H2O, 286.142",
        "MgCl2.6H2O, 203.302",
        "FeSO4.H2O, 169.923",
        "KAl(SO4)2.12H2O, 474.388",
        "3CaO.SiO2, 228.317",
        "Na0.5CoO2, 102.427"
    })
    void waterIsNoDecimal(String text, double gramsPerMole) {
        double mass = 0;
        for (Map.Entry<String, Double> e : ChemicalFormula.parse(text).amounts().entrySet()) {
            mass += e.getValue() * Elements.of(e.getKey()).mass();
        }
        assertEquals(gramsPerMole, mass, 0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "La(1-x)SrxMnO3, write a number",
        "YBa2Cu3O7-d, write a number",
        "La1-xSrxMnO3, write a number",
        "Li1.2Mn0.6O2.H2O, decimal point",
        "Al2O3.2SiO2.2H2O, decimal point",
        "MAPbI3, MA as CH3NH3",
        "Qz, no element"
    })
    void refusalSaysWhy(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> ChemicalFormula.parse(text))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void amountsAddUp() {
        assertEquals(6, ChemicalFormula.parse("CH3NH3PbI3").amounts().get("H"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "MAPbI3",
                "(Cs,MA)PbI3",
                "CsPbI0",
                "Cs(PbI3",
                "CsPb)I3",
                "2CsI",
                "cspbi3",
                "Row0",
                "Fe2O3;",
                "Fe2O3;SiO2",
                "O0/0",
                "CsPbI3.",
                "\u00b7H2O"
            })
    void whatIsNoFormulaIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ChemicalFormula.parse(text));
    }
}
