// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.symmetry.SiteSymmetry;

/**
 * Moves atoms as far as their site symmetry leaves them free, so that the space group stays: an atom on a special position keeps it.
 *
 * <p>A shift is averaged over the operations that map the position onto itself (the site-symmetry group, International Tables A, section
 * 8.3.2). That is an orthogonal projection, so no atom moves further than what was drawn.
 */
final class AtomShifts {

    private final CrystalStructure m_structure;
    private final double[][] m_lattice;
    private final double[][] m_inverse;
    /** By site, the projection of a fractional shift onto what is free; 3 x 3. */
    private final List<double[][]> m_free = new ArrayList<>();
    /** By site, the first site at its position: atoms that share a position move together. */
    private final int[] m_position;

    AtomShifts(CrystalStructure structure) {
        m_structure = structure;
        m_lattice = structure.cell().toCartesian();
        m_inverse = Matrix3.inverse(m_lattice);
        List<Site> sites = structure.sites();
        m_position = new int[sites.size()];
        for (int i = 0; i < sites.size(); i++) {
            double[] x = fractional(sites.get(i));
            int first = 0;
            while (first < i && !same(fractional(sites.get(first)), x)) {
                first++;
            }
            m_position[i] = first;
            m_free.add(SiteSymmetry.freeShifts(
                    structure.spaceGroup().operations(),
                    structure.cell().metric(),
                    x,
                    CrystalStructure.SAME_POSITION_ANGSTROM));
        }
    }

    /**
     * @param maxAngstrom how far an atom moves at most; how far in this structure is drawn between 0 and that
     * @param random where from
     * @return the structure with every atom moved by as much, in its own direction, less what its site symmetry forbids
     */
    CrystalStructure shifted(double maxAngstrom, SplittableRandom random) {
        double length = maxAngstrom * random.nextDouble();
        List<double[]> shifts = new ArrayList<>();
        List<Site> moved = new ArrayList<>();
        for (int i = 0; i < m_position.length; i++) {
            double[] any = Matrix3.apply(m_inverse, direction(random, length));
            double[] shift = m_position[i] < i ? shifts.get(m_position[i]) : Matrix3.apply(m_free.get(i), any);
            shifts.add(shift);
            Site s = m_structure.sites().get(i);
            moved.add(new Site(
                    s.label(), s.species(), s.x() + shift[0], s.y() + shift[1], s.z() + shift[2], s.displacement()));
        }
        return m_structure.withSites(moved);
    }

    /** Whether two fractional positions are the same up to a lattice translation. */
    private boolean same(double[] a, double[] b) {
        double[] r = Matrix3.apply(m_lattice, FractionalDifference.of(a, b));
        return Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]) < CrystalStructure.SAME_POSITION_ANGSTROM;
    }

    private static double[] fractional(Site s) {
        return new double[] {s.x(), s.y(), s.z()};
    }

    /** A vector of that length, its direction uniform over the sphere. */
    private static double[] direction(SplittableRandom random, double length) {
        double z = 2 * random.nextDouble() - 1;
        double angle = 2 * Math.PI * random.nextDouble();
        double r = Math.sqrt(1 - z * z);
        return new double[] {length * r * Math.cos(angle), length * r * Math.sin(angle), length * z};
    }
}
