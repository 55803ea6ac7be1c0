// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.Arrays;
import java.util.Locale;

import org.braggwise.crystal.geometry.UnitCell;

/**
 * All families of symmetry-equivalent reflections between two spacings, one member each, on plain arrays. The members found are in the order
 * of h, then k, then l, and each family has its label, the indices that {@link org.braggwise.diffraction.Reflection} speaks of.
 */
final class ReflectionSphere {

    /** More lattice points than this within the sphere are refused. */
    static final int MAX_POINTS = 2_000_000;

    /** Memory of the map of points seen, in bits: a very oblique cell's box is much larger than its sphere. */
    private static final double MAX_BOX = 1L << 30;

    private int m_size;
    private int[] m_indices = new int[3 * 64];
    private int[] m_labels = new int[3 * 64];
    private int[] m_multiplicities = new int[64];
    private double[] m_q2 = new double[64];
    private int m_maxH;
    private int m_maxK;
    private int m_maxL;

    /**
     * @param cell the cell
     * @param group what makes reflections equivalent
     * @param qMin least 1/d in reciprocal angstrom
     * @param qMax greatest 1/d
     * @throws ReflectionLimitException where the sphere holds more than {@link #MAX_POINTS} points
     */
    ReflectionSphere(UnitCell cell, PointGroup group, double qMin, double qMax) {
        double points = 4 / 3.0 * Math.PI * qMax * qMax * qMax * cell.volume();
        // |h| = |q . a| <= |q| |a|
        double boxH = Math.floor(cell.a() * qMax * (1 + 1e-5));
        double boxK = Math.floor(cell.b() * qMax * (1 + 1e-5));
        double boxL = Math.floor(cell.c() * qMax * (1 + 1e-5));
        double box = (2 * boxH + 1) * (2 * boxK + 1) * (2 * boxL + 1);
        if (!(points <= MAX_POINTS) || !(box <= MAX_BOX)) {
            throw new ReflectionLimitException(String.format(
                    Locale.ROOT,
                    "A cell of %.4g cubic angstrom (a %.4g, b %.4g, c %.4g) has about %.3g "
                            + "reflections down to d = %.4g angstrom: expected at most %d. Choose a smaller range of angles or a longer wavelength, or check "
                            + "the cell's units.",
                    cell.volume(),
                    cell.a(),
                    cell.b(),
                    cell.c(),
                    points,
                    1 / qMax,
                    MAX_POINTS));
        }
        m_maxH = (int) boxH;
        m_maxK = (int) boxK;
        m_maxL = (int) boxL;
        enumerate(cell.reciprocalMetricTensor(), group, qMin * qMin, qMax * qMax);
    }

    private void enumerate(double[][] g, PointGroup group, double min, double max) {
        int strideK = 2 * m_maxL + 1;
        int strideH = (2 * m_maxK + 1) * strideK;
        long[] seen = new long[((2 * m_maxH + 1) * strideH >> 6) + 1];
        int[] images = new int[3 * group.order()];
        // Half of the sphere: every family has a member there, since opposites are equivalent.
        for (int h = 0; h <= m_maxH; h++) {
            for (int k = h == 0 ? 0 : -m_maxK; k <= m_maxK; k++) {
                // q^2 = g33 l^2 + 2 p l + r <= max
                double p = g[0][2] * h + g[1][2] * k;
                double r = h * (g[0][0] * h + 2 * g[0][1] * k) + g[1][1] * k * k;
                double root = p * p - g[2][2] * (r - max);
                if (root < 0) {
                    continue;
                }
                double half = Math.sqrt(root);
                int from = Math.max(-m_maxL, (int) Math.ceil((-p - half) / g[2][2] - 1e-9));
                int to = Math.min(m_maxL, (int) Math.floor((-p + half) / g[2][2] + 1e-9));
                for (int l = h == 0 && k == 0 ? 1 : from; l <= to; l++) {
                    double q2 = r + l * (2 * p + g[2][2] * l);
                    int bit = (h + m_maxH) * strideH + (k + m_maxK) * strideK + l + m_maxL;
                    if (q2 < min || q2 > max || (seen[bit >> 6] & 1L << (bit & 63)) != 0) {
                        continue;
                    }
                    group.images(h, k, l, images);
                    int stabilising = 0;
                    int label = 0;
                    long highest = Long.MIN_VALUE;
                    for (int i = 0; i < images.length; i += 3) {
                        int ih = images[i];
                        int ik = images[i + 1];
                        int il = images[i + 2];
                        if (ih == h && ik == k && il == l) {
                            stabilising++;
                        }
                        long rank = rank(ih, ik, il);
                        if (rank > highest) {
                            highest = rank;
                            label = i;
                        }
                        if (Math.abs(ih) <= m_maxH && Math.abs(ik) <= m_maxK && Math.abs(il) <= m_maxL) {
                            int b = (ih + m_maxH) * strideH + (ik + m_maxK) * strideK + il + m_maxL;
                            seen[b >> 6] |= 1L << (b & 63);
                        }
                    }
                    add(h, k, l, images, label, group.order() / stabilising, q2);
                }
            }
        }
    }

    /** Fewest negative indices first, then the greatest by h, k, l. Right for indices below 2^19: cells of up to 30 micrometres. */
    private static long rank(int h, int k, int l) {
        int negative = (h >>> 31) + (k >>> 31) + (l >>> 31);
        return (((3L - negative << 20) + h << 20) + k << 20) + l;
    }

    private void add(int h, int k, int l, int[] images, int label, int multiplicity, double q2) {
        if (m_size == m_q2.length) {
            m_indices = Arrays.copyOf(m_indices, 6 * m_size);
            m_labels = Arrays.copyOf(m_labels, 6 * m_size);
            m_multiplicities = Arrays.copyOf(m_multiplicities, 2 * m_size);
            m_q2 = Arrays.copyOf(m_q2, 2 * m_size);
        }
        int o = 3 * m_size;
        m_indices[o] = h;
        m_indices[o + 1] = k;
        m_indices[o + 2] = l;
        System.arraycopy(images, label, m_labels, o, 3);
        m_multiplicities[m_size] = multiplicity;
        m_q2[m_size++] = q2;
    }

    /** @return how many families there are */
    int size() {
        return m_size;
    }

    /** @return index 0 (h), 1 (k) or 2 (l) of family i's member */
    int index(int i, int axis) {
        return m_indices[3 * i + axis];
    }

    /** @return index 0 (h), 1 (k) or 2 (l) of family i's label */
    int label(int i, int axis) {
        return m_labels[3 * i + axis];
    }

    /** @return how many members family i has */
    int multiplicity(int i) {
        return m_multiplicities[i];
    }

    /** @return 1/d^2 of family i in reciprocal square angstrom */
    double q2(int i) {
        return m_q2[i];
    }

    /** @return the greatest |h|, |k| or |l| that can occur */
    int limit(int axis) {
        return axis == 0 ? m_maxH : axis == 1 ? m_maxK : m_maxL;
    }
}
