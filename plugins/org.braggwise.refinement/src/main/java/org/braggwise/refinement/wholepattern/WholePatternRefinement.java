// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.List;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;

/**
 * Refines phases against a measured pattern, with a sequence of stages that needs no hand on it:
 * <ol>
 * <li>background by peak clipping, the lines' width from the strongest lines;
 * <li>cells against the pattern blurred by what 2, then 0.7 and 0.25 per cent of a spacing are, so that cells which are off are caught;
 * <li>scales and background; cells, shift and width W; widths by domain size; U, V and widths by strain;
 * <li>the preferred direction among simple ones, where it makes the fit clearly better;
 * <li>displacement parameters and axial divergence; coordinates, occupancies; all of it together to the end.
 * </ol>
 * A phase with less than some per cent of the intensity keeps the widths of the others. Results do not depend on the number of threads.
 */
public final class WholePatternRefinement {

    private WholePatternRefinement() {}

    /** Refines without a way to cancel. */
    public static RefinementResult refine(
            MeasuredPattern pattern, List<CrystalStructure> structures, RefinementSettings settings) {
        return refine(pattern, structures, settings, () -> false);
    }

    /**
     * @param pattern what was measured
     * @param structures the phases, at least one; Le Bail's method takes cells and space groups of them
     * @param settings what is refined
     * @param cancelled asked before each evaluation of the model
     * @return the refined phases and the curves
     * @throws java.util.concurrent.CancellationException where that is asked for
     * @throws IllegalArgumentException where there is no phase, or one has no reflection in the pattern, or too many
     */
    public static RefinementResult refine(
            MeasuredPattern pattern,
            List<CrystalStructure> structures,
            RefinementSettings settings,
            BooleanSupplier cancelled) {
        return refine(pattern, StartingProfile.of(pattern), structures, settings, cancelled);
    }

    /**
     * Refines as {@link #refine(MeasuredPattern, List, RefinementSettings, BooleanSupplier)} does, with a first look at the pattern that was had
     * before.
     */
    public static RefinementResult refine(
            MeasuredPattern pattern,
            StartingProfile start,
            List<CrystalStructure> structures,
            RefinementSettings settings,
            BooleanSupplier cancelled) {
        if (structures.isEmpty()) {
            throw new IllegalArgumentException("There is no phase to refine: expected at least one structure.");
        }
        RefinementRun run = new RefinementRun(pattern, structures, settings, start, cancelled);
        run.stages();
        return run.result();
    }
}
