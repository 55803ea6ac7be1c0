// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import org.braggwise.diffraction.Radiation;

/** Tells the K-alpha lines of the anodes in use from other wavelengths. */
final class LaboratoryTube {

    private static final double SAME_ANGSTROM = 5e-4;

    private LaboratoryTube() {}

    /** @return whether the strongest line of a radiation is one that {@link Radiation#of} knows */
    static boolean isSourceOf(Radiation radiation) {
        double wavelength = radiation.strongestLine().wavelengthAngstrom();
        return Radiation.names().stream()
                .flatMap(name -> Radiation.of(name).lines().stream())
                .anyMatch(line -> Math.abs(line.wavelengthAngstrom() - wavelength) < SAME_ANGSTROM);
    }
}
