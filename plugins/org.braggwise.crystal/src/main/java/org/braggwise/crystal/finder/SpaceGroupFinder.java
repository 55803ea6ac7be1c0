// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.finder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.IntMatrix;
import org.braggwise.crystal.symmetry.LatticeSymmetry;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.TypeSearch;

/**
 * Determines the space group of a structure from its atoms, whatever group it claims, within a tolerance. The steps are those of
 * A. Togo, K. Shinohara and I. Tanaka (2024), Sci. Technol. Adv. Mater. Methods 4, 2384822, doi:10.1080/27660400.2024.2384822 (spglib):
 * the primitive cell, the symmetry of its lattice, the operations that bring every atom within the tolerance of an atom of its kind, and
 * the type of their group. Where what is found within the tolerance is no group, the tolerance is made smaller by a twentieth until it is.
 */
public final class SpaceGroupFinder {

    /** Usual tolerance in angstrom for a refined or relaxed structure. */
    public static final double DEFAULT_SYMPREC = 0.01;

    private static final double REDUCTION = 0.95;
    private static final int MOST_REDUCTIONS = 200;

    private SpaceGroupFinder() {}

    /**
     * What was found.
     *
     * @param spaceGroup the group in its standard setting
     * @param standardised the structure in that setting: conventional cell, asymmetric unit, cell and positions exactly as the group demands
     * @param toleranceAngstrom the tolerance that was used in the end
     * @param primitiveAtoms the number of atoms of the primitive cell
     */
    public record Result(
            SpaceGroup spaceGroup, CrystalStructure standardised, double toleranceAngstrom, int primitiveAtoms) {}

    /**
     * @param structure the structure; its atoms and its cell count, its space group does not
     * @param symprecAngstrom how far an atom may be from where the symmetry puts it, and how much the ends of lattice vectors may differ, in
     *            angstrom (spglib's symprec)
     * @return the group and the structure in its standard setting
     * @throws IllegalArgumentException where the tolerance is not positive, or atoms of one kind are nearer to each other than any useful tolerance
     */
    public static Result find(CrystalStructure structure, double symprecAngstrom) {
        if (!(symprecAngstrom > 0) || !Double.isFinite(symprecAngstrom)) {
            throw new IllegalArgumentException(
                    "Tolerance is " + symprecAngstrom + ": expected a positive number of angstroms.");
        }
        AtomicCell cell = AtomicCell.of(structure, symprecAngstrom);
        double tolerance = symprecAngstrom;
        for (int i = 0; i < MOST_REDUCTIONS; i++, tolerance *= REDUCTION) {
            Optional<AtomicCell> primitive = PrimitiveCell.of(cell, tolerance);
            if (primitive.isPresent()) {
                Optional<Result> result = inPrimitive(structure, primitive.get(), tolerance);
                if (result.isPresent()) {
                    return result.get();
                }
            }
        }
        throw new IllegalArgumentException(
                "Structure \"" + structure.name() + "\": no tolerance from " + symprecAngstrom + " down to " + tolerance
                        + " angstrom gives a space group: expected atoms that are apart from each other.");
    }

    private static Optional<Result> inPrimitive(CrystalStructure structure, AtomicCell primitive, double tolerance) {
        List<int[]> rotations = new ArrayList<>();
        List<double[]> translations = new ArrayList<>();
        for (int[] r : LatticeSymmetry.rotations(primitive.metric(), tolerance)) {
            double[] t = primitive.translationFor(r, tolerance);
            if (t != null) {
                rotations.add(r);
                translations.add(t);
            }
        }
        if (rotations.size() > 48 || !closed(rotations)) {
            return Optional.empty();
        }
        // Translation parts are uncertain by the tolerance of the images that gave them, those of standard operations
        // are apart by far more.
        return TypeSearch.find(rotations, translations, primitive.metric(), 4 * tolerance)
                .flatMap(match -> Standardisation.of(structure, primitive, match, tolerance)
                        .map(s -> new Result(s.spaceGroup(), s, tolerance, primitive.size())));
    }

    private static boolean closed(List<int[]> rotations) {
        java.util.Set<Integer> keys = new java.util.HashSet<>();
        rotations.forEach(r -> keys.add(key(r)));
        for (int[] p : rotations) {
            for (int[] q : rotations) {
                if (!keys.contains(key(IntMatrix.times(p, q)))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A number of its own for each matrix of -1, 0 and 1, and -1 for any other. */
    private static int key(int[] r) {
        int key = 0;
        for (int n : r) {
            if (n < -1 || n > 1) {
                return -1;
            }
            key = 3 * key + n + 1;
        }
        return key;
    }
}
