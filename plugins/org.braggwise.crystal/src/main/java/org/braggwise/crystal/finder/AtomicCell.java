// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.finder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.IntMatrix;
import org.braggwise.crystal.geometry.Lattice;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.PositionIndex;

/**
 * The atoms of a cell with a reduced basis as plain arrays: a kind and a position each. Two atoms are of one kind where the same species
 * occupy them in the same way. For one thread.
 */
final class AtomicCell {

    /** From here on it pays to tell atoms of one kind apart by their neighbours. */
    private static final int MANY = 500;

    private final Lattice m_lattice;
    private final int[] m_kinds;
    private final int[] m_sites;
    private final double[][] m_positions;
    private final int[][] m_byKind;
    private final int m_rarest;
    private final PositionIndex m_index;

    /**
     * @param lattice the translations; positions are in its reduced basis
     * @param kinds of each atom, 0 or more
     * @param sites the site of the structure that each atom came from
     * @param positions fractional coordinates of each atom
     */
    AtomicCell(Lattice lattice, int[] kinds, int[] sites, double[][] positions) {
        m_lattice = lattice;
        m_kinds = kinds;
        m_sites = sites;
        m_positions = positions;
        m_index = new PositionIndex(lattice, positions.length);
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        int last = -1;
        for (int i = 0; i < kinds.length; i++) {
            groups.computeIfAbsent(kinds[i], k -> new ArrayList<>()).add(i);
            m_index.add(positions[i]);
            last = Math.max(last, kinds[i]);
        }
        m_byKind = new int[last + 1][0];
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

    /**
     * @param toleranceAngstrom how far atoms may be from where symmetry puts them
     * @return the atoms on the reduced basis of the structure's lattice
     */
    static AtomicCell of(CrystalStructure structure, double toleranceAngstrom) {
        Map<String, Integer> kinds = new HashMap<>();
        int[] siteKind = new int[structure.sites().size()];
        for (int i = 0; i < siteKind.length; i++) {
            siteKind[i] = kinds.computeIfAbsent(kind(structure.sites().get(i)), k -> kinds.size());
        }
        int n = structure.atoms().size();
        int[] kind = new int[n];
        int[] site = new int[n];
        double[][] x = new double[n][];
        Lattice lattice = new Lattice(structure.cell().metric());
        for (int i = 0; i < n; i++) {
            Atom a = structure.atoms().get(i);
            kind[i] = siteKind[a.siteIndex()];
            site[i] = a.siteIndex();
            x[i] = lattice.toReduced(new double[] {a.x(), a.y(), a.z()});
        }
        return new AtomicCell(
                lattice, n < MANY ? kind : Environments.refined(lattice, kind, x, toleranceAngstrom), site, x);
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

    Metric metric() {
        return m_lattice.reduced();
    }

    Lattice lattice() {
        return m_lattice;
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

    /** The atoms of the kind that has the fewest: their differences are the only translations that can be. */
    int[] rarest() {
        return m_byKind[m_rarest];
    }

    /** @return the number of atoms of each kind, 0 for a kind that has none */
    int[] kindSizes() {
        int[] sizes = new int[m_byKind.length];
        for (int k = 0; k < sizes.length; k++) {
            sizes[k] = m_byKind[k].length;
        }
        return sizes;
    }

    /**
     * @param radius where the search starts, in angstrom
     * @return the atom of a kind that is nearest to a point
     */
    int nearest(int kind, double[] x, double radius) {
        for (double r = radius; r < 3 * m_lattice.shortest(); r *= 4) {
            int best = within(kind, x, r);
            if (best >= 0) {
                return best;
            }
        }
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i : m_byKind[kind]) {
            double[] y = m_positions[i];
            double d = m_lattice.nearestSquared(new double[] {x[0] - y[0], x[1] - y[1], x[2] - y[2]});
            if (d < least) {
                least = d;
                best = i;
            }
        }
        return best;
    }

    /** @return the nearest atom of a kind within a radius, -1 where there is none */
    private int within(int kind, double[] x, double radius) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        int n = m_index.near(x, radius);
        for (int i = 0; i < n; i++) {
            int atom = m_index.found(i);
            double d = m_index.square(i);
            if (m_kinds[atom] == kind && (d < least || d == least && atom < best)) {
                least = d;
                best = atom;
            }
        }
        return best;
    }

    /**
     * What came of moving all atoms.
     *
     * @param angstrom the largest distance between an image and the atom that is there
     * @param mean the mean of the vectors from the images to the atoms that are there, in fractions
     */
    record Fit(double angstrom, double[] mean) {}

    /**
     * @return how images W x + w fit the atoms; null where an image has no atom of its kind within the tolerance
     * @throws CancellationException where the thread was interrupted
     */
    Fit fit(int[] w, double[] shift, double tolerance) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The search for symmetry was interrupted.");
        }
        double worst = 0;
        double[] mean = new double[3];
        double[] y = new double[3];
        for (int i = 0; i < m_kinds.length; i++) {
            double[] x = m_positions[i];
            for (int k = 0; k < 3; k++) {
                y[k] = w[3 * k] * x[0] + w[3 * k + 1] * x[1] + w[3 * k + 2] * x[2] + shift[k];
            }
            int there = within(m_kinds[i], y, tolerance);
            if (there < 0) {
                return null;
            }
            double[] z = m_positions[there];
            for (int k = 0; k < 3; k++) {
                y[k] = FractionalDifference.nearest(z[k] - y[k]);
                mean[k] += y[k] / m_kinds.length;
            }
            worst = Math.max(worst, metric().square(y));
        }
        return new Fit(Math.sqrt(worst), mean);
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
            Fit fit = fit(w, t, tolerance);
            if (fit != null && fit.angstrom() < least) {
                least = fit.angstrom();
                best = t;
            }
        }
        return best;
    }

    /** @return whether a translation brings every atom to one of its kind, within the tolerance; null where not, else the exact translation */
    double[] translation(double[] t, double tolerance) {
        Fit fit = fit(IntMatrix.identity(), t, tolerance);
        if (fit == null) {
            return null;
        }
        double[] mean = fit.mean();
        return new double[] {t[0] + mean[0], t[1] + mean[1], t[2] + mean[2]};
    }
}
