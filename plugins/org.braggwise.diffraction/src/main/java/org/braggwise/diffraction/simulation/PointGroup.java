// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * What makes reflections of a powder equivalent: the rotation parts of the space group's operations and their opposites, acting on Miller
 * indices by h' = h W. Of a cell that does not fit its space group only those operations count that leave its lengths as they are; the
 * structure factor does not need the others, so a strained cell is right in the symmetry that it has left.
 */
final class PointGroup {

    /** Relative change of the metric tensor that passes for none; at 80 degrees it moves no reflection by more than 1e-4 degrees. */
    private static final double METRIC_TOLERANCE = 2e-6;

    private final int[] m_rotations;
    private final int m_order;
    private final boolean m_complete;

    PointGroup(SpaceGroup group, UnitCell cell) {
        Metric metric = cell.metric();
        Set<List<Integer>> seen = new HashSet<>();
        List<int[]> kept = new ArrayList<>();
        boolean complete = true;
        for (SymmetryOperation operation : group.primitiveOperations()) {
            int[] w = operation.rotation();
            if (!keeps(metric, w)) {
                complete = false;
                continue;
            }
            for (int sign = 1; sign >= -1; sign -= 2) {
                int[] signed = new int[9];
                List<Integer> key = new ArrayList<>(9);
                for (int i = 0; i < 9; i++) {
                    signed[i] = sign * w[i];
                    key.add(signed[i]);
                }
                if (seen.add(key)) {
                    kept.add(signed);
                }
            }
        }
        m_order = kept.size();
        m_complete = complete;
        m_rotations = new int[9 * m_order];
        for (int i = 0; i < m_order; i++) {
            System.arraycopy(kept.get(i), 0, m_rotations, 9 * i, 9);
        }
    }

    private static boolean keeps(Metric g, int[] w) {
        Metric turned = g.transformed(w);
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                if (Math.abs(turned.at(i, j) - g.at(i, j)) > METRIC_TOLERANCE * Math.sqrt(g.at(i, i) * g.at(j, j))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** @return how many operations there are, opposites included */
    int order() {
        return m_order;
    }

    /** @return whether the cell fits all operations of its space group */
    boolean complete() {
        return m_complete;
    }

    /** Writes the image of (h k l) under each operation, three indices each, to the first 3 * order() places of an array. */
    void images(int h, int k, int l, int[] images) {
        int[] w = m_rotations;
        for (int i = 0, o = 0; i < m_order; i++, o += 9) {
            images[3 * i] = h * w[o] + k * w[o + 3] + l * w[o + 6];
            images[3 * i + 1] = h * w[o + 1] + k * w[o + 4] + l * w[o + 7];
            images[3 * i + 2] = h * w[o + 2] + k * w[o + 5] + l * w[o + 8];
        }
    }
}
