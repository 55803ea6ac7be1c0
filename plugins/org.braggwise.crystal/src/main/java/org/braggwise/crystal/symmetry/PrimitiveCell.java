// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reduces a cell to a primitive one with the shortest vectors. */
final class PrimitiveCell {

    private PrimitiveCell() {}

    /**
     * @param cell any cell
     * @param tolerance in angstrom
     * @return the primitive cell on a Delaunay-reduced basis, positions averaged over the translations; empty where the translations found
     *         within the tolerance are no lattice
     */
    static Optional<AtomicCell> of(AtomicCell cell, double tolerance) {
        List<int[]> translations = translations(cell, tolerance);
        int n = translations.size();
        if (n == 0 || cell.size() % n != 0) {
            return Optional.empty();
        }
        double[][] basis = basis(translations);
        double[][] metric = cell.metric();
        if (n > 1) {
            if (Math.abs(Math.abs(determinant(basis)) * n - 1) > 1e-6) {
                return Optional.empty();
            }
            metric = inBasis(cell.metric(), basis);
        }
        int[] p = DelaunayReduction.of(metric);
        double[][] reduced = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    reduced[i][j] += basis[i][k] * p[3 * k + j];
                }
            }
        }
        return folded(cell, reduced, inBasis(cell.metric(), reduced), n, tolerance);
    }

    /**
     * In units of 1 / n, with n the number of translations: the lattices that they make with that of the cell have index n, so that n times
     * each is a vector of the cell's lattice.
     */
    private static List<int[]> translations(AtomicCell cell, double tolerance) {
        int[] candidates = cell.rarest();
        List<double[]> found = new ArrayList<>();
        double[] x = cell.position(candidates[0]);
        for (int j : candidates) {
            double[] y = cell.position(j);
            double[] t = {y[0] - x[0], y[1] - x[1], y[2] - x[2]};
            if (j == candidates[0] || cell.misfit(IntMatrix.IDENTITY, t, tolerance) < Double.POSITIVE_INFINITY) {
                found.add(t);
            }
        }
        List<int[]> exact = new ArrayList<>();
        int n = found.size();
        for (double[] t : found) {
            exact.add(new int[] {
                Math.floorMod((int) Math.rint(n * t[0]), n),
                Math.floorMod((int) Math.rint(n * t[1]), n),
                Math.floorMod((int) Math.rint(n * t[2]), n)
            });
        }
        for (int[] s : exact) {
            for (int[] t : exact) {
                int[] sum = {(s[0] + t[0]) % n, (s[1] + t[1]) % n, (s[2] + t[2]) % n};
                if (exact.stream().filter(u -> Arrays.equals(u, sum)).count() != 1) {
                    return List.of();
                }
            }
        }
        return exact;
    }

    /** Columns: a basis of the lattice of the translations and the cell vectors, in fractions of the cell, by Hermite reduction. */
    private static double[][] basis(List<int[]> translations) {
        int n = translations.size();
        List<int[]> rows = new ArrayList<>(List.of(new int[] {n, 0, 0}, new int[] {0, n, 0}, new int[] {0, 0, n}));
        translations.forEach(t -> rows.add(t.clone()));
        double[][] basis = new double[3][3];
        for (int c = 0; c < 3; c++) {
            int[] pivot = null;
            for (int[] r : rows) {
                if (pivot == null) {
                    pivot = r[c] != 0 ? r : null;
                } else {
                    while (r[c] != 0) {
                        int q = pivot[c] / r[c];
                        for (int k = 0; k < 3; k++) {
                            int rest = pivot[k] - q * r[k];
                            pivot[k] = r[k];
                            r[k] = rest;
                        }
                    }
                }
            }
            for (int k = 0; k < 3; k++) {
                basis[k][c] = pivot[k] / (double) n;
            }
            int[] done = pivot;
            rows.removeIf(r -> r == done);
        }
        return basis;
    }

    private static Optional<AtomicCell> folded(
            AtomicCell cell, double[][] basis, double[][] metric, int n, double tolerance) {
        double[][] inverse = TypeSearch.inverse(basis);
        int size = cell.size() / n;
        int[] kinds = new int[size];
        int[] sites = new int[size];
        double[][] first = new double[size][];
        double[][] sum = new double[size][3];
        int[] count = new int[size];
        AtomicCell frame = new AtomicCell(metric, new int[0], new int[0], new double[0][]);
        int used = 0;
        for (int i = 0; i < cell.size(); i++) {
            double[] x = apply(inverse, cell.position(i));
            int at = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < used; k++) {
                double d = kinds[k] == cell.kind(i) && count[k] < n
                        ? frame.distanceSquared(x, first[k])
                        : Double.POSITIVE_INFINITY;
                if (d < least) {
                    least = d;
                    at = k;
                }
            }
            if (least > 4 * tolerance * tolerance || n == 1) {
                if (used == size) {
                    return Optional.empty();
                }
                at = used++;
                kinds[at] = cell.kind(i);
                sites[at] = cell.site(i);
                first[at] = x;
            }
            for (int k = 0; k < 3; k++) {
                double d = x[k] - first[at][k];
                sum[at][k] += d - Math.rint(d);
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
        return Optional.of(new AtomicCell(metric, kinds, sites, positions));
    }

    static double[] apply(double[][] m, double[] v) {
        double[] r = new double[3];
        for (int i = 0; i < 3; i++) {
            r[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
        }
        return r;
    }

    private static double[][] inBasis(double[][] g, double[][] p) {
        double[][] t = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    for (int l = 0; l < 3; l++) {
                        t[i][j] += p[k][i] * g[k][l] * p[l][j];
                    }
                }
            }
        }
        return t;
    }

    private static double determinant(double[][] m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }
}
