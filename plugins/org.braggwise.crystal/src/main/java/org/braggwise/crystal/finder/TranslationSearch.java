// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.finder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.HermiteReduction;
import org.braggwise.crystal.geometry.IntMatrix;
import org.braggwise.crystal.geometry.Lattice;
import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.Metric;

/**
 * Finds the translations of the atoms of a cell that are shorter than the cell's own. Candidates are the differences of atoms of the rarest
 * kind, the shortest first; one that the translations found so far already span is not tried, so that a supercell of thousands of cells
 * costs a few trials. The mean over all atoms of how a translation moves them is exact: along each cycle of atoms the moves add up to a
 * lattice vector.
 */
final class TranslationSearch {

    /** A candidate that is nearer than this to a translation found is that translation: atoms are not nearer to each other. */
    private static final double SAME_ANGSTROM = 0.2;

    private static final double RATIONAL = 1e-6;

    private final AtomicCell m_cell;
    private final double m_tolerance;
    private final List<int[]> m_found = new ArrayList<>();
    private int m_denominator = 1;
    private double[][] m_basis = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private Metric m_metric;
    private double[][] m_inverse = m_basis;

    private TranslationSearch(AtomicCell cell, double tolerance) {
        m_cell = cell;
        m_tolerance = tolerance;
        m_metric = cell.metric();
    }

    /**
     * @param tolerance in angstrom
     * @return columns: a reduced basis of the lattice, in fractions of the cell; null where the translations within the tolerance are none
     */
    static double[][] basis(AtomicCell cell, double tolerance) {
        TranslationSearch search = new TranslationSearch(cell, tolerance);
        for (double[] t : search.candidates()) {
            if (!search.known(t)) {
                double[] exact = cell.translation(t, tolerance);
                if (exact != null && !search.add(exact)) {
                    return null;
                }
            }
        }
        return search.m_basis;
    }

    private List<double[]> candidates() {
        int[] atoms = m_cell.rarest();
        double[] x = m_cell.position(atoms[0]);
        List<double[]> all = new ArrayList<>();
        for (int j = 1; j < atoms.length; j++) {
            double[] y = m_cell.position(atoms[j]);
            all.add(FractionalDifference.of(y, x));
        }
        Metric g = m_cell.metric();
        all.sort(Comparator.comparingDouble(g::square));
        return all;
    }

    private boolean known(double[] t) {
        double[] c = Matrix3.apply(m_inverse, t);
        for (int k = 0; k < 3; k++) {
            c[k] = FractionalDifference.nearest(c[k]);
        }
        double same = Math.max(SAME_ANGSTROM, 2 * m_tolerance);
        return m_metric.square(c) < same * same;
    }

    /** @return whether the lattice has it now: not where no multiple of it is a vector of the cell */
    private boolean add(double[] t) {
        for (int n = 2; n <= m_cell.size(); n++) {
            if (integer(n * t[0]) && integer(n * t[1]) && integer(n * t[2])) {
                int common = n / IntMatrix.gcd(n, m_denominator) * m_denominator;
                int factor = common / m_denominator;
                m_found.replaceAll(v -> IntMatrix.times(v, factor));
                m_found.add(new int[] {
                    (int) Math.rint(common * t[0]), (int) Math.rint(common * t[1]), (int) Math.rint(common * t[2])
                });
                m_denominator = common;
                double[][] b = HermiteReduction.basis(m_found, common);
                Metric metric = m_cell.metric().transformed(b);
                Lattice lattice = new Lattice(metric);
                m_basis = Matrix3.times(b, Matrix3.of(lattice.basis()));
                m_metric = lattice.reduced();
                m_inverse = Matrix3.inverse(m_basis);
                return true;
            }
        }
        return false;
    }

    private static boolean integer(double x) {
        return Math.abs(FractionalDifference.nearest(x)) < RATIONAL;
    }
}
