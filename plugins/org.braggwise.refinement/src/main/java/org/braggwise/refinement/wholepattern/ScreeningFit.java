// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.List;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;

/**
 * A quick fit of one phase's scale and cell to blurred copies of a pattern, each sharper than the one before: the first step of a refinement,
 * for sorting out candidates.
 *
 * @param structure the phase in its fitted cell
 * @param misfit weighted sum of squares with the phase over that without it, in the last blurred pattern; 1 where the phase explains nothing
 */
public record ScreeningFit(CrystalStructure structure, double misfit) {

    /**
     * @param pattern what is to be explained
     * @param start its background, all 0 where there is none, and the width of its lines
     * @param structure the phase
     * @param settings background, shift and tolerance count
     * @param cancelled asked before each evaluation of the model
     * @return the fit
     * @throws java.util.concurrent.CancellationException where that is asked for
     * @throws IllegalArgumentException where the phase has no reflection in the pattern, or too many
     */
    public static ScreeningFit of(
            MeasuredPattern pattern,
            StartingProfile start,
            CrystalStructure structure,
            RefinementSettings settings,
            BooleanSupplier cancelled) {
        return new RefinementRun(pattern, List.of(structure), settings, start, cancelled).screeningFit();
    }
}
