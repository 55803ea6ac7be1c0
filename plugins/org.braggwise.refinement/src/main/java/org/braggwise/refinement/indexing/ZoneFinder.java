// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds zones after de Wolff (1958), Acta Cryst. 11, 664, doi:10.1107/S0365110X58001766: any three lines may be u, v and u + v of a plane of
 * the reciprocal lattice. Planes are ranked by how many of their lines are observed: a line that is costs ln(c / f), one that is not
 * ln((1 - c) / (1 - f)), where c is the chance that a random Q meets an observed line and f the share of a true plane's lines that are
 * observed.
 */
final class ZoneFinder {

    private static final int AXES = 15;
    private static final int KEPT = 150;
    private static final double OBSERVED = 0.6;
    private static final double SAME = 1e-3;

    private final ObservedLines m_lines;
    private final double m_hit;
    private final double m_miss;

    ZoneFinder(ObservedLines lines) {
        m_lines = lines;
        double covered = 0;
        for (int i = 0; i < lines.searched; i++) {
            covered += 2 * lines.tolerance[i];
        }
        double chance = Math.min(0.5, covered / lines.searchLimit());
        m_hit = Math.log(OBSERVED / chance);
        m_miss = Math.log((1 - OBSERVED) / (1 - chance));
    }

    /** @return the zones, the best first */
    List<Zone> find() {
        int last = m_lines.searched;
        int first = Math.min(AXES, last);
        List<Zone> all = new ArrayList<>();
        for (int i = 0; i < first; i++) {
            for (int j = i; j < first; j++) {
                for (int k = 0; k < last; k++) {
                    double a = m_lines.q[i];
                    double b = m_lines.q[j];
                    double[] z = k == i && k == j ? null : Zone.reduced(a, b, m_lines.q[k] - a - b);
                    if (z != null) {
                        all.add(new Zone(z[0], z[1], z[2], score(z[0], z[1], z[2])));
                    }
                }
            }
        }
        all.sort(Comparator.comparingDouble((Zone z) -> -z.score()));
        List<Zone> best = new ArrayList<>();
        for (Zone z : all) {
            if (best.size() < KEPT && best.stream().noneMatch(o -> o.isNear(z, SAME))) {
                best.add(z);
            }
        }
        return best;
    }

    private double score(double a, double b, double d) {
        double limit = m_lines.searchLimit();
        int explained = 0;
        int predicted = 0;
        for (int y = 0; (b - d * d / (4 * a)) * y * y <= limit; y++) {
            int start = y == 0 ? 1 : (int) Math.rint(-d * y / (2 * a));
            for (int step = 1; step >= (y == 0 ? 1 : -1); step -= 2) {
                for (int x = step > 0 ? start : start - 1; ; x += step) {
                    double q = a * x * x + b * y * y + d * x * y;
                    if (q > limit) {
                        break;
                    }
                    predicted++;
                    int i = Math.min(m_lines.searched - 1, m_lines.nearest(q));
                    if (Math.abs(m_lines.q[i] - q) <= m_lines.tolerance[i]) {
                        explained |= 1 << i;
                    }
                }
            }
        }
        int hits = Integer.bitCount(explained);
        return hits * m_hit + (predicted - hits) * m_miss;
    }
}
