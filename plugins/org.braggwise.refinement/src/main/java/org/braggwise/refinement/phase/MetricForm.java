// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.phase;

/**
 * The quadratic form of a metric tensor, (G11, G22, G33, 2 G23, 2 G13, 2 G12): of a reciprocal one the coefficients of h^2, k^2, l^2, kl, hl
 * and hk in Q.
 */
public final class MetricForm {

    private MetricForm() {}

    /** @return the six coefficients of a symmetric 3 x 3 matrix; what is above the diagonal is taken */
    public static double[] of(double[][] g) {
        return new double[] {g[0][0], g[1][1], g[2][2], 2 * g[1][2], 2 * g[0][2], 2 * g[0][1]};
    }

    /** @return the tensor of a form */
    public static double[][] tensor(double[] f) {
        return new double[][] {{f[0], f[5] / 2, f[4] / 2}, {f[5] / 2, f[1], f[3] / 2}, {f[4] / 2, f[3] / 2, f[2]}};
    }
}
