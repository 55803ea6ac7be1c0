// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.refinement.leastsquares.Cholesky;
import org.braggwise.refinement.phase.FreePositions;

/**
 * What freedom costs a structure in a comparison with others: -2 ln of the evidence is chi^2 + ln det(I + W A W), with A the normal matrix in
 * units of the noise and W the widths in which parameters are expected (Laplace's method; MacKay 1992, Neural Computation 4, 415). A parameter
 * that the pattern does not determine costs nothing, since it explains nothing: a distortion that the noise hides is then not excluded, as it
 * would be by a cost that is the same for all.
 */
final class OccamFactor {

    /** Positions are expected this far from a candidate's, in angstrom. */
    private static final double POSITION_WIDTH = 0.3;

    /** Lattice numbers are expected within this share. */
    private static final double LATTICE_WIDTH = 0.03;

    private static final double NUMBER_WIDTH = 30;
    private static final double B_WIDTH = 0.6;

    private OccamFactor() {}

    /** @return the widths of the scale, the lattice numbers, the positions, and pairs of atomic number and B */
    static double[] widths(double scale, double[] g, FreePositions free, UnitCell cell, int powers) {
        double[] widths = new double[1 + g.length + free.size() + powers];
        int o = 0;
        widths[o++] = scale;
        for (int i = 0; i < g.length; i++) {
            widths[o++] = LATTICE_WIDTH * g[0];
        }
        for (int p = 0; p < free.size(); p++) {
            widths[o++] = POSITION_WIDTH / free.lengthAngstrom(p, cell);
        }
        for (int r = 0; r < powers; r++) {
            widths[o++] = r % 2 == 0 ? NUMBER_WIDTH : B_WIDTH;
        }
        return widths;
    }

    /**
     * @param normal matrix row by row, of which the lower triangle counts
     * @param variance what its unit is in units of the noise: A is the matrix over this
     * @param widths of the parameters
     * @return ln det(I + W A W), 0 or more
     */
    static double cost(double[] normal, double variance, double[] widths) {
        int n = widths.length;
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i * n + j] = widths[i] * widths[j] * normal[i * n + j] / variance + (i == j ? 1 : 0);
            }
        }
        Cholesky factor = Cholesky.of(n, a);
        return factor == null ? Double.POSITIVE_INFINITY : factor.logDeterminant();
    }
}
