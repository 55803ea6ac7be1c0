// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

/**
 * The three shortest vectors that span a lattice, by the reduction of Delaunay (1932), Z. Kristallogr. 84, 109
 * (International Tables A (2016), section 3.1.2.3): four vectors with sum zero are changed until no two have a positive scalar product;
 * the shortest are among those four and the sums of two of them.
 */
final class DelaunayReduction {

    private static final int MOST_STEPS = 10_000;

    private DelaunayReduction() {}

    /**
     * @param g metric tensor of any basis of the lattice
     * @return P with determinant 1: the columns are the reduced basis in terms of the given one, angles all obtuse or right, or all acute
     * @throws IllegalArgumentException where the metric tensor is not that of a lattice
     */
    static int[] of(double[][] g) {
        int[][] v = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {-1, -1, -1}};
        double tiny = 1e-10 * (g[0][0] + g[1][1] + g[2][2]);
        boolean changed = true;
        for (int step = 0; changed; step++) {
            if (step > MOST_STEPS) {
                throw new IllegalArgumentException(
                        "The cell cannot be reduced: expected the metric tensor of three independent vectors.");
            }
            changed = false;
            for (int i = 0; i < 3 && !changed; i++) {
                for (int j = i + 1; j < 4 && !changed; j++) {
                    if (MetricTensors.dot(g, v[i], v[j]) > tiny) {
                        for (int k = 0; k < 4; k++) {
                            if (k != i && k != j) {
                                add(v[k], v[i], 1);
                            }
                        }
                        add(v[i], v[i], -2);
                        changed = true;
                    }
                }
            }
        }
        int[][] seven = {v[0], v[1], v[2], v[3], sum(v[0], v[1]), sum(v[1], v[2]), sum(v[2], v[0])};
        java.util.Arrays.sort(seven, (p, q) -> Double.compare(MetricTensors.dot(g, p, p), MetricTensors.dot(g, q, q)));
        for (int k = 2; k < 7; k++) {
            int[] p = columns(seven[0], seven[1], seven[k]);
            if (Math.abs(IntMatrix.determinant(p)) == 1) {
                return signed(p, g);
            }
        }
        throw new IllegalArgumentException(
                "The cell cannot be reduced: expected the metric tensor of three independent vectors.");
    }

    /** Turns vectors round until the three angles are on the same side of 90 degrees, then all three where the basis is left-handed. */
    private static int[] signed(int[] p, double[][] g) {
        int[] best = p;
        double most = -1;
        for (int mask = 0; mask < 4; mask++) {
            int[] q = p.clone();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 2; j++) {
                    if ((mask >> j & 1) == 1) {
                        q[3 * i + j] = -q[3 * i + j];
                    }
                }
            }
            double[][] t = MetricTensors.transformed(g, q);
            double tiny = 1e-9 * (t[0][0] + t[1][1] + t[2][2]);
            boolean obtuse = t[0][1] <= tiny && t[0][2] <= tiny && t[1][2] <= tiny;
            boolean acute = t[0][1] > tiny && t[0][2] > tiny && t[1][2] > tiny;
            double score = obtuse ? 2 : acute ? 1 : 0;
            if (score > most) {
                most = score;
                best = q;
            }
        }
        return IntMatrix.determinant(best) > 0 ? best : IntMatrix.times(best, -1);
    }

    static int[] columns(int[] a, int[] b, int[] c) {
        return new int[] {a[0], b[0], c[0], a[1], b[1], c[1], a[2], b[2], c[2]};
    }

    static int[] sum(int[] p, int[] q) {
        return new int[] {p[0] + q[0], p[1] + q[1], p[2] + q[2]};
    }

    private static void add(int[] to, int[] v, int times) {
        int[] w = v.clone();
        for (int i = 0; i < 3; i++) {
            to[i] += times * w[i];
        }
    }
}
