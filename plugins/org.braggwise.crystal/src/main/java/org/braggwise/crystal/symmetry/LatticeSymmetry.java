// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.geometry.IntMatrix;
import org.braggwise.crystal.geometry.Metric;

/** The rotations that leave a lattice as it is, within a tolerance. */
public final class LatticeSymmetry {

    private LatticeSymmetry() {}

    /**
     * On a reduced basis the images of the basis vectors have no components but -1, 0 and 1. An image may differ in length by the tolerance,
     * and in its angle with another by the tolerance at the end of a vector of their mean length.
     *
     * @param g the metric tensor of a reduced basis
     * @param tolerance in angstrom
     * @return the rotations, the identity among them, 9 integers each
     */
    public static List<int[]> rotations(Metric g, double tolerance) {
        List<List<int[]>> images = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            images.add(new ArrayList<>());
        }
        for (int n = 0; n < 27; n++) {
            int[] v = {n % 3 - 1, n / 3 % 3 - 1, n / 9 - 1};
            double length = Math.sqrt(g.dot(v, v));
            for (int i = 0; i < 3; i++) {
                if (n != 13 && Math.abs(length - Math.sqrt(g.at(i, i))) <= tolerance) {
                    images.get(i).add(v);
                }
            }
        }
        List<int[]> all = new ArrayList<>();
        for (int[] a : images.get(0)) {
            for (int[] b : images.get(1)) {
                if (angleFits(g, a, b, 0, 1, tolerance)) {
                    for (int[] c : images.get(2)) {
                        int[] w = IntMatrix.columns(a, b, c);
                        if (Math.abs(IntMatrix.determinant(w)) == 1
                                && angleFits(g, a, c, 0, 2, tolerance)
                                && angleFits(g, b, c, 1, 2, tolerance)) {
                            all.add(w);
                        }
                    }
                }
            }
        }
        return all;
    }

    private static boolean angleFits(Metric g, int[] u, int[] v, int i, int j, double tolerance) {
        double uu = Math.sqrt(g.dot(u, u));
        double vv = Math.sqrt(g.dot(v, v));
        double ii = Math.sqrt(g.at(i, i));
        double jj = Math.sqrt(g.at(j, j));
        double cos1 = g.at(i, j) / (ii * jj);
        double cos2 = g.dot(u, v) / (uu * vv);
        double x = cos1 * cos2 + Math.sqrt(Math.max(0, 1 - cos1 * cos1)) * Math.sqrt(Math.max(0, 1 - cos2 * cos2));
        double sineSquared = 1 - x * x;
        double length = (uu + vv + ii + jj) / 4;
        return sineSquared < 1e-12 || sineSquared * length * length <= tolerance * tolerance;
    }
}
