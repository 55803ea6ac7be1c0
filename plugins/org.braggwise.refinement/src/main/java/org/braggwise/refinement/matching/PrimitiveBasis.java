// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * The three shortest vectors of a lattice that are not in a plane; in three dimensions they span all of it.
 *
 * @param rows each vector in fractional coordinates of the conventional cell
 * @param lengths of the vectors in angstrom
 * @param cosines of the angles between vectors 1 and 2, 0 and 2, 0 and 1
 * @param volume of the primitive cell in cubic angstrom
 */
record PrimitiveBasis(double[][] rows, double[] lengths, double[] cosines, double volume) {

    private static final int REACH = 2;

    /** @return the basis of a conventional cell with the centring of a group */
    static PrimitiveBasis of(UnitCell cell, SpaceGroup group) {
        Metric g = cell.metric();
        List<double[]> vectors = new ArrayList<>();
        for (SymmetryOperation t : group.centring()) {
            double[] shift = t.translationFraction();
            for (int i = -REACH; i <= REACH; i++) {
                for (int j = -REACH; j <= REACH; j++) {
                    for (int k = -REACH; k <= REACH; k++) {
                        double[] v = {i + shift[0], j + shift[1], k + shift[2]};
                        if (g.dot(v, v) > 1e-6) {
                            vectors.add(v);
                        }
                    }
                }
            }
        }
        vectors.sort(Comparator.comparingDouble(v -> g.dot(v, v)));
        List<double[]> basis = new ArrayList<>();
        for (double[] v : vectors) {
            if (independent(basis, v)) {
                basis.add(v);
                if (basis.size() == 3) {
                    break;
                }
            }
        }
        double[][] rows = basis.toArray(new double[0][]);
        double[] lengths = new double[3];
        double[] cosines = new double[3];
        for (int i = 0; i < 3; i++) {
            lengths[i] = Math.sqrt(g.dot(rows[i], rows[i]));
        }
        for (int i = 0; i < 3; i++) {
            int p = (i + 1) % 3;
            int q = (i + 2) % 3;
            cosines[i] = g.dot(rows[p], rows[q]) / (lengths[p] * lengths[q]);
        }
        return new PrimitiveBasis(
                rows, lengths, cosines, cell.volume() / group.centring().size());
    }

    private static boolean independent(List<double[]> basis, double[] v) {
        if (basis.isEmpty()) {
            return true;
        }
        double[] a = basis.get(0);
        double[] n = {a[1] * v[2] - a[2] * v[1], a[2] * v[0] - a[0] * v[2], a[0] * v[1] - a[1] * v[0]};
        if (basis.size() == 1) {
            return Math.abs(n[0]) + Math.abs(n[1]) + Math.abs(n[2]) > 1e-6;
        }
        double[] b = basis.get(1);
        return Math.abs(n[0] * b[0] + n[1] * b[1] + n[2] * b[2]) > 1e-6;
    }
}
