// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SiteSymmetry;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * A crystal structure: a cell, a space group in one setting, and the sites of the asymmetric unit. Immutable.
 * Sites are expanded to the atoms of the cell; images within {@link #SAME_POSITION_ANGSTROM} of each other are one atom, at
 * their mean.
 */
public final class CrystalStructure {

    /** Symmetry images of a site that are nearer to each other than this, in angstrom, are the same atom. */
    public static final double SAME_POSITION_ANGSTROM = 0.02;

    private static final double DALTON_PER_CUBIC_ANGSTROM = 1.66053906660; // in g/cm^3, CODATA 2018

    private final String m_name;
    private final UnitCell m_cell;
    private final SpaceGroup m_spaceGroup;
    private final List<Site> m_sites;
    private final List<Atom> m_atoms;
    private final int[] m_multiplicities;

    /**
     * @param name what to call it, "" for nothing
     * @param cell the cell of the space group's setting
     * @param spaceGroup the space group
     * @param sites the asymmetric unit, at least one site
     * @throws IllegalArgumentException where there is no site
     */
    public CrystalStructure(String name, UnitCell cell, SpaceGroup spaceGroup, List<Site> sites) {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("Structure \"" + name + "\" has no sites: expected at least one.");
        }
        m_name = name;
        m_cell = java.util.Objects.requireNonNull(cell);
        m_spaceGroup = java.util.Objects.requireNonNull(spaceGroup);
        m_sites = List.copyOf(sites);
        m_multiplicities = new int[sites.size()];
        List<Atom> atoms = new ArrayList<>();
        Metric g = cell.metric();
        for (int i = 0; i < sites.size(); i++) {
            m_multiplicities[i] = expand(i, g, atoms);
        }
        m_atoms = List.copyOf(atoms);
    }

    private int expand(int site, Metric g, List<Atom> atoms) {
        Site s = m_sites.get(site);
        // A rounded special position must not take the symmetry from the atoms.
        double[] x = SiteSymmetry.settled(
                m_spaceGroup.operations(), g, new double[] {s.x(), s.y(), s.z()}, SAME_POSITION_ANGSTROM);
        List<double[]> images = new ArrayList<>();
        double same = SAME_POSITION_ANGSTROM * SAME_POSITION_ANGSTROM / 4;
        for (SymmetryOperation operation : m_spaceGroup.operations()) {
            double[] y = operation.apply(x);
            boolean known = false;
            for (int i = 0; i < images.size() && !known; i++) {
                known = square(g, images.get(i), y) < same;
            }
            if (!known) {
                images.add(y);
            }
        }
        for (double[] y : images) {
            atoms.add(new Atom(site, wrapped(y[0]), wrapped(y[1]), wrapped(y[2])));
        }
        return images.size();
    }

    /** Of the difference to the nearest image by translation, for atoms that are near each other. */
    private static double square(Metric g, double[] p, double[] q) {
        return g.square(FractionalDifference.of(q, p));
    }

    /* 1 - 1e-17 is 1 in a double, and -1e-10 is the origin of the next cell: both are written 0. */
    private static double wrapped(double x) {
        double w = x - Math.floor(x);
        return w > 1 - 1e-9 ? 0 : w;
    }

    /** @return the name */
    public String name() {
        return m_name;
    }

    /** @return the cell */
    public UnitCell cell() {
        return m_cell;
    }

    /** @return the space group in the setting of the cell */
    public SpaceGroup spaceGroup() {
        return m_spaceGroup;
    }

    /** @return the sites of the asymmetric unit */
    public List<Site> sites() {
        return m_sites;
    }

    /** @return all atoms of the cell, site by site, in the order of the group's operations */
    public List<Atom> atoms() {
        return m_atoms;
    }

    /** @return how many atoms of the cell are images of the site */
    public int multiplicity(int site) {
        return m_multiplicities[site];
    }

    /** @return the number of atoms of each element in the cell, in the order of the formula */
    public Map<String, Double> composition() {
        return Composition.ofCell(this);
    }

    /** @return the reduced formula, elements by electronegativity: "SrTiO3", "La0.785Ca0.215MnO3" */
    public String formula() {
        return Composition.formula(this);
    }

    /** @return Z, the number of formula units of {@link #formula()} in the cell */
    public double formulaUnits() {
        return Composition.formulaUnits(this);
    }

    /** @return the density in g/cm^3 */
    public double density() {
        double mass = 0;
        for (Map.Entry<String, Double> e : composition().entrySet()) {
            mass += Elements.of(e.getKey()).mass() * e.getValue();
        }
        return mass / m_cell.volume() * DALTON_PER_CUBIC_ANGSTROM;
    }

    /** @return whether every site is held by one element alone and fully */
    public boolean ordered() {
        return m_sites.stream().noneMatch(Site::disordered);
    }

    /** @return the same structure under another name */
    public CrystalStructure withName(String name) {
        return new CrystalStructure(name, m_cell, m_spaceGroup, m_sites);
    }

    /** @return the same structure in another cell, fractional coordinates kept */
    public CrystalStructure withCell(UnitCell cell) {
        return new CrystalStructure(m_name, cell, m_spaceGroup, m_sites);
    }

    /** @return the same cell and group with other sites */
    public CrystalStructure withSites(List<Site> sites) {
        return new CrystalStructure(m_name, m_cell, m_spaceGroup, sites);
    }

    /** @return the same atoms as sites of P 1, one site an atom, in the order of {@link #atoms()} */
    public CrystalStructure inP1() {
        List<Site> all = new ArrayList<>();
        for (Atom a : m_atoms) {
            Site s = m_sites.get(a.siteIndex());
            all.add(s.at(a.x(), a.y(), a.z()));
        }
        return new CrystalStructure(m_name, m_cell, SpaceGroup.ofNumber(1), all);
    }

    /** @return "SrTiO3, Pm-3m (221), 5 atoms" */
    @Override
    public String toString() {
        return formula() + ", " + m_spaceGroup + ", " + m_atoms.size() + " atoms";
    }
}
