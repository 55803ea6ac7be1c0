// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.List;

/**
 * A charge-neutral choice of ions for a template that passed every filter: all that is needed to build the virtual structure.
 *
 * @param templateKey which template
 * @param ions the ions in the order of the template's roles
 * @param formula the formula in that order, "SrTiO3"
 * @param spaceGroupNumber the number of the template's space group
 * @param factors t, mu and tau
 * @param cellScale what the cell's lengths are multiplied by
 * @param misfit the sum of |ln(new radius / old radius)| over the roles, 1 where a radius is not known: of duplicates the smallest one stays
 */
public record Candidate(
        String templateKey,
        List<Ion> ions,
        String formula,
        int spaceGroupNumber,
        PerovskiteFactors factors,
        double cellScale,
        double misfit) {

    /** Ions are copied. */
    public Candidate {
        ions = List.copyOf(ions);
    }
}
