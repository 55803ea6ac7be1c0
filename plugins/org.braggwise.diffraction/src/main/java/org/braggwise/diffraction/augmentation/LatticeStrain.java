// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Draws homogeneous strains that keep the crystal's point group, whatever its setting.
 *
 * <p>A symmetric strain tensor is averaged over the point group, e -> (1/n) sum R^T e R with R = M W M^-1 in Cartesian coordinates; what
 * remains is what the symmetry allows (J. F. Nye, Physical Properties of Crystals, 1985, chapter 1 and table 3): one free component for
 * cubic, two for tetragonal, trigonal and hexagonal, three for orthorhombic, four for monoclinic, six for triclinic.
 */
final class LatticeStrain {

    private static final int[][] COMPONENTS = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};

    private final double[][] m_lattice;
    /** Independent invariant strains, each scaled so that its largest principal strain is 1. */
    private final List<double[][]> m_free = new ArrayList<>();

    LatticeStrain(UnitCell cell, List<SymmetryOperation> operations) {
        m_lattice = cell.toCartesian();
        double[][] inverse = Matrix3.inverse(m_lattice);
        List<double[][]> rotations = new ArrayList<>();
        for (SymmetryOperation o : operations) {
            int[] w = o.rotation();
            rotations.add(Matrix3.times(
                    Matrix3.times(
                            m_lattice, new double[][] {{w[0], w[1], w[2]}, {w[3], w[4], w[5]}, {w[6], w[7], w[8]}}),
                    inverse));
        }
        List<double[][]> orthonormal = new ArrayList<>();
        for (int[] c : COMPONENTS) {
            double[][] unit = new double[3][3];
            unit[c[0]][c[1]] = 1;
            unit[c[1]][c[0]] = 1;
            double[][] invariant = new double[3][3];
            for (double[][] r : rotations) {
                add(invariant, Matrix3.times(Matrix3.times(Matrix3.transposed(r), unit), r), 1.0 / rotations.size());
            }
            double[][] rest = copy(invariant);
            for (double[][] o : orthonormal) {
                add(rest, o, -dot(invariant, o));
            }
            double norm = Math.sqrt(dot(rest, rest));
            if (norm > 1e-6) {
                orthonormal.add(scaled(rest, 1 / norm));
                // A shear of e changes an angle by 2 e: half as much of it.
                m_free.add(scaled(invariant, (c[0] == c[1] ? 1 : 0.5) / largestPrincipal(invariant)));
            }
        }
    }

    /** @return how many components are free */
    int freeComponents() {
        return m_free.size();
    }

    /**
     * Draws each free component uniformly between -max and max, again where a principal strain of the sum goes beyond.
     *
     * @param max the greatest principal strain, above 0
     * @param random where from
     * @return the strained cell
     */
    UnitCell anisotropic(double max, SplittableRandom random) {
        double[][] strain = new double[3][3];
        for (int attempt = 0; attempt < 100; attempt++) {
            strain = new double[3][3];
            for (double[][] component : m_free) {
                add(strain, component, max * (2 * random.nextDouble() - 1));
            }
            if (largestPrincipal(strain) <= max * (1 + 1e-12)) {
                break;
            }
        }
        double largest = largestPrincipal(strain);
        return strained(largest > max ? scaled(strain, max / largest) : strain);
    }

    private UnitCell strained(double[][] strain) {
        double[][] deformed = copy(m_lattice);
        add(deformed, Matrix3.times(strain, m_lattice), 1);
        return UnitCell.ofLattice(Matrix3.transposed(deformed));
    }

    /** The largest absolute eigenvalue of a symmetric tensor, by the trigonometric solution of its characteristic equation. */
    static double largestPrincipal(double[][] e) {
        double mean = (e[0][0] + e[1][1] + e[2][2]) / 3;
        double off = e[0][1] * e[0][1] + e[0][2] * e[0][2] + e[1][2] * e[1][2];
        double p = Math.sqrt(((e[0][0] - mean) * (e[0][0] - mean)
                        + (e[1][1] - mean) * (e[1][1] - mean)
                        + (e[2][2] - mean) * (e[2][2] - mean)
                        + 2 * off)
                / 6);
        if (p < 1e-15) {
            return Math.abs(mean);
        }
        double[][] b = copy(e);
        for (int i = 0; i < 3; i++) {
            b[i][i] -= mean;
        }
        double half = Math.max(-1, Math.min(1, Matrix3.determinant(b) / (2 * p * p * p)));
        double angle = Math.acos(half) / 3;
        return Math.max(
                Math.abs(mean + 2 * p * Math.cos(angle)), Math.abs(mean + 2 * p * Math.cos(angle + 2 * Math.PI / 3)));
    }

    private static double[][] copy(double[][] m) {
        return new double[][] {m[0].clone(), m[1].clone(), m[2].clone()};
    }

    private static double[][] scaled(double[][] m, double factor) {
        double[][] r = new double[3][3];
        add(r, m, factor);
        return r;
    }

    private static void add(double[][] to, double[][] m, double factor) {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                to[i][j] += factor * m[i][j];
            }
        }
    }

    private static double dot(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += a[i][j] * b[i][j];
            }
        }
        return sum;
    }
}
