// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.List;

import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * An extinction symbol with what the intensities say of it.
 *
 * @param symbol the symbol and its space groups
 * @param probability its share among all symbols of the lattice, 0 to 1, each type of space group as likely as another before
 * @param logEvidence the logarithm of the likelihood of the intensities over that of the symbol without any condition, in nats
 */
public record RankedSymbol(ExtinctionSymbol symbol, double probability, double logEvidence) {

    /** @return the space groups that the symbol leaves, each in its setting on the axes of the cell */
    public List<SpaceGroup> spaceGroups() {
        return symbol.spaceGroups();
    }
}
