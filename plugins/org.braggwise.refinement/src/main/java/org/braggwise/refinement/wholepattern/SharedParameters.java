// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import org.braggwise.refinement.leastsquares.Parameter;

/**
 * Indices of the parameters that all phases share.
 *
 * @param zero shift of all angles in degrees
 * @param displacement of the sample in mm
 * @param u Caglioti U in square degrees
 * @param v Caglioti V in square degrees
 * @param w Caglioti W in square degrees
 * @param asymmetry axial divergence S / L = H / L
 * @param commonB added to every B, in square angstrom
 */
record SharedParameters(int zero, int displacement, int u, int v, int w, int asymmetry, int commonB) {

    /** No shift of angles is larger than this, in degrees. */
    private static final double LARGEST_SHIFT = 0.5;

    /**
     * @param table where they go
     * @param degreesPerMm by which a displacement of 1 mm shifts lines at low angles
     */
    static SharedParameters of(ParameterTable table, double degreesPerMm) {
        double most = LARGEST_SHIFT / degreesPerMm;
        int zero = table.add(Parameter.bounded("zero shift", 0, -LARGEST_SHIFT, LARGEST_SHIFT)
                .withLargestStep(0.1)
                .withPrior(0, 0.1));
        int displacement = table.add(Parameter.bounded("displacement", 0, -most, most)
                .withLargestStep(0.2 * most)
                .withPrior(0, 0.2 * most));
        int u = table.add(Parameter.bounded("U", 0, -0.5, 2).withLargestStep(0.05));
        int v = table.add(Parameter.bounded("V", 0, -1, 0.5).withLargestStep(0.05));
        int w = table.add(Parameter.bounded("W", 0.01, 0, 4).withLargestStep(0.5));
        int asymmetry = table.add(Parameter.bounded("asymmetry", 0, 0, 0.12).withLargestStep(0.02));
        int commonB = table.add(
                Parameter.bounded("common B", 0, -3, 5).withLargestStep(0.5).withPrior(0, 1));
        return new SharedParameters(zero, displacement, u, v, w, asymmetry, commonB);
    }
}
