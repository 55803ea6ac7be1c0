// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * The subgroups of a space group that have half of its operations in the same cell: those that lose a kind of rotation or mirror, and those
 * that lose a centring. Each is the kernel of a homomorphism to {1, -1}.
 */
final class IndexTwoSubgroups {

    private IndexTwoSubgroups() {}

    static List<SpaceGroup> of(SpaceGroup group) {
        List<SymmetryOperation> all = group.operations();
        Map<SymmetryOperation, Integer> index = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            index.put(all.get(i), i);
        }
        List<Integer> generators = generators(all, index);
        List<SpaceGroup> subgroups = new ArrayList<>();
        for (int signs = 1; signs < 1 << generators.size(); signs++) {
            int[] character = character(all, index, generators, signs);
            if (character != null) {
                List<SymmetryOperation> kernel = new ArrayList<>();
                for (int i = 0; i < character.length; i++) {
                    if (character[i] == 1) {
                        kernel.add(all.get(i));
                    }
                }
                subgroups.add(SpaceGroup.ofOperations(kernel));
            }
        }
        return subgroups;
    }

    /** A set that generates all, chosen one by one. */
    private static List<Integer> generators(List<SymmetryOperation> all, Map<SymmetryOperation, Integer> index) {
        List<Integer> generators = new ArrayList<>();
        boolean[] reached = new boolean[all.size()];
        reached[index.get(SymmetryOperation.IDENTITY)] = true;
        for (int i = 0; i < all.size(); i++) {
            if (!reached[i]) {
                generators.add(i);
                spread(all, index, generators, reached);
            }
        }
        return generators;
    }

    private static void spread(
            List<SymmetryOperation> all,
            Map<SymmetryOperation, Integer> index,
            List<Integer> generators,
            boolean[] reached) {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = 0; i < reached.length; i++) {
                for (int g : generators) {
                    int j = reached[i] ? index.get(all.get(i).times(all.get(g))) : i;
                    grown |= reached[i] && !reached[j];
                    reached[j] |= reached[i];
                }
            }
        }
    }

    /** The homomorphism with these signs on the generators; null where there is none. */
    private static int[] character(
            List<SymmetryOperation> all, Map<SymmetryOperation, Integer> index, List<Integer> generators, int signs) {
        int[] character = new int[all.size()];
        character[index.get(SymmetryOperation.IDENTITY)] = 1;
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = 0; i < character.length; i++) {
                for (int g = 0; g < generators.size() && character[i] != 0; g++) {
                    int j = index.get(all.get(i).times(all.get(generators.get(g))));
                    int sign = character[i] * ((signs >> g & 1) == 1 ? -1 : 1);
                    if (character[j] == -sign) {
                        return null;
                    }
                    grown |= character[j] == 0;
                    character[j] = sign;
                }
            }
        }
        return character;
    }
}
