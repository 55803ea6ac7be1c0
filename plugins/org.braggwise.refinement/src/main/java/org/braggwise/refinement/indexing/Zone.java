// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

/**
 * A zone: a plane of the reciprocal lattice, Q = a x^2 + b y^2 + d xy on a reduced basis, 0 <= d <= a <= b.
 *
 * @param a Q of the shortest vector
 * @param b Q of the shortest vector outside its line
 * @param d twice their scalar product
 * @param score see {@link ZoneScore}
 */
record Zone(double a, double b, double d, double score) {

    /** @return a, b, d of the zone on a reduced basis (Lagrange and Gauss); null where the numbers are those of no plane */
    static double[] reduced(double a, double b, double d) {
        if (!(4 * a * b - d * d > 1e-3 * a * b)) {
            return null;
        }
        double p = Math.min(a, b);
        double q = Math.max(a, b);
        double r = d;
        while (Math.abs(r) > p * (1 + 1e-9)) {
            double n = Math.rint(r / (2 * p));
            double shorter = q - n * r + n * n * p;
            r -= 2 * n * p;
            q = Math.max(p, shorter);
            p = Math.min(p, shorter);
        }
        return new double[] {p, q, Math.abs(r)};
    }

    double q(int x, int y) {
        return a * x * x + b * y * y + d * x * y;
    }

    /** @return whether another is the same plane within a share of its numbers */
    boolean isNear(Zone o, double share) {
        return Math.abs(a - o.a) < share * a && Math.abs(b - o.b) < share * b && Math.abs(d - o.d) < share * b;
    }
}
