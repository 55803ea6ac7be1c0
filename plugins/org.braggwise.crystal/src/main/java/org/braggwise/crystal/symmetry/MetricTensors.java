// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.List;

import org.braggwise.crystal.UnitCell;

/** Metric tensors: averaged over a group of rotations, and made a cell again. */
final class MetricTensors {

    private MetricTensors() {}

    /** @return the mean of W^T G W over the operations, which a group's rotations leave as it is */
    static double[][] averaged(double[][] g, List<SymmetryOperation> operations) {
        double[][] mean = new double[3][3];
        for (SymmetryOperation s : operations) {
            double[][] t = transformed(g, s.rotationInPlace());
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    mean[i][j] += t[i][j] / operations.size();
                }
            }
        }
        return mean;
    }

    /** @return P^T G P, the metric tensor of the basis (a b c) P */
    static double[][] transformed(double[][] g, int[] p) {
        double[][] t = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    for (int l = 0; l < 3; l++) {
                        t[i][j] += p[3 * k + i] * g[k][l] * p[3 * l + j];
                    }
                }
            }
        }
        return t;
    }

    /** @return u . v in the basis with metric tensor g */
    static double dot(double[][] g, int[] u, int[] v) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += u[i] * g[i][j] * v[j];
            }
        }
        return sum;
    }

    static UnitCell cellOf(double[][] g) {
        double a = Math.sqrt(g[0][0]);
        double b = Math.sqrt(g[1][1]);
        double c = Math.sqrt(g[2][2]);
        return new UnitCell(a, b, c, angle(g[1][2] / (b * c)), angle(g[0][2] / (a * c)), angle(g[0][1] / (a * b)));
    }

    private static double angle(double cosine) {
        double deg = Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
        double rounded = Math.rint(deg);
        return Math.abs(deg - rounded) < 1e-9 ? rounded : deg;
    }
}
