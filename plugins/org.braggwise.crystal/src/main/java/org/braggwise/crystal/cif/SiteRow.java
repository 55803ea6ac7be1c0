// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.List;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Species;

/**
 * One row of the list of sites.
 *
 * @param label the label, or the type symbol where there is none
 * @param species what is on the site: one as a rule
 * @param x the fractional coordinates
 * @param displacement null where none is given
 * @param multiplicity what the file says that it is, NaN where it does not
 * @param assembly which places are disordered together, "" where none is named
 * @param group which of the assembly's alternatives this is, "" for none; negative where symmetry images are the alternatives
 * @param occupancyGiven whether the row says how much of the site is occupied
 * @param line where the row starts
 */
record SiteRow(
        String label,
        List<Species> species,
        double[] x,
        Displacement displacement,
        double multiplicity,
        String assembly,
        String group,
        boolean occupancyGiven,
        int line) {

    double occupancy() {
        double sum = 0;
        for (Species s : species) {
            sum += s.occupancy();
        }
        return sum;
    }

    SiteRow withDisplacement(Displacement other) {
        return new SiteRow(label, species, x, other, multiplicity, assembly, group, occupancyGiven, line);
    }

    /** @return whether the atoms of both rows are never there at the same time */
    boolean excludes(SiteRow other) {
        return assembly.equals(other.assembly)
                && !group.isEmpty()
                && !other.group.isEmpty()
                && !group.equals(other.group);
    }

    /** @return whether an atom and its image are never there at the same time */
    boolean excludesItsImages() {
        return group.startsWith("-");
    }

    /** @return whether all rows are of hydrogen or deuterium */
    boolean hydrogen() {
        return species.stream()
                .allMatch(s -> s.element().equals("H") || s.element().equals("D"));
    }
}
