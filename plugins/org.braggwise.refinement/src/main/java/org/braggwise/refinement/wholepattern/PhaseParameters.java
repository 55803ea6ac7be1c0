// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import org.braggwise.refinement.leastsquares.Parameter;

/**
 * Indices of the parameters of a phase; from the texture on they follow each other.
 *
 * @param scale the phase's scale factor
 * @param cell first of the free numbers of the reciprocal metric, relative to their starts
 * @param strain Lorentzian width that goes with tan(theta), in degrees
 * @param size Lorentzian width that goes with 1 / cos(theta), in degrees
 * @param texture March-Dollase r
 * @param overallB added to every B, in square angstrom
 * @param elementB first of those added to the B of one element
 * @param coordinates first of the free coordinates' shifts
 * @param occupancies first of the factors of the sites' occupancies
 */
record PhaseParameters(
        int scale,
        int cell,
        int strain,
        int size,
        int texture,
        int overallB,
        int elementB,
        int coordinates,
        int occupancies) {

    /** Standard deviation of a phase's B about that of tables and other people's refinements, in square angstrom. */
    private static final double PRIOR_B = 0.4;

    /** Of a coordinate about its start, in angstrom: a weak tie holds the origin of polar groups, and what the pattern does not see. */
    private static final double PRIOR_POSITION = 0.3;

    private static final double LARGEST_MOVE = 0.1;

    /**
     * @param name prefix of the names
     * @param phase the phase at its start
     * @param intensities its free coordinates and elements
     * @param latticeTolerance how far lattice parameters may be from the start, as a share of their length
     * @param table where the parameters go
     */
    static PhaseParameters of(
            String name,
            PhaseReflections phase,
            StructureIntensities intensities,
            double latticeTolerance,
            ParameterTable table) {
        int scale = table.add(Parameter.bounded(name + " scale", 0, 0, Double.POSITIVE_INFINITY));
        int cell = table.size();
        double most = 2 * latticeTolerance;
        for (int k = 0; k < phase.metric().size(); k++) {
            table.add(new Parameter(name + " metric " + (k + 1), 0, -most, most, most / 4, 0, most));
        }
        int strain =
                table.add(Parameter.bounded(name + " strain width", 0, 0, 10).withLargestStep(0.3));
        int size = table.add(Parameter.bounded(name + " size width", 0, 0, 10).withLargestStep(0.3));
        int texture = table.add(Parameter.bounded(name + " texture", 1, 0.15, 3).withLargestStep(0.2));
        int overallB = table.add(displacement(name + " B", PRIOR_B));
        int elementB = table.size();
        intensities.elements().forEach(element -> table.add(displacement(name + " B " + element, 2 * PRIOR_B)));
        int coordinates = table.size();
        var sites = phase.structure().sites();
        for (int p = 0; p < intensities.positions().size(); p++) {
            double length =
                    intensities.positions().lengthAngstrom(p, phase.structure().cell());
            String label = sites.get(intensities.positions().siteOf(p)).label();
            table.add(Parameter.free(name + " position " + label + "." + (p + 1), 0)
                    .withLargestStep(LARGEST_MOVE / length)
                    .withPrior(0, PRIOR_POSITION / length));
        }
        int occupancies = table.size();
        for (var site : sites) {
            double full = 1 / Math.max(0.05, Math.min(1, site.occupancy()));
            table.add(Parameter.bounded(name + " occupancy " + site.label(), 1, 0.02, full)
                    .withLargestStep(0.2));
        }
        return new PhaseParameters(scale, cell, strain, size, texture, overallB, elementB, coordinates, occupancies);
    }

    private static Parameter displacement(String name, double prior) {
        return Parameter.bounded(name, 0, -2, 5).withLargestStep(0.5).withPrior(0, prior);
    }
}
