// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.util.List;

/**
 * A site of the asymmetric unit.
 *
 * @param label its name in the file, unique within a structure as a rule
 * @param species what occupies it: more than one where it is mixed
 * @param x fractional coordinate
 * @param y fractional coordinate
 * @param z fractional coordinate
 * @param displacement its displacement parameter, null where none is given
 */
public record Site(String label, List<Species> species, double x, double y, double z, Displacement displacement) {

    /** @throws IllegalArgumentException for coordinates that are not finite, no species, or occupancies that add up to more than 1.02 */
    public Site {
        species = List.copyOf(species);
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
            throw new IllegalArgumentException("Site " + label + " is at (" + x + ", " + y + ", " + z
                    + "): expected finite fractional coordinates.");
        }
        if (species.isEmpty()) {
            throw new IllegalArgumentException("Site " + label + " has no species: expected at least one.");
        }
        double sum = 0;
        for (Species s : species) {
            sum += s.occupancy();
        }
        if (sum > 1.02) {
            throw new IllegalArgumentException(
                    "Occupancies of site " + label + " add up to " + sum + ": expected at most 1.");
        }
    }

    /** A site that one neutral element fills, without displacement parameter. */
    public static Site of(String label, String element, double x, double y, double z) {
        return new Site(label, List.of(new Species(element, 0, 1)), x, y, z, null);
    }

    /** @return the sum of the occupancies */
    public double occupancy() {
        double sum = 0;
        for (Species s : species) {
            sum += s.occupancy();
        }
        return sum;
    }

    /** @return whether the site is shared by several elements or is partly empty (by more than 0.001) */
    public boolean disordered() {
        return species.stream().map(Species::element).distinct().count() > 1 || Math.abs(occupancy() - 1) > 1e-3;
    }

    /** @return the same site elsewhere */
    public Site at(double newX, double newY, double newZ) {
        return new Site(label, species, newX, newY, newZ, displacement);
    }

    /** @return the same site with other species */
    public Site withSpecies(List<Species> newSpecies) {
        return new Site(label, newSpecies, x, y, z, displacement);
    }

    /** @return the same site with another displacement parameter, null for none */
    public Site withDisplacement(Displacement newDisplacement) {
        return new Site(label, species, x, y, z, newDisplacement);
    }
}
