// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.phase.FreePositions;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * |F|^2 of families of reflections, the mean of opposite ones, and its derivatives by free coordinates, by the elements' displacement
 * parameters and by the sites' occupancies. Scattering factors are taken at the spacings of the cell at which the object is made: a cell that
 * moves by a thousandth changes them by less than the tables' own error.
 */
final class StructureIntensities {

    private static final double TWO_PI = 2 * Math.PI;

    private final ReflectionFamilies m_families;
    private final double[] m_s2;
    private final FreePositions m_positions;
    private final List<String> m_elements = new ArrayList<>();
    private final List<SiteScattering> m_scattering = new ArrayList<>();
    private final double[] m_xyz;
    private final int m_sites;

    /**
     * @param structure where the coordinates start
     * @param families the reflections
     * @param s2 1 / (4 d^2) of each in reciprocal square angstrom
     * @param radiation the X-rays
     */
    StructureIntensities(CrystalStructure structure, ReflectionFamilies families, double[] s2, Radiation radiation) {
        m_families = families;
        m_s2 = s2;
        m_positions = new FreePositions(structure);
        m_xyz = new double[3 * m_positions.atoms()];
        m_sites = structure.sites().size();
        structure.sites().forEach(site -> m_scattering.add(new SiteScattering(site, radiation, m_elements)));
    }

    /** @return the free coordinates */
    FreePositions positions() {
        return m_positions;
    }

    /** @return the symbols that displacement shifts belong to */
    List<String> elements() {
        return m_elements;
    }

    /** @return B of a site before any shift, in square angstrom */
    double startB(int site) {
        return m_scattering.get(site).meanB();
    }

    /**
     * Computes all intensities.
     *
     * @param coordinates shifts of the free coordinates
     * @param shifts what is added to each element's B
     * @param occupancies a factor of each site's occupancy
     * @param squares written: |F|^2 in electrons squared a cell
     * @param byCoordinate null, or arrays to write derivatives to, null for those that are not wanted
     * @param byShift the same for the elements
     * @param byOccupancy the same for the sites
     */
    void evaluate(
            double[] coordinates,
            double[] shifts,
            double[] occupancies,
            double[] squares,
            double[][] byCoordinate,
            double[][] byShift,
            double[][] byOccupancy) {
        m_positions.positions(coordinates, m_xyz);
        double[] re = new double[m_sites];
        double[] im = new double[m_sites];
        double[] realPart = new double[m_sites];
        double[] imaginaryPart = new double[m_sites];
        double[] dRe = new double[m_positions.size()];
        double[] dIm = new double[m_positions.size()];
        double[] out = new double[2];
        for (int i = 0; i < squares.length; i++) {
            geometric(i, re, im, dRe, dIm, byCoordinate != null);
            // A: the sum with real amplitudes, B: that with imaginary ones. |A|^2 + |B|^2 is the mean over +h and -h.
            double aRe = 0;
            double aIm = 0;
            double bRe = 0;
            double bIm = 0;
            for (int s = 0; s < m_sites; s++) {
                m_scattering.get(s).amplitude(m_s2[i], shifts, -1, out);
                realPart[s] = out[0] * occupancies[s];
                imaginaryPart[s] = out[1] * occupancies[s];
                aRe += realPart[s] * re[s];
                aIm += realPart[s] * im[s];
                bRe += imaginaryPart[s] * re[s];
                bIm += imaginaryPart[s] * im[s];
            }
            squares[i] = aRe * aRe + aIm * aIm + bRe * bRe + bIm * bIm;
            if (byCoordinate != null) {
                for (int p = 0; p < byCoordinate.length; p++) {
                    if (byCoordinate[p] != null) {
                        int s = m_positions.siteOf(p);
                        byCoordinate[p][i] = 2
                                * ((aRe * dRe[p] + aIm * dIm[p]) * realPart[s]
                                        + (bRe * dRe[p] + bIm * dIm[p]) * imaginaryPart[s]);
                    }
                }
            }
            for (int e = 0; byShift != null && e < byShift.length; e++) {
                double sum = 0;
                for (int s = 0; s < m_sites && byShift[e] != null; s++) {
                    m_scattering.get(s).amplitude(m_s2[i], shifts, e, out);
                    sum += occupancies[s]
                            * ((aRe * re[s] + aIm * im[s]) * out[0] + (bRe * re[s] + bIm * im[s]) * out[1]);
                }
                if (byShift[e] != null) {
                    byShift[e][i] = -2 * m_s2[i] * sum;
                }
            }
            for (int s = 0; byOccupancy != null && s < m_sites; s++) {
                if (byOccupancy[s] != null) {
                    byOccupancy[s][i] = 2
                            * ((aRe * re[s] + aIm * im[s]) * realPart[s]
                                    + (bRe * re[s] + bIm * im[s]) * imaginaryPart[s])
                            / occupancies[s];
                }
            }
        }
    }

    /** Sums of exp(2 pi i h x) over each site's atoms, and their derivatives by the coordinates. */
    private void geometric(int i, double[] re, double[] im, double[] dRe, double[] dIm, boolean derivatives) {
        java.util.Arrays.fill(re, 0);
        java.util.Arrays.fill(im, 0);
        java.util.Arrays.fill(dRe, 0);
        java.util.Arrays.fill(dIm, 0);
        int h = m_families.h()[i];
        int k = m_families.k()[i];
        int l = m_families.l()[i];
        for (int a = 0, o = 0; a < m_positions.atoms(); a++, o += 3) {
            int site = m_positions.siteOfAtom(a);
            double turns = h * m_xyz[o] + k * m_xyz[o + 1] + l * m_xyz[o + 2];
            double phase = TWO_PI * FractionalDifference.nearest(turns);
            double c = Math.cos(phase);
            double s = Math.sin(phase);
            re[site] += c;
            im[site] += s;
            if (derivatives) {
                double[] d = m_positions.atomDirections(a);
                int first = m_positions.firstParameter(site);
                for (int p = 0; 3 * p < d.length; p++) {
                    double rate = TWO_PI * (h * d[3 * p] + k * d[3 * p + 1] + l * d[3 * p + 2]);
                    dRe[first + p] -= rate * s;
                    dIm[first + p] += rate * c;
                }
            }
        }
    }
}
