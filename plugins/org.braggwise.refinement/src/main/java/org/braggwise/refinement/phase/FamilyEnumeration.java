// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.phase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Finds the families of reflections of a space group that are not extinct by its centring, glide planes and screw axes (International
 * Tables A, section 1.6.3). The member of a family is the one with the greatest h, then k, then l. Immutable: made once for a group and
 * asked again whenever the cell has changed.
 */
public final class FamilyEnumeration {

    /** More points than this in the box around the sphere, and there is no answer: the cell has run away. */
    private static final long MOST_POINTS = 4_000_000;

    private final SpaceGroup m_group;
    private final ReciprocalMetric m_metric;
    private final int[] m_rotations;

    /** @param group in any setting */
    public FamilyEnumeration(SpaceGroup group) {
        m_group = group;
        m_metric = ReciprocalMetric.of(group);
        Set<List<Integer>> seen = new HashSet<>();
        List<int[]> rotations = new ArrayList<>();
        for (SymmetryOperation operation : group.primitiveOperations()) {
            for (int sign = 1; sign >= -1; sign -= 2) {
                int[] w = operation.rotation();
                for (int i = 0; i < 9; i++) {
                    w[i] *= sign;
                }
                if (seen.add(Arrays.stream(w).boxed().toList())) {
                    rotations.add(w);
                }
            }
        }
        m_rotations = rotations.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /** @return the free numbers of the group's reciprocal metric */
    public ReciprocalMetric metric() {
        return m_metric;
    }

    /**
     * @param g the free numbers of {@link #metric}
     * @param qMin least Q = 1 / d^2 in reciprocal square angstrom
     * @param qMax greatest
     * @param most how many families there may be
     * @return the families, by h, then k, then l from the least; empty where there are more, or the numbers are those of no sensible cell
     */
    public Optional<ReflectionFamilies> find(double[] g, double qMin, double qMax, int most) {
        if (!m_metric.spans(g)) {
            return Optional.empty();
        }
        double[][] r = m_metric.tensorOf(g);
        double volume = m_metric.volume(g);
        // |h| <= |q| |a|, and a^2 is a minor of the reciprocal tensor over its determinant
        double a = Math.sqrt(r[1][1] * r[2][2] - r[1][2] * r[1][2]) * volume;
        double b = Math.sqrt(r[0][0] * r[2][2] - r[0][2] * r[0][2]) * volume;
        double c = Math.sqrt(r[0][0] * r[1][1] - r[0][1] * r[0][1]) * volume;
        double q = Math.sqrt(qMax) * (1 + 1e-9);
        int maxH = (int) Math.min(1e6, a * q);
        int maxK = (int) Math.min(1e6, b * q);
        int maxL = (int) Math.min(1e6, c * q);
        if ((2.0 * maxH + 1) * (2.0 * maxK + 1) * (2.0 * maxL + 1) > MOST_POINTS) {
            return Optional.empty();
        }
        return new Search(r, qMin, qMax, maxH, maxK, maxL, most).run();
    }

    /** One enumeration. The greatest member of a family lies in the half with h > 0, or h = 0 and k > 0, or h = k = 0 and l > 0. */
    private final class Search {
        private final double[][] m_r;
        private final double m_qMin;
        private final double m_qMax;
        private final int m_maxH;
        private final int m_maxK;
        private final int m_maxL;
        private final int m_most;
        private int[] m_found = new int[256];
        private int m_size;

        Search(double[][] r, double qMin, double qMax, int maxH, int maxK, int maxL, int most) {
            m_r = r;
            m_qMin = qMin;
            m_qMax = qMax;
            m_maxH = maxH;
            m_maxK = maxK;
            m_maxL = maxL;
            m_most = most;
        }

        Optional<ReflectionFamilies> run() {
            for (int h = 0; h <= m_maxH; h++) {
                for (int k = h == 0 ? 0 : -m_maxK; k <= m_maxK; k++) {
                    // Q = r33 l^2 + 2 p l + s
                    double p = m_r[0][2] * h + m_r[1][2] * k;
                    double s = h * (m_r[0][0] * h + 2 * m_r[0][1] * k) + m_r[1][1] * k * k;
                    double root = p * p - m_r[2][2] * (s - m_qMax);
                    if (root < 0) {
                        continue;
                    }
                    double half = Math.sqrt(root);
                    int from =
                            h == 0 && k == 0 ? 1 : Math.max(-m_maxL, (int) Math.ceil((-p - half) / m_r[2][2] - 1e-9));
                    int to = Math.min(m_maxL, (int) Math.floor((-p + half) / m_r[2][2] + 1e-9));
                    for (int l = from; l <= to; l++) {
                        double q = s + l * (2 * p + m_r[2][2] * l);
                        if (q >= m_qMin && q <= m_qMax) {
                            consider(h, k, l);
                        }
                    }
                    if (m_size > 4 * m_most) {
                        return Optional.empty();
                    }
                }
            }
            return m_size > 4 * m_most ? Optional.empty() : Optional.of(families());
        }

        private void consider(int h, int k, int l) {
            int[] w = m_rotations;
            int same = 0;
            for (int o = 0; o < w.length; o += 9) {
                int ih = h * w[o] + k * w[o + 3] + l * w[o + 6];
                if (ih < h) {
                    continue;
                }
                int ik = h * w[o + 1] + k * w[o + 4] + l * w[o + 7];
                int il = h * w[o + 2] + k * w[o + 5] + l * w[o + 8];
                if (ih > h || ik > k || ik == k && il > l) {
                    return;
                }
                same += ik == k && il == l ? 1 : 0;
            }
            if (m_group.absent(h, k, l)) {
                return;
            }
            if (m_size + 4 > m_found.length) {
                m_found = Arrays.copyOf(m_found, 2 * m_found.length);
            }
            m_found[m_size++] = h;
            m_found[m_size++] = k;
            m_found[m_size++] = l;
            m_found[m_size++] = w.length / 9 / same;
        }

        private ReflectionFamilies families() {
            int n = m_size / 4;
            int[][] columns = new int[4][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < 4; j++) {
                    columns[j][i] = m_found[4 * i + j];
                }
            }
            return new ReflectionFamilies(columns[0], columns[1], columns[2], columns[3]);
        }
    }
}
