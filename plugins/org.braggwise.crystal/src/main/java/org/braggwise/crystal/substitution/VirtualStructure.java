// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;

/**
 * A template with other ions, and where it came from.
 *
 * @param structure the structure; its name is the formula and the template
 * @param templateKey which template
 * @param formula the formula in the order of the roles
 * @param roles the names of the roles
 * @param ions their ions, in the same order
 * @param factors t, mu and tau
 * @param cellScale what the template's cell lengths were multiplied by
 */
public record VirtualStructure(
        CrystalStructure structure,
        String templateKey,
        String formula,
        List<String> roles,
        List<Ion> ions,
        PerovskiteFactors factors,
        double cellScale) {

    /** Lists are copied. */
    public VirtualStructure {
        roles = List.copyOf(roles);
        ions = List.copyOf(ions);
    }

    /**
     * @param role "A", "B", "X" or another role of the template
     * @return the ion of that role; null where the template has no such role
     */
    public Ion ion(String role) {
        int i = roles.indexOf(role);
        return i < 0 ? null : ions.get(i);
    }
}
