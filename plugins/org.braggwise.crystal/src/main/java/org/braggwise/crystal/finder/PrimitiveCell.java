// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.finder;

import java.util.Optional;

import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Lattice;
import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.PositionIndex;

/** Reduces a cell to a primitive one with the shortest vectors. */
final class PrimitiveCell {

    private PrimitiveCell() {}

    /**
     * @param cell a cell with a reduced basis
     * @param tolerance in angstrom
     * @return the primitive cell on a Delaunay-reduced basis, positions averaged over the translations; empty where the translations
     *     found within the tolerance are no lattice
     */
    static Optional<AtomicCell> of(AtomicCell cell, double tolerance) {
        double[][] basis = TranslationSearch.basis(cell, tolerance);
        if (basis == null) {
            return Optional.empty();
        }
        int n = (int) Math.rint(1 / Math.abs(Matrix3.determinant(basis)));
        for (int members : cell.kindSizes()) {
            if (members % n != 0) {
                return Optional.empty();
            }
        }
        return n == 1 ? Optional.of(cell) : folded(cell, basis, n, tolerance);
    }

    /** Atoms that the translations bring onto each other become one, at their mean. */
    private static Optional<AtomicCell> folded(AtomicCell cell, double[][] basis, int n, double tolerance) {
        double[][] inverse = Matrix3.inverse(basis);
        Lattice lattice = new Lattice(cell.metric().transformed(basis));
        int size = cell.size() / n;
        int[] kinds = new int[size];
        int[] sites = new int[size];
        double[][] first = new double[size][];
        double[][] sum = new double[size][3];
        int[] count = new int[size];
        PositionIndex index = new PositionIndex(lattice, size);
        int used = 0;
        for (int i = 0; i < cell.size(); i++) {
            double[] x = lattice.toReduced(Matrix3.apply(inverse, cell.position(i)));
            int at = -1;
            double least = Double.POSITIVE_INFINITY;
            int hits = index.near(x, 2 * tolerance);
            for (int h = 0; h < hits; h++) {
                int k = index.found(h);
                if (kinds[k] == cell.kind(i) && count[k] < n && index.square(h) < least) {
                    least = index.square(h);
                    at = k;
                }
            }
            if (at < 0) {
                if (used == size) {
                    return Optional.empty();
                }
                at = used++;
                kinds[at] = cell.kind(i);
                sites[at] = cell.site(i);
                first[at] = x;
                index.add(x);
            }
            for (int k = 0; k < 3; k++) {
                sum[at][k] += FractionalDifference.nearest(x[k] - first[at][k]);
            }
            count[at]++;
        }
        double[][] positions = new double[size][3];
        for (int k = 0; k < size; k++) {
            if (count[k] != n) {
                return Optional.empty();
            }
            for (int i = 0; i < 3; i++) {
                double x = first[k][i] + sum[k][i] / n;
                positions[k][i] = x - Math.floor(x);
            }
        }
        return Optional.of(new AtomicCell(lattice, kinds, sites, positions));
    }
}
