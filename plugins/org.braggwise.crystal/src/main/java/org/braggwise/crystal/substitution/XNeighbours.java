// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.FractionalDifference;

/** Distances from the sites of a structure to some of its atoms, with all their images within 6 angstrom. */
final class XNeighbours {

    private static final double REACH_ANGSTROM = 6;

    private final CrystalStructure m_structure;
    private final List<Atom> m_x = new ArrayList<>();
    private final int[] m_images = new int[3];
    private final double[][] m_toCartesian;
    private final double[][] m_distances;

    XNeighbours(CrystalStructure structure, List<Integer> sitesOfX) {
        m_structure = structure;
        Set<Integer> wanted = new HashSet<>(sitesOfX);
        structure.atoms().stream().filter(a -> wanted.contains(a.siteIndex())).forEach(m_x::add);
        m_toCartesian = structure.cell().toCartesian();
        for (int i = 0; i < 3; i++) {
            double spacing = structure.cell().dSpacing(i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0);
            m_images[i] = (int) Math.ceil(REACH_ANGSTROM / spacing + 0.5);
        }
        m_distances = new double[structure.sites().size()][];
    }

    /** @return the shortest distance in angstrom; infinite where no atom is within reach */
    double shortest(int site) {
        double[] d = distances(site);
        return d.length == 0 ? Double.POSITIVE_INFINITY : d[0];
    }

    /** @return how many atoms are within the given multiple of the shortest distance */
    int coordination(int site, double shell) {
        double[] d = distances(site);
        int n = 0;
        while (n < d.length && d[n] <= shell * d[0]) {
            n++;
        }
        return n;
    }

    private double[] distances(int site) {
        if (m_distances[site] == null) {
            Site s = m_structure.sites().get(site);
            double[] found = new double[64];
            int n = 0;
            for (Atom x : m_x) {
                double u = FractionalDifference.nearest(x.x() - s.x());
                double v = FractionalDifference.nearest(x.y() - s.y());
                double w = FractionalDifference.nearest(x.z() - s.z());
                for (int i = -m_images[0]; i <= m_images[0]; i++) {
                    for (int j = -m_images[1]; j <= m_images[1]; j++) {
                        for (int k = -m_images[2]; k <= m_images[2]; k++) {
                            double d = length(u + i, v + j, w + k);
                            if (d > CrystalStructure.SAME_POSITION_ANGSTROM && d <= REACH_ANGSTROM) {
                                found = n == found.length ? Arrays.copyOf(found, 2 * n) : found;
                                found[n++] = d;
                            }
                        }
                    }
                }
            }
            Arrays.sort(found, 0, n);
            m_distances[site] = Arrays.copyOf(found, n);
        }
        return m_distances[site];
    }

    private double length(double u, double v, double w) {
        double sum = 0;
        for (double[] row : m_toCartesian) {
            double c = row[0] * u + row[1] * v + row[2] * w;
            sum += c * c;
        }
        return Math.sqrt(sum);
    }
}
