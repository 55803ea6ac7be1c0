// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.List;

/**
 * What came of a refinement. Arrays are not to be written to.
 *
 * @param pattern what was fitted
 * @param phases the phases, in the order in which they were given
 * @param agreement how good the fit is
 * @param calculated y_calc at each point, background included
 * @param background the background at each point
 * @param instrument the shared part of the profile
 * @param zeroShiftDeg refined shift of all angles in degrees
 * @param displacementMm refined displacement of the sample in mm
 * @param values every refined parameter with its uncertainty
 * @param correlations of the values, row by row, as many rows and columns
 * @param iterations linearisations of all stages
 * @param converged whether the last stage converged
 */
public record RefinementResult(
        MeasuredPattern pattern,
        List<RefinedPhase> phases,
        Agreement agreement,
        double[] calculated,
        double[] background,
        InstrumentProfile instrument,
        RefinedValue zeroShiftDeg,
        RefinedValue displacementMm,
        List<RefinedValue> values,
        double[][] correlations,
        int iterations,
        boolean converged) {

    /** @return y_obs - y_calc at each point */
    public double[] difference() {
        double[] difference = pattern.intensities().clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= calculated[i];
        }
        return difference;
    }
}
