// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

/**
 * The three shortest vectors that span a lattice, by the reduction of Delaunay (1932), Z. Kristallogr. 84, 109
 * (International Tables A (2016), section 3.1.2.3): four vectors with sum zero are changed until no two have a positive scalar product;
 * the shortest are among those four and the sums of two of them.
 */
public final class DelaunayReduction {

    private static final int MOST_STEPS = 10_000;

    private DelaunayReduction() {}

    /**
     * @param g metric tensor of any basis of the lattice
     * @return P with determinant 1: the columns are the reduced basis in terms of the given one, angles all obtuse or right, or all acute
     * @throws IllegalArgumentException where the metric tensor is not that of a lattice
     */
    public static int[] of(Metric g) {
        int[][] v = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {-1, -1, -1}};
        double tiny = 1e-10 * (g.at(0, 0) + g.at(1, 1) + g.at(2, 2));
        boolean changed = true;
        for (int step = 0; changed; step++) {
            if (step > MOST_STEPS) {
                throw new IllegalArgumentException(
                        "The cell cannot be reduced: expected the metric tensor of three independent vectors.");
            }
            changed = false;
            for (int i = 0; i < 3 && !changed; i++) {
                for (int j = i + 1; j < 4 && !changed; j++) {
                    if (g.dot(v[i], v[j]) > tiny) {
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
        int[][] seven = {
            v[0], v[1], v[2], v[3], IntMatrix.sum(v[0], v[1]), IntMatrix.sum(v[1], v[2]), IntMatrix.sum(v[2], v[0])
        };
        java.util.Arrays.sort(seven, (p, q) -> Double.compare(g.dot(p, p), g.dot(q, q)));
        for (int k = 2; k < 7; k++) {
            int[] p = IntMatrix.columns(seven[0], seven[1], seven[k]);
            if (Math.abs(IntMatrix.determinant(p)) == 1) {
                return signed(p, g);
            }
        }
        throw new IllegalArgumentException(
                "The cell cannot be reduced: expected the metric tensor of three independent vectors.");
    }

    /** Turns vectors round until the three angles are on the same side of 90 degrees, then all three where the basis is left-handed. */
    private static int[] signed(int[] p, Metric g) {
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
            Metric t = g.transformed(q);
            double tiny = 1e-9 * (t.at(0, 0) + t.at(1, 1) + t.at(2, 2));
            boolean obtuse = t.at(0, 1) <= tiny && t.at(0, 2) <= tiny && t.at(1, 2) <= tiny;
            boolean acute = t.at(0, 1) > tiny && t.at(0, 2) > tiny && t.at(1, 2) > tiny;
            double score = obtuse ? 2 : acute ? 1 : 0;
            if (score > most) {
                most = score;
                best = q;
            }
        }
        return IntMatrix.determinant(best) > 0 ? best : IntMatrix.times(best, -1);
    }

    private static void add(int[] to, int[] v, int times) {
        int[] w = v.clone();
        for (int i = 0; i < 3; i++) {
            to[i] += times * w[i];
        }
    }
}
