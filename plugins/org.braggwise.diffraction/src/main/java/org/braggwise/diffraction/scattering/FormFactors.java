// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

import java.util.Optional;

/** A table of scattering factors. Tables differ in their formula: coefficients of one must never go into that of another. */
public interface FormFactors {

    /** @return what to call the table in notes and provenance: "Waasmaier & Kirfel 1995" */
    String name();

    /**
     * @param element a symbol of {@link org.braggwise.crystal.Elements}; "D" scatters as "H"
     * @param charge the formal charge, 0 for the neutral atom
     * @return the factor, empty where the table has none for exactly this ion
     */
    Optional<FormFactor> find(String element, int charge);
}
