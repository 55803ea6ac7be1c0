// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.symmetry.CrystalSystem;

/**
 * Trial cells with one to three free numbers: a few of the first lines are given all combinations of small indices, and the linear equations
 * solved, after Werner (1964), Z. Kristallogr. 120, 375, and Werner, Eriksson and Westdahl (1985), J. Appl. Cryst. 18, 367 (TREOR),
 * doi:10.1107/S0021889885010512.
 */
final class HighSymmetrySearch {

    private static final int CUBIC_SUM = 24;
    private static final int[] TETRAGONAL_PLANE = {0, 1, 2, 4, 5, 8, 9, 10, 13, 16, 17, 18, 20, 25};
    private static final int[] HEXAGONAL_PLANE = {0, 1, 3, 4, 7, 9, 12, 13, 16, 19, 21, 25};
    private static final int MOST_L = 8;
    /* All but one line come from the first few; the last may be the first outside a zone that they all belong to. */
    private static final int FIRST_LINES = 5;
    private static final int LAST_LINE = 12;
    /* Indices of the lines that determine an orthorhombic cell: h + k + l up to this. */
    private static final int ORTHORHOMBIC_SUM = 5;

    private final ObservedLines m_lines;
    private final TrialTest m_test;
    private final BooleanSupplier m_cancelled;
    private final double m_leastDeterminant;

    /**
     * @param lines what is to be explained
     * @param test the first test
     * @param mostVolume of a cell in cubic angstrom
     */
    HighSymmetrySearch(ObservedLines lines, TrialTest test, double mostVolume, BooleanSupplier cancelled) {
        m_lines = lines;
        m_test = test;
        m_cancelled = cancelled;
        m_leastDeterminant = 1 / (mostVolume * mostVolume);
    }

    void cubic(CandidatePool pool) {
        for (int i = 0; i < Math.min(2, m_lines.searched); i++) {
            for (int n = 1; n <= CUBIC_SUM; n++) {
                double a = m_lines.q[i] / n;
                if (a * a * a > m_leastDeterminant && m_test.uniaxial(a, 0, a)) {
                    pool.offer(a);
                }
            }
        }
    }

    /** Tetragonal or hexagonal cells. */
    void uniaxial(CrystalSystem system, CandidatePool pool) {
        boolean hexagonal = system == CrystalSystem.HEXAGONAL;
        List<int[]> indices = new ArrayList<>();
        for (int l = 0; l <= MOST_L; l++) {
            for (int plane : hexagonal ? HEXAGONAL_PLANE : TETRAGONAL_PLANE) {
                if (plane + l > 0) {
                    indices.add(new int[] {plane, l * l});
                }
            }
        }
        double share = hexagonal ? 0.75 : 1;
        int first = Math.min(FIRST_LINES, m_lines.searched);
        int last = Math.min(LAST_LINE, m_lines.searched);
        for (int i = 0; i < first; i++) {
            for (int j = i + 1; j < last; j++) {
                Cancelled.check(m_cancelled);
                double qi = m_lines.q[i];
                double qj = m_lines.q[j];
                for (int[] u : indices) {
                    for (int[] v : indices) {
                        int det = u[0] * v[1] - u[1] * v[0];
                        if (det == 0) {
                            continue;
                        }
                        double a = (qi * v[1] - qj * u[1]) / det;
                        double c = (qj * u[0] - qi * v[0]) / det;
                        if (a > 0
                                && c > 0
                                && share * a * a * c > m_leastDeterminant
                                && m_test.uniaxial(a, hexagonal ? a : 0, c)) {
                            pool.offer(a, c);
                        }
                    }
                }
            }
        }
    }

    void orthorhombic(CandidatePool pool) {
        List<int[]> squares = new ArrayList<>();
        for (int h = 0; h <= 4; h++) {
            for (int k = 0; k <= 4; k++) {
                for (int l = 0; l <= 4; l++) {
                    int sum = h + k + l;
                    boolean face = h == 0 || k == 0 || l == 0;
                    if (sum > 0 && (sum <= ORTHORHOMBIC_SUM - 1 || sum <= ORTHORHOMBIC_SUM && !face)) {
                        squares.add(new int[] {h * h, k * k, l * l});
                    }
                }
            }
        }
        int first = Math.min(FIRST_LINES, m_lines.searched);
        int last = Math.min(LAST_LINE, m_lines.searched);
        for (int i = 0; i < first; i++) {
            for (int j = i + 1; j < first; j++) {
                for (int k = j + 1; k < last; k++) {
                    Cancelled.check(m_cancelled);
                    orthorhombic(squares, m_lines.q[i], m_lines.q[j], m_lines.q[k], pool);
                }
            }
        }
    }

    private void orthorhombic(List<int[]> squares, double qi, double qj, double qk, CandidatePool pool) {
        for (int[] u : squares) {
            for (int[] v : squares) {
                int x = u[1] * v[2] - u[2] * v[1];
                int y = u[2] * v[0] - u[0] * v[2];
                int z = u[0] * v[1] - u[1] * v[0];
                if (x == 0 && y == 0 && z == 0) {
                    continue;
                }
                for (int[] w : squares) {
                    int det = w[0] * x + w[1] * y + w[2] * z;
                    if (det == 0) {
                        continue;
                    }
                    // Columns of the inverse: v x w, w x u, u x v over the determinant.
                    double a = (qi * (v[1] * w[2] - v[2] * w[1]) + qj * (w[1] * u[2] - w[2] * u[1]) + qk * x) / det;
                    double b = (qi * (v[2] * w[0] - v[0] * w[2]) + qj * (w[2] * u[0] - w[0] * u[2]) + qk * y) / det;
                    double c = (qi * (v[0] * w[1] - v[1] * w[0]) + qj * (w[0] * u[1] - w[1] * u[0]) + qk * z) / det;
                    // Axes in one order: all orders of indices are tried.
                    if (c > 0 && a >= b && b >= c && a * b * c > m_leastDeterminant && m_test.orthorhombic(a, b, c)) {
                        pool.offer(a, b, c);
                    }
                }
            }
        }
    }
}
