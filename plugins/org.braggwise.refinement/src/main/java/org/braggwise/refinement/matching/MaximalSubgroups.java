// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Maximal subgroups of a space group in the same cell. Those with half of its operations lose a kind of rotation or mirror, or a centring: each
 * is the kernel of a homomorphism to {1, -1}. Those with a third or a quarter lose a threefold axis or three of a cube's four: each is what
 * keeps the line of one direction; of those that are conjugate, one is given.
 */
final class MaximalSubgroups {

    /** Directions whose lines threefold axes move: along an axis, along a cube's diagonal, and across one on rhombohedral axes. */
    private static final int[][] DIRECTIONS = {{1, 0, 0}, {1, 1, 1}, {1, -1, 0}};

    private static final int LEAST_INDEX = 3;
    private static final int MOST_INDEX = 4;

    /* Patterns ask for the same few groups. By operations in their order, which that of the subgroups follows. */
    private final Map<List<SymmetryOperation>, List<SpaceGroup>> m_found = new ConcurrentHashMap<>();

    /** @return the subgroups of index 2, then those that lose a threefold axis */
    List<SpaceGroup> of(SpaceGroup group) {
        return m_found.computeIfAbsent(group.operations(), operations -> {
            List<SpaceGroup> subgroups = ofIndexTwo(group);
            subgroups.addAll(withoutThreefold(group));
            return List.copyOf(subgroups);
        });
    }

    private static List<SpaceGroup> withoutThreefold(SpaceGroup group) {
        List<SymmetryOperation> all = group.operations();
        if (all.stream().noneMatch(MaximalSubgroups::isThreefold)) {
            return List.of();
        }
        SpaceGroup[] byIndex = new SpaceGroup[MOST_INDEX + 1];
        for (int[] direction : DIRECTIONS) {
            List<SymmetryOperation> kept =
                    all.stream().filter(o -> keepsLine(o, direction)).toList();
            int index = all.size() / kept.size();
            if (index >= LEAST_INDEX && index <= MOST_INDEX && byIndex[index] == null) {
                byIndex[index] = SpaceGroup.ofOperations(kept);
            }
        }
        return Arrays.stream(byIndex).filter(Objects::nonNull).toList();
    }

    /** Of all crystallographic rotations and rotoinversions, those by a third of a turn have the trace 0. */
    private static boolean isThreefold(SymmetryOperation operation) {
        int[] w = operation.rotation();
        return w[0] + w[4] + w[8] == 0;
    }

    private static boolean keepsLine(SymmetryOperation operation, int[] d) {
        int[] w = operation.rotation();
        boolean same = true;
        boolean opposite = true;
        for (int i = 0; i < 3; i++) {
            int image = w[3 * i] * d[0] + w[3 * i + 1] * d[1] + w[3 * i + 2] * d[2];
            same &= image == d[i];
            opposite &= image == -d[i];
        }
        return same || opposite;
    }

    private static List<SpaceGroup> ofIndexTwo(SpaceGroup group) {
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
