// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.List;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;

/**
 * A phase after a refinement.
 *
 * @param structure the refined structure; its name is that of the candidate
 * @param cell a, b, c in angstrom, alpha, beta, gamma in degrees, with uncertainties
 * @param scale the phase's scale factor
 * @param weightFraction share of the crystalline mass, 0 to 1: S Z M V over the sum of all phases (Hill and Howard 1987, J. Appl. Cryst. 20,
 *     467, doi:10.1107/S0021889887086199); NaN after Le Bail's method
 * @param sizeWidthDeg FWHM by domain size at theta = 0 in degrees: the coefficient of 1 / cos(theta)
 * @param domainSizeNm K lambda / width with K = 0.9, the instrument's own Lorentzian width not taken off; infinite without broadening
 * @param strainWidthDeg the coefficient of tan(theta), in degrees
 * @param texture preferred orientation, empty for none
 * @param overallB what was added to every B, in square angstrom
 * @param rBragg sum |I_obs - I_calc| over sum I_obs
 * @param reflections those within the pattern, by two-theta
 */
public record RefinedPhase(
        CrystalStructure structure,
        List<RefinedValue> cell,
        RefinedValue scale,
        RefinedValue weightFraction,
        RefinedValue sizeWidthDeg,
        double domainSizeNm,
        RefinedValue strainWidthDeg,
        Optional<Texture> texture,
        RefinedValue overallB,
        double rBragg,
        List<RefinedReflection> reflections) {}
