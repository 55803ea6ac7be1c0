// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.phase;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * The free numbers g of the reciprocal metric tensor under a space group, in any of its settings. Q = 1 / d^2 is linear in them, Q(h k l) =
 * sum of g[i] times {@link #coefficient}: that makes them better parameters of a fit than lengths and angles. They are the least set of
 * entries of (a*^2, b*^2, c*^2, 2 b*.c*, 2 a*.c*, 2 a*.b*), taken in this order, that the others follow from: a*^2 alone in a cubic cell,
 * a*^2 and c*^2 in a hexagonal or tetragonal one, a*^2 and 2 b*.c* on rhombohedral axes, all six in a triclinic one. Immutable.
 */
public final class ReciprocalMetric {

    /** The cosine of an angle of the direct cell stays below this: flatter cells have a less oblique description. */
    private static final double MOST_OBLIQUE = 0.95;

    private final double[][] m_basis;
    private final int[] m_pivots;
    private final List<SymmetryOperation> m_operations;

    private ReciprocalMetric(List<SymmetryOperation> operations) {
        m_operations = operations;
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            double[] unit = new double[6];
            unit[i] = 1;
            rows.add(averaged(unit));
        }
        List<double[]> basis = new ArrayList<>();
        List<Integer> pivots = new ArrayList<>();
        for (int column = 0; column < 6; column++) {
            if (reduce(rows, column, basis)) {
                pivots.add(column);
            }
        }
        m_basis = basis.toArray(new double[0][]);
        m_pivots = pivots.stream().mapToInt(i -> i).toArray();
    }

    /** @return the free numbers under the rotations of a group, on the axes of its setting */
    public static ReciprocalMetric of(SpaceGroup group) {
        return new ReciprocalMetric(group.primitiveOperations());
    }

    /** One step of Gauss-Jordan elimination: takes the row with the largest entry of the column into the basis and clears it elsewhere. */
    private static boolean reduce(List<double[]> rows, int column, List<double[]> basis) {
        double[] pivot = rows.get(0);
        for (double[] row : rows) {
            pivot = Math.abs(row[column]) > Math.abs(pivot[column]) ? row : pivot;
        }
        if (Math.abs(pivot[column]) < 1e-9) {
            return false;
        }
        double[] scaled = new double[6];
        for (int i = 0; i < 6; i++) {
            scaled[i] = Math.rint(pivot[i] / pivot[column] * 720) / 720; // small fractions, exact as integers of 1/720
        }
        for (List<double[]> list : List.of(rows, basis)) {
            for (double[] row : list) {
                double factor = row[column];
                for (int i = 0; i < 6; i++) {
                    row[i] -= factor * scaled[i];
                }
            }
        }
        basis.add(scaled);
        return true;
    }

    /** The mean of W G* W^T over the rotations, of a {@link MetricForm}. */
    private double[] averaged(double[] form) {
        double[][] g = MetricForm.tensor(form);
        double[][] mean = new double[3][3];
        for (SymmetryOperation operation : m_operations) {
            int[] w = operation.rotation();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    for (int p = 0; p < 3; p++) {
                        for (int q = 0; q < 3; q++) {
                            mean[i][j] += w[3 * i + p] * g[p][q] * w[3 * j + q] / m_operations.size();
                        }
                    }
                }
            }
        }
        return MetricForm.of(mean);
    }

    /** @return how many free numbers there are: 1 (cubic) to 6 (triclinic) */
    public int size() {
        return m_basis.length;
    }

    /** @return what free number i counts in Q(h k l): h^2 + k^2 + l^2 in a cubic cell */
    public double coefficient(int i, int h, int k, int l) {
        double[] b = m_basis[i];
        return b[0] * h * h + b[1] * k * k + b[2] * l * l + b[3] * k * l + b[4] * h * l + b[5] * h * k;
    }

    /** Writes the coefficients of Q(h k l) to {@link #size()} places of an array. */
    public void coefficients(int h, int k, int l, double[] out, int offset) {
        for (int i = 0; i < m_basis.length; i++) {
            out[offset + i] = coefficient(i, h, k, l);
        }
    }

    /** @return Q = 1 / d^2 of a reflection in reciprocal square angstrom */
    public double q(double[] g, int h, int k, int l) {
        double q = 0;
        for (int i = 0; i < m_basis.length; i++) {
            q += g[i] * coefficient(i, h, k, l);
        }
        return q;
    }

    /** @return the free numbers of the cell that the group allows nearest to a given one, in reciprocal square angstrom */
    public double[] of(UnitCell cell) {
        double[][] r = cell.reciprocalMetricTensor();
        return of(r);
    }

    /** @return the free numbers of a reciprocal metric tensor averaged over the group, in reciprocal square angstrom */
    public double[] of(double[][] r) {
        double[] mean = averaged(MetricForm.of(r));
        double[] g = new double[m_pivots.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = mean[m_pivots[i]];
        }
        return g;
    }

    /** @return the reciprocal metric tensor, 3 by 3, in reciprocal square angstrom */
    public double[][] tensorOf(double[] g) {
        double[] form = new double[6];
        for (int i = 0; i < m_basis.length; i++) {
            for (int j = 0; j < 6; j++) {
                form[j] += g[i] * m_basis[i][j];
            }
        }
        return MetricForm.tensor(form);
    }

    /**
     * @return whether the numbers are those of a cell: a positive definite tensor, and no angle of the direct cell so near 0 or 180 degrees
     *         that its cosine is beyond 0.95
     */
    public boolean spans(double[] g) {
        double[][] r = tensorOf(g);
        double kk = r[1][1] * r[2][2] - r[1][2] * r[1][2];
        double ll = r[0][0] * r[2][2] - r[0][2] * r[0][2];
        double mm = r[0][0] * r[1][1] - r[0][1] * r[0][1];
        double kl = r[0][2] * r[0][1] - r[0][0] * r[1][2];
        double hl = r[0][1] * r[1][2] - r[1][1] * r[0][2];
        double hk = r[0][2] * r[1][2] - r[2][2] * r[0][1];
        double determinant = r[0][0] * kk + r[0][1] * hk + r[0][2] * hl;
        double limit = MOST_OBLIQUE * MOST_OBLIQUE;
        return r[0][0] > 0
                && kk > 0
                && ll > 0
                && mm > 0
                && determinant > 0
                && determinant < Double.POSITIVE_INFINITY
                && kl * kl < limit * ll * mm
                && hl * hl < limit * kk * mm
                && hk * hk < limit * kk * ll;
    }

    /** @return the volume of the direct cell in cubic angstrom; NaN where the numbers are those of no cell */
    public double volume(double[] g) {
        return 1 / Math.sqrt(Matrix3.determinant(tensorOf(g)));
    }

    /**
     * @return the cell with these free numbers; right angles and equal lengths that the group demands are exact
     * @throws IllegalArgumentException where they are those of no cell
     */
    public UnitCell cell(double[] g) {
        double[][] r = tensorOf(g);
        double determinant = Matrix3.determinant(r);
        if (!(determinant > 0)) {
            throw new IllegalArgumentException(
                    "The reciprocal metric has the determinant " + determinant + ": expected a positive number.");
        }
        double a2 = (r[1][1] * r[2][2] - r[1][2] * r[1][2]) / determinant;
        double b2 = (r[0][0] * r[2][2] - r[0][2] * r[0][2]) / determinant;
        double c2 = (r[0][0] * r[1][1] - r[0][1] * r[0][1]) / determinant;
        double bc = (r[0][2] * r[0][1] - r[0][0] * r[1][2]) / determinant;
        double ac = (r[0][1] * r[1][2] - r[1][1] * r[0][2]) / determinant;
        double ab = (r[0][2] * r[1][2] - r[2][2] * r[0][1]) / determinant;
        return new UnitCell(
                Math.sqrt(a2),
                Math.sqrt(b2),
                Math.sqrt(c2),
                angle(bc / Math.sqrt(b2 * c2)),
                angle(ac / Math.sqrt(a2 * c2)),
                angle(ab / Math.sqrt(a2 * b2)));
    }

    private static double angle(double cosine) {
        double deg = Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
        double rounded = Math.rint(deg);
        return Math.abs(deg - rounded) < 1e-10 ? rounded : deg;
    }
}
