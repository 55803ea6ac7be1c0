// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Completes a set of operations to the group that it generates. */
final class GroupClosure {

    private static final int LARGEST = 48 * 256;

    private GroupClosure() {}

    /**
     * @return the operations in the order given with the identity put first, then those that were missing
     * @throws IllegalArgumentException where they generate no finite group of this size
     */
    static List<SymmetryOperation> of(List<SymmetryOperation> operations) {
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("No symmetry operations: expected at least \"x,y,z\".");
        }
        Set<SymmetryOperation> seen = new LinkedHashSet<>();
        seen.add(SymmetryOperation.IDENTITY);
        seen.addAll(operations);
        List<SymmetryOperation> all = new ArrayList<>(seen);
        List<SymmetryOperation> generators = new ArrayList<>();
        Set<SymmetryOperation> generated = new LinkedHashSet<>();
        generated.add(SymmetryOperation.IDENTITY);
        for (SymmetryOperation s : all) {
            if (!generated.contains(s)) {
                generators.add(s);
                extend(generated, generators);
            }
        }
        for (SymmetryOperation s : generated) {
            if (seen.add(s)) {
                all.add(s);
            }
        }
        return all;
    }

    private static void extend(Set<SymmetryOperation> generated, List<SymmetryOperation> generators) {
        List<SymmetryOperation> queue = new ArrayList<>(generated);
        for (int i = 0; i < queue.size(); i++) {
            for (SymmetryOperation g : generators) {
                SymmetryOperation p;
                try {
                    p = g.times(queue.get(i));
                } catch (IllegalArgumentException e) {
                    throw noGroup();
                }
                if (generated.add(p)) {
                    queue.add(p);
                }
                if (queue.size() > LARGEST) {
                    throw noGroup();
                }
            }
        }
    }

    private static IllegalArgumentException noGroup() {
        return new IllegalArgumentException("The symmetry operations generate more than " + LARGEST
                + " operations: expected those of a space group.");
    }
}
