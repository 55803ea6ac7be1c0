// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

/**
 * The translations of a crystal, on its shortest basis. Differences of coordinates are taken to the nearest image here: rounding each
 * coordinate to the nearest integer finds it only where the cell is not oblique. Immutable.
 */
public final class Lattice {

    private final Metric m_reduced;
    private final int[] m_basis;
    private final int[] m_inverse;
    private final double m_shortest;

    /**
     * @param metric the metric tensor of any basis, in square angstrom
     * @throws IllegalArgumentException where it is not that of three independent vectors
     */
    public Lattice(Metric metric) {
        m_basis = DelaunayReduction.of(metric);
        m_inverse = IntMatrix.inverse(m_basis);
        m_reduced = metric.transformed(m_basis);
        m_shortest = Math.sqrt(Math.min(m_reduced.at(0, 0), Math.min(m_reduced.at(1, 1), m_reduced.at(2, 2))));
    }

    /** @return the metric tensor of the reduced basis */
    public Metric reduced() {
        return m_reduced;
    }

    /** @return P with determinant 1, nine integers row by row: the columns are the reduced basis in terms of the given one */
    public int[] basis() {
        return m_basis.clone();
    }

    /** @return the length of the shortest translation in angstrom */
    public double shortest() {
        return m_shortest;
    }

    /** @return coordinates of the given basis in the reduced one, not brought into the cell */
    public double[] toReduced(double[] x) {
        int[] q = m_inverse;
        return new double[] {
            q[0] * x[0] + q[1] * x[1] + q[2] * x[2],
            q[3] * x[0] + q[4] * x[1] + q[5] * x[2],
            q[6] * x[0] + q[7] * x[1] + q[8] * x[2]
        };
    }

    /** @return the square of the distance between a point and the nearest image of another, in square angstrom */
    public double distanceSquared(double[] p, double[] q) {
        return nearestSquared(toReduced(new double[] {p[0] - q[0], p[1] - q[1], p[2] - q[2]}));
    }

    /** @return the square of the shortest vector that a translation makes of one in the reduced basis, in square angstrom */
    public double nearestSquared(double[] d) {
        double x = FractionalDifference.nearest(d[0]);
        double y = FractionalDifference.nearest(d[1]);
        double z = FractionalDifference.nearest(d[2]);
        double least = m_reduced.square(x, y, z);
        if (4 * least <= m_shortest * m_shortest) {
            return least; // no other image can be nearer
        }
        // The faces of the Voronoi cell belong to vectors with components -1, 0 and 1 on a reduced basis.
        for (int i = -1; i <= 1; i++) {
            for (int j = -1; j <= 1; j++) {
                for (int k = -1; k <= 1; k++) {
                    least = Math.min(least, m_reduced.square(x + i, y + j, z + k));
                }
            }
        }
        return least;
    }
}
