// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of atom on a site.
 *
 * @param element a symbol of {@link Elements}, "D" for deuterium
 * @param charge the formal charge in units of e, 0 where none is known
 * @param occupancy the share of the site's positions that it holds, 0 to 1 (a rounding error above 1 is let pass)
 */
public record Species(String element, int charge, double occupancy) {

    /** @throws IllegalArgumentException for an unknown element, or an occupancy that is not from 0 to 1.01 */
    public Species {
        Elements.of(element);
        if (!(occupancy >= 0 && occupancy <= 1.01)) {
            throw new IllegalArgumentException("Occupancy of " + element + " is " + occupancy + ": expected 0 to 1.");
        }
    }

    private static final Pattern TYPE_SYMBOL = Pattern.compile("([A-Z][a-z]?)(?:([1-9])?([+-])([1-9])?)?");

    /**
     * @param text an element's symbol with or without a charge: "Sr", "Sr2+", "Sr+2", "F-"
     * @return the species, alone on its site
     * @throws IllegalArgumentException for anything else
     */
    public static Species ofTypeSymbol(String text) {
        Matcher m = TYPE_SYMBOL.matcher(text);
        if (!m.matches()
                || m.group(2) != null && m.group(4) != null
                || Elements.find(m.group(1)).isEmpty()) {
            throw new IllegalArgumentException(
                    "Found \"" + text + "\": expected an element with or without a charge, such as Sr or Sr2+.");
        }
        String number = m.group(2) != null ? m.group(2) : m.group(4) != null ? m.group(4) : "1";
        return new Species(
                m.group(1),
                m.group(3) == null ? 0 : m.group(3).equals("+") ? Integer.parseInt(number) : -Integer.parseInt(number),
                1);
    }

    /** @return the symbol and the charge as in CIF: "Sr2+", "O2-", "Ar" */
    public String typeSymbol() {
        return charge == 0 ? element : element + Math.abs(charge) + (charge > 0 ? "+" : "-");
    }

    /** @return the same species with another occupancy */
    public Species withOccupancy(double value) {
        return new Species(element, charge, value);
    }
}
