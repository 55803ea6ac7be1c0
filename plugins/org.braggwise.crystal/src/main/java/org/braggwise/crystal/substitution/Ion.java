// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import org.braggwise.crystal.Elements;
import org.braggwise.crystal.Species;

/**
 * An ion that may hold a kind of site.
 *
 * @param element the symbol
 * @param charge the formal oxidation state: positive on A and B, negative on X
 * @param site the kind of site
 * @param radiusAngstrom the ionic radius on that site; NaN where none is known
 */
public record Ion(String element, int charge, IonSite site, double radiusAngstrom) {

    /** @throws IllegalArgumentException for an unknown element, a charge of the wrong sign, or a radius that is not above 0 and below 4 */
    public Ion {
        Elements.of(element);
        if (site == IonSite.X ? charge >= 0 : charge <= 0) {
            throw new IllegalArgumentException("Ion " + element + " on " + site + " has charge " + charge
                    + ": expected a " + (site == IonSite.X ? "negative" : "positive") + " one.");
        }
        if (!Double.isNaN(radiusAngstrom) && !(radiusAngstrom > 0 && radiusAngstrom < 4)) {
            throw new IllegalArgumentException("Radius of " + element + " on " + site + " is " + radiusAngstrom
                    + ": expected angstroms, above 0 and below 4, or none.");
        }
    }

    /** @return the ion as the only species of a site */
    public Species species() {
        return new Species(element, charge, 1);
    }

    /** @return "Sr2+" */
    @Override
    public String toString() {
        return element + Math.abs(charge) + (charge > 0 ? "+" : "-");
    }
}
