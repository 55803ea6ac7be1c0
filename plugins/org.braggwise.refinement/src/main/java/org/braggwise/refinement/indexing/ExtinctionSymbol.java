// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.List;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * Space groups, each in a setting on the axes of the cell, that forbid the same reflections: what a powder pattern can tell of a space group
 * (International Tables A (2016), section 1.6.4).
 *
 * @param symbol the centring and, for each symmetry direction, glide plane or screw axis that conditions show, "-" for none: "P n - a"
 * @param spaceGroups the groups by number
 */
public record ExtinctionSymbol(String symbol, List<SpaceGroup> spaceGroups) {

    /** Keeps a copy. */
    public ExtinctionSymbol {
        spaceGroups = List.copyOf(spaceGroups);
    }

    /** @return whether the conditions forbid a reflection */
    public boolean absent(int h, int k, int l) {
        return spaceGroups.get(0).absent(h, k, l);
    }

    /**
     * Whether a powder line is forbidden: with a reflection, those at the same angle because the lattice is more symmetric than the group. The
     * holohedry adds exchanged h and k and the opposite l to what the groups' own Laue classes make equivalent (m-3, 4/m, -3, 6/m).
     */
    boolean forbidsLine(int h, int k, int l) {
        boolean exchanges = spaceGroups.get(0).crystalSystem().compareTo(CrystalSystem.ORTHORHOMBIC) > 0;
        return absent(h, k, l) && (!exchanges || absent(k, h, l) && absent(h, k, -l) && absent(k, h, -l));
    }

    /** @return the numbers of the space groups, each once, ascending */
    public List<Integer> numbers() {
        return spaceGroups.stream().map(SpaceGroup::number).distinct().sorted().toList();
    }
}
