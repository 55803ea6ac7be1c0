// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

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

	/** @return the symbol and the charge as in CIF: "Sr2+", "O2-", "Ar" */
	public String typeSymbol() {
		return charge == 0 ? element : element + Math.abs(charge) + (charge > 0 ? "+" : "-");
	}

	/** @return the same species with another occupancy */
	public Species withOccupancy(final double value) {
		return new Species(element, charge, value);
	}
}
