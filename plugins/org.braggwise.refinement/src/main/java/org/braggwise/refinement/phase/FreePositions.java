// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.phase;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SiteSymmetry;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * The free coordinates of a structure: how far each site may move, and along which directions, without leaving its site symmetry. A
 * parameter p is a shift of its site along a {@link #direction} d, x = x0 + p d, in fractional coordinates; the site's other atoms follow by
 * the operations that make them. All parameters 0 is the structure itself. The directions of a site span the range of the mean of the
 * rotations that keep it in place, with leading entries of 1: (1 0 0), (1 1 0), (1 2 0)... Where the group fixes no origin along some
 * direction (a polar group), a common shift along it changes nothing: a fit must damp it. Immutable.
 */
public final class FreePositions {

    private static final double SAME = CrystalStructure.SAME_POSITION_ANGSTROM / 2;

    private final CrystalStructure m_structure;
    private final int[] m_siteOfParameter;
    private final int[] m_firstParameter;
    private final double[][] m_directions;
    private final int[] m_siteOfAtom;
    private final double[] m_start;
    /* For each atom, three entries for each parameter of its site. */
    private final double[][] m_atomDirections;

    /**
     * @param structure the structure at which all parameters are 0
     * @throws IllegalArgumentException where images of one site are so near each other that they cannot be told apart
     */
    public FreePositions(CrystalStructure structure) {
        m_structure = structure;
        int sites = structure.sites().size();
        int atoms = structure.atoms().size();
        m_siteOfAtom = new int[atoms];
        m_start = new double[3 * atoms];
        m_atomDirections = new double[atoms][];
        m_firstParameter = new int[sites + 1];
        Metric metric = structure.cell().metric();
        List<double[]> directions = new ArrayList<>();
        List<Integer> siteOfParameter = new ArrayList<>();
        int atom = 0;
        for (int site = 0; site < sites; site++) {
            Atom first = structure.atoms().get(atom);
            double[] x = {first.x(), first.y(), first.z()};
            List<SymmetryOperation> makers = new ArrayList<>();
            List<double[]> images = new ArrayList<>();
            orbit(x, metric, makers, images);
            if (images.size() != structure.multiplicity(site)) {
                throw new IllegalArgumentException("Site "
                        + structure.sites().get(site).label() + " of \"" + structure.name() + "\" has " + images.size()
                        + " images that are apart: expected its multiplicity, " + structure.multiplicity(site) + ".");
            }
            List<double[]> own =
                    range(SiteSymmetry.freeShifts(structure.spaceGroup().operations(), metric, x, SAME));
            for (double[] d : own) {
                directions.add(d);
                siteOfParameter.add(site);
            }
            m_firstParameter[site + 1] = directions.size();
            for (int i = 0; i < images.size(); i++, atom++) {
                m_siteOfAtom[atom] = site;
                System.arraycopy(images.get(i), 0, m_start, 3 * atom, 3);
                m_atomDirections[atom] = rotated(makers.get(i).rotation(), own);
            }
        }
        m_directions = directions.toArray(new double[0][]);
        m_siteOfParameter = siteOfParameter.stream().mapToInt(i -> i).toArray();
    }

    /** Fills the images of a position and the operations that make them. */
    private void orbit(double[] x, Metric metric, List<SymmetryOperation> makers, List<double[]> images) {
        for (SymmetryOperation operation : m_structure.spaceGroup().operations()) {
            double[] y = operation.apply(x);
            boolean known = false;
            for (int i = 0; i < images.size() && !known; i++) {
                known = near(images.get(i), y, metric);
            }
            if (!known) {
                images.add(y);
                makers.add(operation);
            }
        }
    }

    private static boolean near(double[] p, double[] q, Metric metric) {
        return metric.square(FractionalDifference.of(q, p)) < SAME * SAME;
    }

    /** The columns of a projector, reduced: leading entries 1, zeros above and below them. */
    private static List<double[]> range(double[][] projector) {
        double[][] rows = Matrix3.transposed(projector);
        List<double[]> basis = new ArrayList<>();
        for (int column = 0; column < 3; column++) {
            double[] pivot = rows[0];
            for (double[] row : rows) {
                pivot = Math.abs(row[column]) > Math.abs(pivot[column]) ? row : pivot;
            }
            if (Math.abs(pivot[column]) < 1e-9) {
                continue;
            }
            double[] scaled = new double[3];
            for (int i = 0; i < 3; i++) {
                scaled[i] =
                        Math.rint(pivot[i] / pivot[column] * 24) / 24; // 0, 1, 2, 1/2, 1/3 and their negatives, exact
            }
            for (double[] row : rows) {
                subtract(row, scaled, column);
            }
            for (double[] row : basis) {
                subtract(row, scaled, column);
            }
            basis.add(scaled);
        }
        return basis;
    }

    private static void subtract(double[] row, double[] scaled, int column) {
        double factor = row[column];
        for (int i = 0; i < 3; i++) {
            row[i] -= factor * scaled[i];
        }
    }

    private static double[] rotated(int[] w, List<double[]> directions) {
        double[] all = new double[3 * directions.size()];
        for (int p = 0; p < directions.size(); p++) {
            double[] d = directions.get(p);
            for (int i = 0; i < 3; i++) {
                all[3 * p + i] = w[3 * i] * d[0] + w[3 * i + 1] * d[1] + w[3 * i + 2] * d[2];
            }
        }
        return all;
    }

    /** @return how many free coordinates there are */
    public int size() {
        return m_directions.length;
    }

    /** @return the structure at which all parameters are 0 */
    public CrystalStructure structure() {
        return m_structure;
    }

    /** @return how many atoms the cell has */
    public int atoms() {
        return m_siteOfAtom.length;
    }

    /** @return the site that a parameter moves */
    public int siteOf(int parameter) {
        return m_siteOfParameter[parameter];
    }

    /** @return the first parameter of a site; those of the site end before the next site's first. Also asked for the number of sites. */
    public int firstParameter(int site) {
        return m_firstParameter[site];
    }

    /** @return how many directions a site may move in, 0 to 3 */
    public int freedom(int site) {
        return m_firstParameter[site + 1] - m_firstParameter[site];
    }

    /** @return the direction of a parameter at the site's first atom, in fractional coordinates; not to be written to */
    public double[] direction(int parameter) {
        return m_directions[parameter];
    }

    /** @return the site of an atom, in the order of {@link CrystalStructure#atoms()} */
    public int siteOfAtom(int atom) {
        return m_siteOfAtom[atom];
    }

    /** @return how an atom moves: three fractional numbers for each parameter of its site; not to be written to */
    public double[] atomDirections(int atom) {
        return m_atomDirections[atom];
    }

    /** @return the length of a parameter's direction in angstrom: how far its site moves by a shift of 1 */
    public double lengthAngstrom(int parameter, UnitCell cell) {
        return cell.metric().length(m_directions[parameter]);
    }

    /**
     * Writes all positions.
     *
     * @param parameters the shifts of the free coordinates
     * @param xyz three fractional coordinates for each atom, not brought into the cell
     */
    public void positions(double[] parameters, double[] xyz) {
        System.arraycopy(m_start, 0, xyz, 0, m_start.length);
        for (int atom = 0; atom < m_siteOfAtom.length; atom++) {
            double[] d = m_atomDirections[atom];
            int first = m_firstParameter[m_siteOfAtom[atom]];
            for (int p = 0; 3 * p < d.length; p++) {
                double shift = parameters[first + p];
                xyz[3 * atom] += shift * d[3 * p];
                xyz[3 * atom + 1] += shift * d[3 * p + 1];
                xyz[3 * atom + 2] += shift * d[3 * p + 2];
            }
        }
    }

    /** @return the structure with the sites moved, in another cell */
    public CrystalStructure moved(double[] parameters, UnitCell cell) {
        List<Site> sites = new ArrayList<>();
        int atom = 0;
        for (int s = 0; s < m_structure.sites().size(); s++) {
            double[] x = {m_start[3 * atom], m_start[3 * atom + 1], m_start[3 * atom + 2]};
            for (int p = m_firstParameter[s]; p < m_firstParameter[s + 1]; p++) {
                for (int i = 0; i < 3; i++) {
                    x[i] += parameters[p] * m_directions[p][i];
                }
            }
            sites.add(m_structure
                    .sites()
                    .get(s)
                    .at(x[0] - Math.floor(x[0]), x[1] - Math.floor(x[1]), x[2] - Math.floor(x[2])));
            atom += m_structure.multiplicity(s);
        }
        return new CrystalStructure(m_structure.name(), cell, m_structure.spaceGroup(), sites);
    }
}
