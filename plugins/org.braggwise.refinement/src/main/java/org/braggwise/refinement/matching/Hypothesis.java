// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Objects;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * A structure that may explain the pattern, refined.
 *
 * @param candidate the name of the candidate that it started from
 * @param route how it was found
 * @param structure the refined structure, in the setting that was refined
 * @param spaceGroup the group of its atoms, in its standard setting: what it says the symmetry is. Within 0.1 angstrom (with noise
 *     0.05), unless the structure
 *     leaves nothing of a pattern without noise, and one that has so much symmetry leaves more: then the group that it has exactly
 * @param pseudoSymmetry the group of its atoms within 0.1 angstrom in that case, which explains less; else empty
 * @param symmetrised the structure in that group
 * @param elementsFitted whether scattering powers were fitted: its elements are then only the nearest to them
 * @param residual R = sqrt(sum of w (y_obs - y_calc)^2 / sum of w y_obs^2), weights 1 / (y + 0.003 of the maximum); 0 for a perfect fit
 * @param parameters how many numbers were refined
 * @param score ln R with a floor plus a cost for each parameter: the less the better
 * @param largestShiftAngstrom how far its atoms went from the candidate's
 * @param calculated the calculated curve on the scale of a pattern of maximum 1; the record keeps the array, which nobody must write to
 */
public record Hypothesis(
        String candidate,
        Route route,
        CrystalStructure structure,
        SpaceGroup spaceGroup,
        Optional<SpaceGroup> pseudoSymmetry,
        CrystalStructure symmetrised,
        boolean elementsFitted,
        double residual,
        int parameters,
        double score,
        double largestShiftAngstrom,
        double[] calculated) {

    /** Without noise, a right structure leaves less (R) when it has converged. */
    public static final double EXPLAINED = 2e-4;

    /** @throws NullPointerException where something is null */
    public Hypothesis {
        Objects.requireNonNull(candidate);
        Objects.requireNonNull(route);
        Objects.requireNonNull(structure);
        Objects.requireNonNull(spaceGroup);
        Objects.requireNonNull(pseudoSymmetry);
        Objects.requireNonNull(symmetrised);
        Objects.requireNonNull(calculated);
    }
}
