// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.braggwise.crystal.ChemicalFormula;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.ClassChemistry;
import org.braggwise.learning.model.ClassKnowledge;

/** Strikes out classes that a sample of known composition can't be of, as far as the model's training structures tell. */
public final class ClassRestriction {

    /** What of a formula counts. */
    public enum By {
        /** The amounts: "1:1:3". */
        STOICHIOMETRY,
        /** The amounts, and that each element occurs among the class's training structures of these. */
        STOICHIOMETRY_AND_ELEMENTS
    }

    private ClassRestriction() {}

    /**
     * @param model one that knows the chemistry of its classes
     * @return by class, whether the formula may be of it, which it may be of one of which nothing is known; null where no class is of its kind: nothing is struck out then
     */
    public static boolean[] allowed(BVggNetModel model, ChemicalFormula formula, By by) {
        List<ClassKnowledge> knowledge = model.knowledge();
        boolean[] allowed = new boolean[knowledge.size()];
        boolean any = false;
        for (int c = 0; c < allowed.length; c++) {
            ClassChemistry chemistry = knowledge.get(c).chemistry();
            boolean fits =
                    by == By.STOICHIOMETRY ? chemistry.hasStoichiometry(formula) : chemistry.hasElements(formula);
            allowed[c] = fits || !chemistry.isKnown();
            any |= fits;
        }
        return any ? allowed : null;
    }

    /** @return whether the model knows what its classes' training structures are made of */
    public static boolean isPossible(BVggNetModel model) {
        return model.knowledge().stream().anyMatch(k -> k.chemistry().isKnown());
    }

    /** @return samples x classes with the classes that are not allowed at minus infinity: no sample gives them any probability */
    static float[] masked(float[] logits, boolean[] allowed) {
        float[] masked = logits.clone();
        for (int i = 0; i < masked.length; i++) {
            if (!allowed[i % allowed.length]) {
                masked[i] = Float.NEGATIVE_INFINITY;
            }
        }
        return masked;
    }

    /** @return the conforming classes that are allowed, after the best one: where the true class is allowed, the set keeps its coverage */
    static int[] within(int[] conforming, boolean[] allowed, int best) {
        return IntStream.concat(IntStream.of(best), Arrays.stream(conforming).filter(c -> allowed[c] && c != best))
                .toArray();
    }
}
