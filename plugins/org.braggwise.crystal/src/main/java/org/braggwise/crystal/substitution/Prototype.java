// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;

/**
 * A template whose sites have their roles.
 *
 * @param structure the template
 * @param roles the roles, cations before anions in the order A, B, X or the user's
 */
public record Prototype(CrystalStructure structure, List<Role> roles) {

    /**
     * One role and the sites that play it.
     *
     * @param role the role
     * @param sites indices into the template's sites
     * @param count how many of them a formula unit has: 1, 1 and 3 for A, B and X of ABX3
     * @param elements the template's elements on these sites
     * @param charge the oxidation state that the template gives; 0 where it gives none or several
     * @param shortestAngstrom the shortest distance to X, of all sites of the role; NaN for X itself
     * @param coordination the number of X within 1.35 times the shortest distance of a site: of the site that has fewest; 0 for X itself
     */
    public record Role(
            SiteRole role,
            List<Integer> sites,
            int count,
            List<String> elements,
            int charge,
            double shortestAngstrom,
            int coordination) {

        /** Lists are copied. */
        public Role {
            sites = List.copyOf(sites);
            elements = List.copyOf(elements);
        }
    }

    /** Roles are copied. */
    public Prototype {
        roles = List.copyOf(roles);
    }

    /**
     * @param name a role's name
     * @return that role
     * @throws IllegalArgumentException where there is none
     */
    public Role role(String name) {
        return roles.stream()
                .filter(r -> r.role().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No role " + name + ": expected one of "
                        + roles.stream().map(r -> r.role().name()).toList() + "."));
    }
}
