// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

import java.util.ArrayList;
import java.util.List;

/** The basis of the lattice that a set of vectors spans, by Hermite's normal form of the matrix whose rows they are. */
public final class HermiteReduction {

    private HermiteReduction() {}

    /**
     * @param vectors lattice vectors besides the three of the cell, in units of 1 / denominator of the cell
     * @param denominator 1 or more
     * @return columns: three vectors, in fractions of the cell, that span the vectors and the cell's own
     */
    public static double[][] basis(List<int[]> vectors, int denominator) {
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long[] e = new long[3];
            e[i] = denominator;
            rows.add(e);
        }
        for (int[] v : vectors) {
            rows.add(new long[] {v[0], v[1], v[2]});
        }
        double[][] basis = new double[3][3];
        for (int c = 0; c < 3; c++) {
            long[] pivot = null;
            for (long[] r : rows) {
                if (pivot == null) {
                    pivot = r[c] != 0 ? r : null;
                } else {
                    euclid(pivot, r, c);
                }
            }
            for (int k = 0; k < 3; k++) {
                basis[k][c] = pivot[k] / (double) denominator;
            }
            long[] done = pivot;
            rows.removeIf(r -> r == done);
        }
        return basis;
    }

    /** Combines two rows until the second has nothing in a column. */
    private static void euclid(long[] pivot, long[] row, int column) {
        while (row[column] != 0) {
            long q = pivot[column] / row[column];
            for (int k = 0; k < 3; k++) {
                long rest = pivot[k] - q * row[k];
                pivot[k] = row[k];
                row[k] = rest;
            }
        }
    }
}
