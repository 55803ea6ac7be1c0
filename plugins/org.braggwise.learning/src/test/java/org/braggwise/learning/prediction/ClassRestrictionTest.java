// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.braggwise.crystal.ChemicalFormula;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.ClassChemistry;
import org.braggwise.learning.model.ClassKnowledge;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.Deterministic;
import org.junit.jupiter.api.Test;

class ClassRestrictionTest {

    private static final NetworkSpec SPEC = new NetworkSpec(40, new int[][] {{3}}, 6, 3, 0, 0);
    private static final BVggNetModel UNKNOWING = new BVggNetModel(
            List.of(new Member(
                    NetworkWeights.initialise(SPEC, 1), new Deterministic(), new TrainingHistory(List.of(), 0))),
            List.of("221", "225", "194"),
            new ModelInput(PatternSpace.of(10, 80, 40, 1.54184, "Cu Ka", "MAX_1"), IntensityScale.LINEAR),
            Calibration.NONE,
            Map.of());
    private static final BVggNetModel MODEL =
            UNKNOWING.withKnowledge(List.of(of("CsPbBr3", "SrTiO3"), of("Cs2AgBiBr6"), of("Cs3Sb2I9", "BaTiO3")));

    private static ClassKnowledge of(String... compounds) {
        return new ClassKnowledge(1, 1, 0, 0, ClassChemistry.of(List.of(compounds)));
    }

    private static boolean[] allowed(String formula, ClassRestriction.By by) {
        return ClassRestriction.allowed(MODEL, ChemicalFormula.parse(formula), by);
    }

    @Test
    void classesOfOtherStoichiometriesAreStruckOut() {
        assertArrayEquals(new boolean[] {true, false, true}, allowed("CaTiO3", ClassRestriction.By.STOICHIOMETRY));
        assertArrayEquals(new boolean[] {false, true, false}, allowed("Cs2NaInCl6", ClassRestriction.By.STOICHIOMETRY));
    }

    @Test
    void elementsThatAClassHasNeverHadStrikeItOut() {
        assertArrayEquals(
                new boolean[] {true, false, false}, allowed("SrTiO3", ClassRestriction.By.STOICHIOMETRY_AND_ELEMENTS));
    }

    /** Of names and missing formulas nothing is known, which speaks against no compound. */
    @Test
    void classesOfWhichNothingIsKnownStay() {
        BVggNetModel partly = UNKNOWING.withKnowledge(List.of(of("CsPbBr3"), of("Cs2AgBiBr6"), of("calcite")));
        assertArrayEquals(
                new boolean[] {true, false, true},
                ClassRestriction.allowed(partly, ChemicalFormula.parse("CaCO3"), ClassRestriction.By.STOICHIOMETRY));
    }

    @Test
    void whatNoClassIsOfStrikesNothingOut() {
        assertNull(allowed("TiO2", ClassRestriction.By.STOICHIOMETRY));
        assertNull(allowed("CaZrO3", ClassRestriction.By.STOICHIOMETRY_AND_ELEMENTS));
        assertTrue(ClassRestriction.isPossible(MODEL));
        assertFalse(ClassRestriction.isPossible(UNKNOWING));
        assertEquals(0, UNKNOWING.knowledge().size());
    }
}
