// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.ChemicalFormula;
import org.junit.jupiter.api.Test;

class ClassChemistryTest {

    private static final ClassChemistry CUBIC =
            ClassChemistry.of(List.of("SrTiO3", "CsPbBr3", "Cs2AgBiBr6", "MAPbI3", "sample 7"));

    @Test
    void stoichiometriesAndTheirElementsAreKept() {
        assertEquals(
                "{1:1:2:6=[Ag, Bi, Br, Cs], 1:1:3=[Br, Cs, O, Pb, Sr, Ti]}",
                CUBIC.elements().toString());
    }

    @Test
    void aFormulaIsKnownByItsStoichiometryAndItsElements() {
        ChemicalFormula known = ChemicalFormula.parse("SrPbO3");
        assertTrue(CUBIC.hasStoichiometry(known));
        assertTrue(CUBIC.hasElements(known));
        ChemicalFormula otherElement = ChemicalFormula.parse("SrZrO3");
        assertTrue(CUBIC.hasStoichiometry(otherElement));
        assertFalse(CUBIC.hasElements(otherElement));
        ChemicalFormula otherStoichiometry = ChemicalFormula.parse("Cs3Sb2I9");
        assertFalse(CUBIC.hasStoichiometry(otherStoichiometry));
        assertFalse(CUBIC.hasElements(otherStoichiometry));
    }

    @Test
    void namesAloneSayNothing() {
        assertFalse(ClassChemistry.of(List.of("compound 1", "MAPbI3")).isKnown());
    }
}
