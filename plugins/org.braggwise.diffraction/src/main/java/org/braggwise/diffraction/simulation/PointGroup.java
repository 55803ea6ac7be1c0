// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.Arrays;

import org.braggwise.crystal.geometry.IntMatrix;
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
        // Of an operation and its opposite one is kept; a group without inversion centres has no such pairs.
        boolean centrosymmetric = group.centrosymmetric();
        int[] rotations = new int[9 * group.primitiveOperations().size()];
        int size = 0;
        boolean complete = true;
        for (SymmetryOperation operation : group.primitiveOperations()) {
            int[] w = operation.rotation();
            if (centrosymmetric && IntMatrix.determinant(w) < 0) {
                continue;
            }
            if (!keeps(metric, w)) {
                complete = false;
                continue;
            }
            System.arraycopy(w, 0, rotations, size, 9);
            size += 9;
        }
        m_order = 2 * size / 9;
        m_complete = complete;
        m_rotations = Arrays.copyOf(rotations, size);
    }

    private static boolean keeps(Metric g, int[] w) {
        int[][] columns = {{w[0], w[3], w[6]}, {w[1], w[4], w[7]}, {w[2], w[5], w[8]}};
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                double turned = g.dot(columns[i], columns[j]);
                if (Math.abs(turned - g.at(i, j)) > METRIC_TOLERANCE * Math.sqrt(g.at(i, i) * g.at(j, j))) {
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
        for (int i = 0, o = 0; i < 3 * m_order; i += 6, o += 9) {
            images[i] = h * w[o] + k * w[o + 3] + l * w[o + 6];
            images[i + 1] = h * w[o + 1] + k * w[o + 4] + l * w[o + 7];
            images[i + 2] = h * w[o + 2] + k * w[o + 5] + l * w[o + 8];
            images[i + 3] = -images[i];
            images[i + 4] = -images[i + 1];
            images[i + 5] = -images[i + 2];
        }
    }
}
