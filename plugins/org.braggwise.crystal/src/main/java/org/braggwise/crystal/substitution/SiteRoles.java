// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The roles that a user gives to the elements or sites of a prototype, for prototypes other than ABX3.
 *
 * @param ofTarget element symbols or site labels with their role; a label counts before an element
 */
public record SiteRoles(Map<String, SiteRole> ofTarget) {

    /** @throws IllegalArgumentException where there is no role of kind X or none of another kind */
    public SiteRoles {
        ofTarget = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ofTarget));
        boolean anion = ofTarget.values().stream().anyMatch(r -> r.site() == IonSite.X);
        boolean cation = ofTarget.values().stream().anyMatch(r -> r.site() != IonSite.X);
        if (!anion || !cation) {
            throw new IllegalArgumentException(
                    "Roles " + ofTarget.keySet()
                            + ": expected at least one cation (A or B) and one anion (X), for instance \"A = Cs; B = Ag; B' = Bi; X = Br\".");
        }
    }

    /**
     * @param text roles between semicolons, each a name, = and element symbols or site labels between commas:
     *            {@code A = Cs; B = Ag; B' = Bi; X = Br}
     * @return the roles
     * @throws IllegalArgumentException where the text is not of that form, or an element has two roles
     */
    public static SiteRoles parse(String text) {
        Map<String, SiteRole> roles = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            if (part.isBlank()) {
                continue;
            }
            int eq = part.indexOf('=');
            if (eq < 0) {
                throw new IllegalArgumentException("Site roles, \"" + part.strip()
                        + "\": expected a role, = and elements or site labels, for instance \"A = Cs\".");
            }
            SiteRole role = SiteRole.of(part.substring(0, eq));
            for (String target : part.substring(eq + 1).split(",")) {
                if (target.isBlank()) {
                    throw new IllegalArgumentException("Site roles, \"" + part.strip()
                            + "\": expected an element or a site label after = and between commas.");
                }
                if (roles.put(target.strip(), role) != null) {
                    throw new IllegalArgumentException(
                            "Site roles: " + target.strip() + " has two roles. Give it one.");
                }
            }
        }
        return new SiteRoles(roles);
    }
}
