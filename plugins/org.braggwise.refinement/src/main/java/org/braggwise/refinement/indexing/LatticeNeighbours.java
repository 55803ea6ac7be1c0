// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.geometry.Metric;
import org.braggwise.refinement.phase.MetricForm;

/**
 * The lattices of which a given one is a part of index 2 or 3, and those that are such a part of it: one for each matrix in Hermite's normal
 * form (7 and 13). On reciprocal lattices: a part has fewer lines, as a centring makes it.
 */
final class LatticeNeighbours {

    private static final List<int[][]> MATRICES = new ArrayList<>();

    static {
        for (int index = 2; index <= 3; index++) {
            for (int position = 0; position < 3; position++) {
                hermite(index, position);
            }
        }
    }

    private LatticeNeighbours() {}

    /** Upper triangular, its columns the new basis: the index on one place of the diagonal, anything below it to the right. */
    private static void hermite(int index, int position) {
        int choices = (int) Math.pow(index, 2 - position);
        for (int n = 0; n < choices; n++) {
            int[][] m = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
            m[position][position] = index;
            for (int column = position + 1, rest = n; column < 3; column++, rest /= index) {
                m[position][column] = rest % index;
            }
            MATRICES.add(m);
        }
    }

    /** @return the forms of the reciprocal lattices that are a part of this one */
    static List<double[]> withFewerLines(double[] form) {
        return MATRICES.stream().map(m -> transformed(form, columns(m))).toList();
    }

    /** @return the forms of the reciprocal lattices of which this one is a part */
    static List<double[]> withMoreLines(double[] form) {
        return MATRICES.stream().map(m -> transformed(form, inverse(m))).toList();
    }

    private static double[][] columns(int[][] m) {
        double[][] p = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                p[i][j] = m[i][j];
            }
        }
        return p;
    }

    /** The transposed inverse: a row that is not of the unit matrix, (0, n, x), has the inverse (0, 1 / n, -x / n). */
    private static double[][] inverse(int[][] m) {
        double[][] p = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                p[j][i] = i == j ? 1.0 / m[i][i] : -m[i][j] / (double) m[i][i];
            }
        }
        return p;
    }

    /** P^T G P */
    private static double[] transformed(double[] form, double[][] p) {
        return MetricForm.of(new Metric(MetricForm.tensor(form)).transformed(p).toArray());
    }
}
