// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.function.BooleanSupplier;

/**
 * Trial triclinic cells: three of the first lines are taken for 100, 010 and 001 of a nearly reduced reciprocal basis, and three others for
 * face diagonals, each with either sign. A lattice has many such bases, so that it is found even where some of the first lines are missing.
 */
final class TriclinicSearch {

    private static final int AXES = 11;
    private static final int DIAGONALS = 14;
    /** How far from reduced a basis may be. */
    private static final double OBLIQUE = 1.05;

    private final ObservedLines m_lines;
    private final TrialTest m_test;
    private final BooleanSupplier m_cancelled;
    private final double m_leastDeterminant;

    TriclinicSearch(ObservedLines lines, TrialTest test, double mostVolume, BooleanSupplier cancelled) {
        m_lines = lines;
        m_test = test;
        m_cancelled = cancelled;
        m_leastDeterminant = 1 / (mostVolume * mostVolume);
    }

    void run(CandidatePool pool) {
        int n = Math.min(AXES, m_lines.searched);
        for (int k = 2; k < n; k++) {
            for (int j = 1; j < k; j++) {
                Cancelled.check(m_cancelled);
                for (int i = 0; i < j; i++) {
                    axes(i, j, k, pool);
                }
            }
        }
    }

    private void axes(int i, int j, int k, CandidatePool pool) {
        double[] q = m_lines.q;
        double a = q[i];
        double b = q[j];
        double c = q[k];
        int n = Math.min(DIAGONALS, m_lines.searched);
        for (int x = 0; x < n; x++) {
            double d = q[x] - b - c;
            if (x == i || x == j || x == k || Math.abs(d) > OBLIQUE * b) {
                continue;
            }
            for (int y = 0; y < n; y++) {
                double e = q[y] - a - c;
                if (y == i || y == j || y == k || y == x || Math.abs(e) > OBLIQUE * a) {
                    continue;
                }
                for (int z = 0; z < n; z++) {
                    double f = q[z] - a - b;
                    if (z == i || z == j || z == k || z == x || z == y || Math.abs(f) > OBLIQUE * a) {
                        continue;
                    }
                    trial(a, b, c, d, e, f, pool);
                    trial(a, b, c, d, e, -f, pool);
                }
            }
        }
    }

    private void trial(double a, double b, double c, double d, double e, double f, CandidatePool pool) {
        double det = a * b * c + (d * e * f - a * d * d - b * e * e - c * f * f) / 4;
        if (det > m_leastDeterminant && m_test.triclinic(a, b, c, d, e, f)) {
            pool.offer(a, b, c, d, e, f);
        }
    }
}
