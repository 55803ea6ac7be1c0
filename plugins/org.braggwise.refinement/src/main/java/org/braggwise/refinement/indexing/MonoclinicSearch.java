// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Trial monoclinic cells: four of the first lines are given all combinations of small indices. Three of them leave one parameter open,
 * which the fourth closes, so that the innermost loop is a few multiplications. Cells are kept on reduced axes of the plane across b:
 * A >= C and 0 <= D <= C, where Q = A h^2 + B k^2 + C l^2 - D hl.
 */
final class MonoclinicSearch {

    /* Which of the first lines are taken together. */
    private static final int[][] SETS = {
        {0, 1, 2, 3}, {0, 1, 2, 4}, {0, 1, 3, 4}, {0, 2, 3, 4}, {1, 2, 3, 4}, {0, 1, 2, 5}, {0, 1, 3, 5}, {0, 2, 4, 5}
    };

    private static final int ZONES = 60;
    private static final int MOST_INDEX = 3;

    private final ObservedLines m_lines;
    private final TrialTest m_test;
    private final BooleanSupplier m_cancelled;
    private final double m_leastDeterminant;
    private final double[][] m_rows;

    MonoclinicSearch(ObservedLines lines, TrialTest test, double mostVolume, BooleanSupplier cancelled) {
        m_lines = lines;
        m_test = test;
        m_cancelled = cancelled;
        m_leastDeterminant = 1 / (mostVolume * mostVolume);
        List<double[]> rows = new ArrayList<>();
        for (int h = 0; h <= 3; h++) {
            for (int k = 0; k <= 3; k++) {
                for (int l = -3; l <= 3; l++) {
                    int sum = h + k + Math.abs(l);
                    boolean half = h > 0 || l >= 0;
                    boolean long3 =
                            h == 3 && Math.abs(l) > 1 || Math.abs(l) == 3 && h > 1 || k == 3 && h + Math.abs(l) > 1;
                    if (half && sum > 0 && sum <= 4 && !long3) {
                        rows.add(new double[] {h * h, k * k, l * l, h * l});
                    }
                }
            }
        }
        m_rows = rows.toArray(new double[0][]);
    }

    /**
     * A zone for the plane across b, or for a part of index 2 of it, where a glide plane forbids the rest; and b from any line, which is some
     * vector of the plane and once or twice b: a short axis b makes all of the first lines lie in one zone.
     */
    void acrossZones(CandidatePool pool) {
        List<Zone> zones = new ZoneFinder(m_lines).find();
        for (Zone z : zones.subList(0, Math.min(ZONES, zones.size()))) {
            Cancelled.check(m_cancelled);
            withAxis(z.a(), z.b(), z.d(), pool);
            withAxis(z.a() / 4, z.b(), z.d() / 2, pool);
            withAxis(z.a(), z.b() / 4, z.d() / 2, pool);
            // Halves of u and of u + v: the vector (u + v) / 2 with u.
            withAxis(z.a(), (z.a() + z.b() + z.d()) / 4, z.a() + z.d() / 2, pool);
        }
    }

    private void withAxis(double a, double b, double d, CandidatePool pool) {
        double[] z = Zone.reduced(a, b, d);
        if (z == null) {
            return;
        }
        for (int i = 0; i < m_lines.searched; i++) {
            double q = m_lines.q[i];
            for (int x = 0; z[0] * x * x <= 2 * q && x <= MOST_INDEX; x++) {
                for (int y = x == 0 ? 0 : -MOST_INDEX; y <= MOST_INDEX; y++) {
                    double rest = q - z[0] * x * x - z[1] * y * y - z[2] * x * y;
                    for (int k = 1; k <= 2 && rest > 0.02 * q; k++) {
                        double axis = rest / (k * k);
                        boolean small = axis * (z[0] * z[1] - z[2] * z[2] / 4) > m_leastDeterminant;
                        if (small && m_test.monoclinic(z[1], axis, z[0], -z[2])) {
                            pool.offer(z[1], axis, z[0], -z[2]);
                        }
                    }
                }
            }
        }
    }

