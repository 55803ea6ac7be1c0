// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;

/** The atoms of a cell as plain arrays: a kind and a position each. Two atoms are of one kind where the same species occupy them in the same way. */
final class AtomicCell {

    private final double[][] m_metric;
    private final int[] m_kinds;
    private final int[] m_sites;
    private final double[][] m_positions;
    private final int[][] m_byKind;
    private final int m_rarest;

    AtomicCell(double[][] metric, int[] kinds, int[] sites, double[][] positions) {
        m_metric = metric;
        m_kinds = kinds;
        m_sites = sites;
        m_positions = positions;
        Map<Integer, java.util.List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < kinds.length; i++) {
            groups.computeIfAbsent(kinds[i], k -> new java.util.ArrayList<>()).add(i);
        }
        m_byKind = new int[groups.keySet().stream().mapToInt(k -> k).max().orElse(-1) + 1][0];
        groups.forEach(
                (k, members) -> m_byKind[k] = members.stream().mapToInt(i -> i).toArray());
        int rarest = -1;
        for (int k = 0; k < m_byKind.length; k++) {
            if (m_byKind[k].length > 0 && (rarest < 0 || m_byKind[k].length < m_byKind[rarest].length)) {
                rarest = k;
            }
        }
        m_rarest = rarest;
    }

    static AtomicCell of(CrystalStructure structure) {
        Map<String, Integer> kinds = new HashMap<>();
        int[] siteKind = new int[structure.sites().size()];
        for (int i = 0; i < siteKind.length; i++) {
            siteKind[i] = kinds.computeIfAbsent(kind(structure.sites().get(i)), k -> kinds.size());
        }
        int n = structure.atoms().size();
        int[] kind = new int[n];
        int[] site = new int[n];
        double[][] x = new double[n][];
        for (int i = 0; i < n; i++) {
            Atom a = structure.atoms().get(i);
            kind[i] = siteKind[a.siteIndex()];
            site[i] = a.siteIndex();
            x[i] = new double[] {a.x(), a.y(), a.z()};
        }
        return new AtomicCell(structure.cell().metricTensor(), kind, site, x);
    }

    /* Charges are left out: files give them to some sites and not to others. Occupancies count to the third decimal. */
    private static String kind(Site site) {
        Map<String, Double> elements = new TreeMap<>();
        for (Species s : site.species()) {
            elements.merge(s.element(), s.occupancy(), Double::sum);
        }
        StringBuilder key = new StringBuilder();
        elements.forEach((e, n) -> key.append(e).append(Math.round(1000 * n)).append(' '));
        return key.toString();
    }

    int size() {
        return m_kinds.length;
    }

    double[][] metric() {
        return m_metric;
    }

    int kind(int atom) {
        return m_kinds[atom];
    }

    int site(int atom) {
        return m_sites[atom];
    }

    double[] position(int atom) {
        return m_positions[atom];
    }

    int[] ofKind(int kind) {
        return m_byKind[kind];
    }

    /** The atoms of the kind that has the fewest: their differences are the only translations that can be. */
    int[] rarest() {
        return m_byKind[m_rarest];
    }

    /** @return the atom of a kind that is nearest to a point */
    int nearest(int kind, double[] x) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i : m_byKind[kind]) {
            double d = distanceSquared(x, m_positions[i]);
            if (d < least) {
                least = d;
                best = i;
            }
        }
        return best;
    }

    /** In square angstrom, modulo the lattice, to the image whose fractional differences are at most a half. */
    double distanceSquared(double[] p, double[] q) {
        double x = p[0] - q[0];
        double y = p[1] - q[1];
        double z = p[2] - q[2];
        x -= Math.rint(x);
        y -= Math.rint(y);
        z -= Math.rint(z);
        double[][] g = m_metric;
        return x * (g[0][0] * x + 2 * g[0][1] * y + 2 * g[0][2] * z)
                + y * (g[1][1] * y + 2 * g[1][2] * z)
                + g[2][2] * z * z;
    }

    /** @return the largest distance between an image W x + w and the atom that is there, infinite where one has none within the tolerance */
    double misfit(int[] w, double[] shift, double tolerance) {
        double limit = tolerance * tolerance;
        double worst = 0;
        double[] y = new double[3];
        for (int i = 0; i < m_kinds.length; i++) {
            double[] x = m_positions[i];
            for (int k = 0; k < 3; k++) {
                y[k] = w[3 * k] * x[0] + w[3 * k + 1] * x[1] + w[3 * k + 2] * x[2] + shift[k];
            }
            double least = Double.POSITIVE_INFINITY;
            for (int j : m_byKind[m_kinds[i]]) {
                double d = distanceSquared(y, m_positions[j]);
                if (d < least) {
                    least = d;
                    if (d < 0.01 * limit) {
                        break;
                    }
                }
            }
            if (least > limit) {
                return Double.POSITIVE_INFINITY;
            }
            worst = Math.max(worst, least);
        }
        return Math.sqrt(worst);
    }

    /** @return the translation part that goes with a rotation, the best where several are within the tolerance; null where none is */
    double[] translationFor(int[] w, double tolerance) {
        double[] x = m_positions[rarest()[0]];
        double least = Double.POSITIVE_INFINITY;
        double[] best = null;
        for (int j : rarest()) {
            double[] t = new double[3];
            for (int k = 0; k < 3; k++) {
                t[k] = m_positions[j][k] - w[3 * k] * x[0] - w[3 * k + 1] * x[1] - w[3 * k + 2] * x[2];
            }
            double d = misfit(w, t, tolerance);
            if (d < least) {
                least = d;
                best = t;
            }
        }
        return best;
    }
}
