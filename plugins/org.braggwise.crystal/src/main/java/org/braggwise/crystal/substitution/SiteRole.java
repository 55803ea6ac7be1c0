// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

/**
 * The part that sites play in a prototype.
 *
 * @param name "A", "B", "X", or with primes where a kind stands on several places: "B'"
 * @param site which ions of the table may hold it
 */
public record SiteRole(String name, IonSite site) {

    /**
     * @param name a name that starts with A, B or X, which says the kind of site
     * @return the role
     * @throws IllegalArgumentException for another name
     */
    public static SiteRole of(String name) {
        String n = name.strip();
        if (!n.matches("[ABX]('{0,3}|[0-9]?)")) {
            throw new IllegalArgumentException("Role \"" + name
                    + "\": expected A, B or X, with primes or a digit where there are several, for instance B'.");
        }
        return new SiteRole(n, IonSite.valueOf(n.substring(0, 1)));
    }
}
