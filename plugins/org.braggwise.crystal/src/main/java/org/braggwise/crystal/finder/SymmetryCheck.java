// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.finder;

import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * The symmetry that a structure claims beside that of its atoms. A file may claim less than its atoms have, P 1 most often, and a class
 * would be learnt that the structure does not have.
 *
 * @param structure as it was read
 * @param atoms what was found from the atoms; empty where their symmetry can't be determined
 * @param problem why it can't, "" where it can
 */
public record SymmetryCheck(CrystalStructure structure, Optional<SpaceGroupFinder.Result> atoms, String problem) {

    /**
     * @param symprecAngstrom see {@link SpaceGroupFinder#find}
     * @return the check; a structure whose symmetry can't be determined is a structure all the same
     */
    public static SymmetryCheck of(CrystalStructure structure, double symprecAngstrom) {
        try {
            return new SymmetryCheck(structure, Optional.of(SpaceGroupFinder.find(structure, symprecAngstrom)), "");
        } catch (IllegalArgumentException e) {
            return new SymmetryCheck(structure, Optional.empty(), e.getMessage());
        }
    }

    /** @return the space group that is claimed */
    public SpaceGroup claimed() {
        return structure.spaceGroup();
    }

    /** @return that of the atoms, where it was found */
    public Optional<SpaceGroup> found() {
        return atoms.map(SpaceGroupFinder.Result::spaceGroup);
    }

    /** @return whether the atoms have another type of space group than is claimed */
    public boolean differs() {
        return found().filter(g -> g.number() != claimed().number()).isPresent();
    }

    /** @return the structure with the symmetry of its atoms: in their standard setting where it differs from the claim, else as it is */
    public CrystalStructure asTheAtomsHave() {
        return differs() ? atoms.orElseThrow().standardised().withName(structure.name()) : structure;
    }
}
