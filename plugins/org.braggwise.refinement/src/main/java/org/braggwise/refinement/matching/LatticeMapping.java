// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * The ways in which the lattice of a template can be an indexed one: bases of the lattice with nearly the lengths and angles of the template's
 * primitive basis. Those that the template's symmetry forbids, beyond what indexing is sure of, are left out. It does not matter in which
 * setting or with which centring the lattice was found.
 */
final class LatticeMapping {

    private static final int REACH = 2;

    /** Lengths (relative) and angles (radians) may differ by this from the template's. */
    static final double MOST_STRAIN = 0.32;

    /** How far the metric of an indexed cell may be from what the template's symmetry wants. */
    private static final double SYMMETRY_TOLERANCE = 0.004;

    private static final int KEPT = 2;

    /**
     * One way.
     *
     * @param g free numbers of the template's reciprocal metric
     * @param strain root of the sum of squared differences of lengths (logarithms) and angles (radians) from the template's cell
     */
    record Mapping(double[] g, double strain) {}

    private final double[][] m_vectors;
    private final Metric m_metric;
    private final double[] m_lengths;
    private final double m_volume;

    /** @param primitive any primitive cell of the indexed lattice */
    LatticeMapping(UnitCell primitive) {
        PrimitiveBasis reduced = PrimitiveBasis.of(primitive, SpaceGroup.ofNumber(1));
        m_metric = primitive.metric().transformed(Matrix3.transposed(reduced.rows()));
        List<double[]> vectors = new ArrayList<>();
        for (int i = -REACH; i <= REACH; i++) {
            for (int j = -REACH; j <= REACH; j++) {
                for (int k = -REACH; k <= REACH; k++) {
                    if (i != 0 || j != 0 || k != 0) {
                        vectors.add(new double[] {i, j, k});
                    }
                }
            }
        }
        m_vectors = vectors.toArray(new double[0][]);
        m_lengths = new double[m_vectors.length];
        for (int i = 0; i < m_lengths.length; i++) {
            m_lengths[i] = Math.sqrt(m_metric.dot(m_vectors[i], m_vectors[i]));
        }
        m_volume = primitive.volume();
    }

    /** @return the volume of the lattice's primitive cell in cubic angstrom */
    double volume() {
        return m_volume;
    }

    /** @return the best ways, the least strained first */
    List<Mapping> of(Template template) {
        PrimitiveBasis basis = template.primitive();
        double scale = Math.cbrt(m_volume / basis.volume());
        int[][] near = new int[3][];
        for (int i = 0; i < 3; i++) {
            near[i] = near(basis.lengths()[i] * scale);
        }
        List<Mapping> found = new ArrayList<>();
        for (int a : near[0]) {
            if (!positive(m_vectors[a])) {
                continue; // the other sign is the same lattice turned round
            }
            for (int b : near[1]) {
                if (a == b || !anglesNear(a, b, basis.cosines()[2])) {
                    continue;
                }
                for (int c : near[2]) {
                    if (c != a
                            && c != b
                            && anglesNear(a, c, basis.cosines()[1])
                            && anglesNear(b, c, basis.cosines()[0])
                            && Math.abs(Math.abs(Matrix3.determinant(
                                                    new double[][] {m_vectors[a], m_vectors[b], m_vectors[c]}))
                                            - 1)
                                    < 1e-9) {
                        add(template, basis, scale, new int[] {a, b, c}, found);
                    }
                }
            }
        }
        found.sort(Comparator.comparingDouble(Mapping::strain));
        List<Mapping> distinct = new ArrayList<>();
        for (Mapping m : found) {
            if (distinct.size() < KEPT && distinct.stream().noneMatch(d -> same(d.g(), m.g()))) {
                distinct.add(m);
            }
        }
        return distinct;
    }

    private int[] near(double length) {
        int[] all = new int[m_lengths.length];
        int n = 0;
        for (int i = 0; i < m_lengths.length; i++) {
            if (Math.abs(Math.log(m_lengths[i] / length)) < MOST_STRAIN) {
                all[n++] = i;
            }
        }
        return java.util.Arrays.copyOf(all, n);
    }

    private static boolean positive(double[] v) {
        return v[0] > 0 || v[0] == 0 && (v[1] > 0 || v[1] == 0 && v[2] > 0);
    }

    private boolean anglesNear(int a, int b, double cosine) {
        double c = m_metric.dot(m_vectors[a], m_vectors[b]) / (m_lengths[a] * m_lengths[b]);
        return Math.abs(c - cosine) < MOST_STRAIN
                && Math.abs(Math.acos(Math.max(-1, Math.min(1, c))) - Math.acos(Math.max(-1, Math.min(1, cosine))))
                        < MOST_STRAIN;
    }

    private void add(Template template, PrimitiveBasis basis, double scale, int[] which, List<Mapping> found) {
        double[][] chosen = {m_vectors[which[0]], m_vectors[which[1]], m_vectors[which[2]]};
        double[][] m = m_metric.transformed(Matrix3.transposed(chosen)).toArray();
        // The reciprocal metric of the conventional axes: B^T M^-1 B, where the rows of B are the primitive vectors.
        double[][] b = basis.rows();
        double[][] reciprocal = Matrix3.times(Matrix3.transposed(b), Matrix3.times(Matrix3.inverse(m), b));
        double[] g = template.metric().of(reciprocal);
        if (!template.metric().spans(g)) {
            return;
        }
        double[][] averaged = template.metric().tensorOf(g);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j <= i; j++) {
                double size = Math.sqrt(averaged[i][i] * averaged[j][j]);
                if (Math.abs(averaged[i][j] - reciprocal[i][j]) > SYMMETRY_TOLERANCE * size) {
                    return;
                }
            }
        }
        double strain = strain(template.metric().cell(g), template.structure().cell(), scale);
        if (strain < MOST_STRAIN) {
            found.add(new Mapping(g, strain));
        }
    }

    private static double strain(UnitCell a, UnitCell b, double scale) {
        double x = Math.log(a.a() / (b.a() * scale));
        double y = Math.log(a.b() / (b.b() * scale));
        double z = Math.log(a.c() / (b.c() * scale));
        double u = Math.toRadians(a.alphaDeg() - b.alphaDeg());
        double v = Math.toRadians(a.betaDeg() - b.betaDeg());
        double w = Math.toRadians(a.gammaDeg() - b.gammaDeg());
        return Math.sqrt(x * x + y * y + z * z + u * u + v * v + w * w);
    }

    private static boolean same(double[] g, double[] h) {
        double size = 0;
        double difference = 0;
        for (int i = 0; i < g.length; i++) {
            size = Math.max(size, Math.abs(g[i]));
            difference = Math.max(difference, Math.abs(g[i] - h[i]));
        }
        return difference < 1e-4 * size;
    }
}