    /** Four lines with all combinations of indices. */
    void byIndices(CandidatePool pool) {
        for (int[] set : SETS) {
            if (set[3] < m_lines.searched) {
                triples(set, pool);
            }
        }
    }

    /** For three lines with their indices: the solution x + t y of the three equations, t being open. */
    private void triples(int[] set, CandidatePool pool) {
        double[] x = new double[4];
        double[] y = new double[4];
        double q0 = m_lines.q[set[0]];
        double q1 = m_lines.q[set[1]];
        double q2 = m_lines.q[set[2]];
        for (double[] u : m_rows) {
            for (double[] v : m_rows) {
                Cancelled.check(m_cancelled);
                for (double[] w : m_rows) {
                    if (v != u && w != u && w != v && line(u, v, w, q0, q1, q2, x, y)) {
                        close(x, y, m_lines.q[set[3]], pool);
                    }
                }
            }
        }
    }

    private void close(double[] x, double[] y, double q, CandidatePool pool) {
        for (double[] z : m_rows) {
            double slope = z[0] * y[0] + z[1] * y[1] + z[2] * y[2] + z[3] * y[3];
            if (Math.abs(slope) < 1e-9) {
                continue;
            }
            double t = (q - z[0] * x[0] - z[1] * x[1] - z[2] * x[2] - z[3] * x[3]) / slope;
            double a = x[0] + t * y[0];
            double c = x[2] + t * y[2];
            double d = x[3] + t * y[3];
            double b = x[1] + t * y[1];
            // hl has the sign of -D here: one of the two signs of h is enough.
            if (c > 0
                    && a >= c
                    && b > 0
                    && d <= 0
                    && -d <= 1.02 * c
                    && b * (a * c - d * d / 4) > m_leastDeterminant
                    && m_test.monoclinic(a, b, c, d)) {
                pool.offer(a, b, c, d);
            }
        }
    }

    /** Elimination with the largest pivots; false where the three rows depend on each other. */
    private static boolean line(
            double[] u, double[] v, double[] w, double q0, double q1, double q2, double[] x, double[] y) {
        // The vector that is orthogonal to all three rows: the generalised cross product.
        double c0 = minor(u, v, w, 1, 2, 3);
        double c1 = -minor(u, v, w, 0, 2, 3);
        double c2 = minor(u, v, w, 0, 1, 3);
        double c3 = -minor(u, v, w, 0, 1, 2);
        double largest = Math.max(Math.max(Math.abs(c0), Math.abs(c1)), Math.max(Math.abs(c2), Math.abs(c3)));
        if (largest < 0.5) {
            return false;
        }
        y[0] = c0;
        y[1] = c1;
        y[2] = c2;
        y[3] = c3;
        int open = Math.abs(c0) == largest ? 0 : Math.abs(c1) == largest ? 1 : Math.abs(c2) == largest ? 2 : 3;
        int p = open == 0 ? 1 : 0;
        int q = open <= 1 ? 2 : 1;
        int r = open <= 2 ? 3 : 2;
        double det = minor(u, v, w, p, q, r);
        x[open] = 0;
        x[p] = (q0 * (v[q] * w[r] - v[r] * w[q]) - q1 * (u[q] * w[r] - u[r] * w[q]) + q2 * (u[q] * v[r] - u[r] * v[q]))
                / det;
        x[q] = (-q0 * (v[p] * w[r] - v[r] * w[p]) + q1 * (u[p] * w[r] - u[r] * w[p]) - q2 * (u[p] * v[r] - u[r] * v[p]))
                / det;
        x[r] = (q0 * (v[p] * w[q] - v[q] * w[p]) - q1 * (u[p] * w[q] - u[q] * w[p]) + q2 * (u[p] * v[q] - u[q] * v[p]))
                / det;
        return true;
    }

    private static double minor(double[] u, double[] v, double[] w, int p, int q, int r) {
        return u[p] * (v[q] * w[r] - v[r] * w[q])
                - u[q] * (v[p] * w[r] - v[r] * w[p])
                + u[r] * (v[p] * w[q] - v[q] * w[p]);
    }
}
