// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import org.braggwise.refinement.wholepattern.RefinementSettings;

/**
 * How far a {@link PhaseSearch} looks.
 *
 * @param mostPhases phases of a hypothesis at most, 1 or more
 * @param screened candidates that are fitted to what is not explained yet, the best by their lines; twice as
 *     many for the first phase
 * @param tried candidates of these that are refined together with the phases found before; twice
 *     as many for the first phase
 * @param kept hypotheses with the same number of phases that are carried on
 * @param leastWeightFraction phases with less are reported as doubtful
 * @param latticeTolerance how far a candidate's lattice parameters may be from the sample's, as a share
 * @param refinement what the final refinement of each hypothesis refines; of several phases, where it says one displacement shift for all and
 *     the pattern goes far enough (116 deg with copper), one shift for each and free coordinates instead
 */
public record PhaseSearchSettings(
        int mostPhases,
        int screened,
        int tried,
        int kept,
        double leastWeightFraction,
        double latticeTolerance,
        RefinementSettings refinement) {

    /** One phase. */
    public static final PhaseSearchSettings DEFAULT =
            new PhaseSearchSettings(1, 20, 4, 2, 0.01, 0.02, RefinementSettings.DEFAULT);

    /** @throws IllegalArgumentException for numbers outside their ranges */
    public PhaseSearchSettings {
        if (mostPhases < 1 || screened < 1 || tried < 1 || kept < 1) {
            throw new IllegalArgumentException("A search of " + mostPhases + " phases with " + screened
                    + " candidates screened, " + tried + " tried and " + kept + " kept: expected 1 or more of each.");
        }
        if (!(leastWeightFraction >= 0 && leastWeightFraction < 1)
                || !(latticeTolerance > 0 && latticeTolerance <= 0.1)) {
            throw new IllegalArgumentException("The least weight fraction is " + leastWeightFraction
                    + ", the lattice tolerance " + latticeTolerance + ": expected 0 to below 1, and above 0 to 0.1.");
        }
    }

    /** @return the same for more phases */
    public PhaseSearchSettings withMostPhases(int phases) {
        return new PhaseSearchSettings(
                phases, screened, tried, kept, leastWeightFraction, latticeTolerance, refinement);
    }

    /** @return the same with another final refinement */
    public PhaseSearchSettings withRefinement(RefinementSettings settings) {
        return new PhaseSearchSettings(
                mostPhases, screened, tried, kept, leastWeightFraction, latticeTolerance, settings);
    }
}
