// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Trial cells without symmetry after T. Ito (1949), Nature 164, 755, doi:10.1038/164755a0, and Visser (1969), J. Appl. Cryst. 2, 89,
 * doi:10.1107/S0021889869006649: two zones that share a vector u, spanned by u, v and u, w, and a line that is v +- w + n u give all six
 * numbers. Whatever lines are missing, a lattice has many pairs of zones. Lattices of any symmetry are found; their symmetry is seen
 * afterwards.
 */
final class ZoneSearch {

    private static final int SHARED = 14;
    private static final int ZONES_A_LINE = 26;
    private static final int LONGEST = 3;
    /** Cells whose determinant agrees to this share are refined a few times only. */
    private static final double SAME = 2e-4;

    private static final int OFFERS = 4;

    /** A zone on a basis that begins with the shared vector. */
    private record Half(double v, double d) {}

    private final ObservedLines m_lines;
    private final TrialTest m_test;
    private final BooleanSupplier m_cancelled;
    private final double m_leastDeterminant;
    private final double m_mostDeterminant;
    private final Map<Long, Integer> m_offered = new HashMap<>();

    ZoneSearch(ObservedLines lines, TrialTest test, double leastVolume, double mostVolume, BooleanSupplier cancelled) {
        m_lines = lines;
        m_test = test;
        m_cancelled = cancelled;
        m_leastDeterminant = 1 / (mostVolume * mostVolume);
        m_mostDeterminant = 1 / (leastVolume * leastVolume);
    }

    void run(CandidatePool pool) {
        List<Zone> zones = new ZoneFinder(m_lines).find();
        for (int i = 0; i < Math.min(SHARED, m_lines.searched); i++) {
            List<Half> halves = new ArrayList<>();
            for (Zone z : zones) {
                if (halves.size() < ZONES_A_LINE) {
                    add(z, i, halves);
                }
            }
            for (int p = 0; p < halves.size(); p++) {
                Cancelled.check(m_cancelled);
                for (int q = 0; q <= p; q++) {
                    close(m_lines.q[i], halves.get(p), halves.get(q), pool);
                }
            }
        }
    }

    /** Adds a zone for each of its shortest vectors that a line is. */
    private void add(Zone z, int line, List<Half> halves) {
        for (int x = 0; x <= LONGEST; x++) {
            for (int y = -LONGEST; y <= LONGEST; y++) {
                boolean half = x > 0 || y > 0;
                if (half
                        && gcd(x, Math.abs(y)) == 1
                        && Math.abs(z.q(x, y) - m_lines.q[line]) <= m_lines.tolerance[line]) {
                    halves.add(half(z, x, y));
                    return;
                }
            }
        }
    }

    /** The zone on (x, y) and the shortest vector that completes a basis with it. */
    private static Half half(Zone z, int x, int y) {
        int p = 0;
        int q = 0;
        // x q - y p = 1
        for (int i = -LONGEST; i <= LONGEST; i++) {
            for (int j = -LONGEST; j <= LONGEST; j++) {
                if (x * j - y * i == 1) {
                    p = i;
                    q = j;
                }
            }
        }
        double u = z.q(x, y);
        double v = z.q(p, q);
        double d = 2 * z.a() * x * p + 2 * z.b() * y * q + z.d() * (x * q + y * p);
        double n = Math.rint(d / (2 * u));
        return new Half(v - n * d + n * n * u, d - 2 * n * u);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private void close(double u, Half one, Half other, CandidatePool pool) {
        double v = one.v();
        double w = other.v();
        double duv = one.d();
        for (int mirrored = 1; mirrored >= -1; mirrored -= 2) {
            double duw = mirrored * other.d();
            for (int n = -1; n <= 1; n++) {
                // v + w + n u; v - w is v + w of the mirrored second zone.
                double known = v + w + n * n * u + n * (duv + duw);
                for (int m = 0; m < m_lines.searched; m++) {
                    double dvw = m_lines.q[m] - known;
                    double det = u * v * w + (dvw * duw * duv - u * dvw * dvw - v * duw * duw - w * duv * duv) / 4;
                    if (det > m_leastDeterminant
                            && det < m_mostDeterminant
                            && m_test.triclinic(u, v, w, dvw, duw, duv)
                            && isNew(det)) {
                        pool.offer(u, v, w, dvw, duw, duv);
                    }
                }
            }
        }
    }

    private boolean isNew(double det) {
        return m_offered.merge(Math.round(Math.log(det) / SAME), 1, Integer::sum) <= OFFERS;
    }
}
