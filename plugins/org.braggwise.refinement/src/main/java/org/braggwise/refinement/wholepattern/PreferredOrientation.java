// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.symmetry.SymmetryOperation;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * March-Dollase factors (Dollase 1986, J. Appl. Cryst. 19, 267, doi:10.1107/S0021889886089458) of families of reflections and their
 * derivatives by r: (r^2 cos^2 a + sin^2 a / r)^(-3/2), the mean over a family's members. The mean over the members is taken over the images
 * of the preferred direction, which are fewer.
 */
final class PreferredOrientation {

    private final int m_directions;
    private final double[] m_cosineSquares;

    /**
     * @param structure cell and group
     * @param families the reflections
     * @param direction the normal of which planes is preferred
     */
    PreferredOrientation(CrystalStructure structure, ReflectionFamilies families, MillerIndices direction) {
        double[][] g = structure.cell().reciprocalMetricTensor();
        List<int[]> images = images(structure, direction);
        m_directions = images.size();
        m_cosineSquares = new double[families.size() * m_directions];
        double[] length = new double[1];
        for (int i = 0; i < families.size(); i++) {
            int[] h = {families.h()[i], families.k()[i], families.l()[i]};
            double hh = product(g, h, h);
            for (int d = 0; d < m_directions; d++) {
                int[] p = images.get(d);
                length[0] = product(g, p, p);
                double hp = product(g, h, p);
                m_cosineSquares[i * m_directions + d] = Math.min(1, hp * hp / (hh * length[0]));
            }
        }
    }

    /** @return the directions that the group makes equivalent to one, opposite ones once */
    static List<int[]> images(CrystalStructure structure, MillerIndices direction) {
        List<int[]> images = new ArrayList<>();
        for (SymmetryOperation operation : structure.spaceGroup().primitiveOperations()) {
            int[] w = operation.rotation();
            int[] p = new int[3];
            for (int j = 0; j < 3; j++) {
                p[j] = direction.h() * w[j] + direction.k() * w[3 + j] + direction.l() * w[6 + j];
            }
            boolean known = images.stream()
                    .anyMatch(q -> q[0] == p[0] && q[1] == p[1] && q[2] == p[2]
                            || q[0] == -p[0] && q[1] == -p[1] && q[2] == -p[2]);
            if (!known) {
                images.add(p);
            }
        }
        return images;
    }

    private static double product(double[][] g, int[] p, int[] q) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += p[i] * g[i][j] * q[j];
            }
        }
        return sum;
    }

    /** @return the factor of family i for the parameter r */
    double factor(int i, double r) {
        double sum = 0;
        for (int d = i * m_directions; d < (i + 1) * m_directions; d++) {
            double q = r * r * m_cosineSquares[d] + (1 - m_cosineSquares[d]) / r;
            sum += 1 / (q * Math.sqrt(q));
        }
        return sum / m_directions;
    }

    /** @return the derivative of {@link #factor} by r */
    double byR(int i, double r) {
        double sum = 0;
        for (int d = i * m_directions; d < (i + 1) * m_directions; d++) {
            double c = m_cosineSquares[d];
            double q = r * r * c + (1 - c) / r;
            sum += -1.5 / (q * q * Math.sqrt(q)) * (2 * r * c - (1 - c) / (r * r));
        }
        return sum / m_directions;
    }
}
