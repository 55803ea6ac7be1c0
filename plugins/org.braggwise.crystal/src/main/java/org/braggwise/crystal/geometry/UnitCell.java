// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

/**
 * The lengths and angles of a unit cell. Cartesian coordinates follow the usual choice: a along x, b in the xy half-plane with y &gt; 0.
 *
 * @param a length in angstrom
 * @param b length in angstrom
 * @param c length in angstrom
 * @param alphaDeg angle between b and c in degrees
 * @param betaDeg angle between a and c in degrees
 * @param gammaDeg angle between a and b in degrees
 */
public record UnitCell(double a, double b, double c, double alphaDeg, double betaDeg, double gammaDeg) {

    /** @throws IllegalArgumentException for lengths that are not positive and finite, or angles that no three vectors can have */
    public UnitCell {
        if (!(a > 0 && b > 0 && c > 0 && a < 1e6 && b < 1e6 && c < 1e6)) {
            throw new IllegalArgumentException(
                    "Cell lengths are " + a + ", " + b + ", " + c + ": expected positive numbers of angstroms.");
        }
        double omega = omega(alphaDeg, betaDeg, gammaDeg);
        if (!(alphaDeg > 0
                && betaDeg > 0
                && gammaDeg > 0
                && alphaDeg < 180
                && betaDeg < 180
                && gammaDeg < 180
                && omega > 1e-8)) {
            throw new IllegalArgumentException("Cell angles are " + alphaDeg + ", " + betaDeg + ", " + gammaDeg
                    + " degrees: expected angles between 0 and 180 that span a cell.");
        }
    }

    /** @return the cell whose vectors a, b, c are the rows, in angstrom */
    public static UnitCell ofLattice(double[][] rows) {
        double a = length(rows[0]);
        double b = length(rows[1]);
        double c = length(rows[2]);
        return new UnitCell(a, b, c, angle(rows[1], rows[2]), angle(rows[0], rows[2]), angle(rows[0], rows[1]));
    }

    /**
     * @param g the metric tensor of a basis in square angstrom
     * @return the cell of that basis
     */
    public static UnitCell ofMetric(Metric g) {
        double a = Math.sqrt(g.at(0, 0));
        double b = Math.sqrt(g.at(1, 1));
        double c = Math.sqrt(g.at(2, 2));
        return new UnitCell(
                a, b, c, angle(g.at(1, 2) / (b * c)), angle(g.at(0, 2) / (a * c)), angle(g.at(0, 1) / (a * b)));
    }

    private static double angle(double cosine) {
        double deg = Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
        double rounded = Math.rint(deg);
        return Math.abs(deg - rounded) < 1e-9 ? rounded : deg;
    }

    /** @return the volume in cubic angstrom */
    public double volume() {
        return a * b * c * Math.sqrt(omega(alphaDeg, betaDeg, gammaDeg));
    }

    /** @return the metric tensor of a, b, c in square angstrom */
    public Metric metric() {
        double ab = a * b * cos(gammaDeg);
        double ac = a * c * cos(betaDeg);
        double bc = b * c * cos(alphaDeg);
        return new Metric(new double[][] {{a * a, ab, ac}, {ab, b * b, bc}, {ac, bc, c * c}});
    }

    /** @return G with G[i][j] = a_i . a_j in square angstrom */
    public double[][] metricTensor() {
        return metric().toArray();
    }

    /** @return the inverse of the metric tensor in reciprocal square angstrom: 1/d^2 = h . G* h */
    public double[][] reciprocalMetricTensor() {
        return Matrix3.inverse(metricTensor());
    }

    /** @return M, whose columns are the vectors a, b, c in angstrom: x = M f */
    public double[][] toCartesian() {
        double ca = cos(alphaDeg);
        double cb = cos(betaDeg);
        double cg = cos(gammaDeg);
        double sg = sin(gammaDeg);
        return new double[][] {
            {a, b * cg, c * cb},
            {0, b * sg, c * (ca - cb * cg) / sg},
            {0, 0, c * Math.sqrt(omega(alphaDeg, betaDeg, gammaDeg)) / sg}
        };
    }

    /** @return the spacing of the planes (h k l) in angstrom; infinite for (0 0 0) */
    public double dSpacing(int h, int k, int l) {
        return 1 / Math.sqrt(metric().reciprocal().square(h, k, l));
    }

    /** @return the cell with its three lengths multiplied by a positive factor */
    public UnitCell scaled(double factor) {
        return new UnitCell(a * factor, b * factor, c * factor, alphaDeg, betaDeg, gammaDeg);
    }

    private static double omega(double alphaDeg, double betaDeg, double gammaDeg) {
        double ca = cos(alphaDeg);
        double cb = cos(betaDeg);
        double cg = cos(gammaDeg);
        return 1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg;
    }

    /* Exact where it matters: a right angle's cosine is 0 and not 6e-17, that of 60 and 120 degrees 0.5. */
    private static double cos(double deg) {
        return deg == 90 ? 0 : deg == 60 ? 0.5 : deg == 120 ? -0.5 : Math.cos(Math.toRadians(deg));
    }

    private static double sin(double deg) {
        return deg == 90 ? 1 : Math.sin(Math.toRadians(deg));
    }

    private static double length(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }

    private static double angle(double[] u, double[] v) {
        double x = u[1] * v[2] - u[2] * v[1];
        double y = u[2] * v[0] - u[0] * v[2];
        double z = u[0] * v[1] - u[1] * v[0];
        double dot = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
        double deg = Math.toDegrees(Math.atan2(Math.sqrt(x * x + y * y + z * z), dot));
        double rounded = Math.rint(deg);
        return Math.abs(deg - rounded) < 1e-10 ? rounded : deg;
    }
}
