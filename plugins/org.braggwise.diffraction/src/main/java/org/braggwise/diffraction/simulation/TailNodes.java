// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.Arrays;

/**
 * Where the tails of lines are sampled. Far from its centre a Lorentzian is so smooth that a polynomial of degree seven through its values at
 * eight Chebyshev nodes gives it at all points of a block: the tails of all lines are added up at the nodes, and interpolated once. Positions
 * count steps of the grid from its first point.
 *
 * <p>Over a block of half width w, at a distance D from the function's poles, the error relative to the value there falls as (2 D / w)^-8
 * (Trefethen, Approximation Theory and Approximation Practice, theorem 8.2), and the value relative to the line's height is (hwhm / D)^2.
 */
final class TailNodes {

    /** Points of a block. */
    static final int BLOCK = 64;

    /** Nodes of a block. */
    static final int NODES = 8;

    /** Error that is allowed for, relative to the height of a pattern's strongest line. */
    private static final double TOLERANCE = 5e-8;

    /** Least distance of a line's poles from a block's centre: two half-widths. */
    private static final double LEAST_DISTANCE = BLOCK;

    /** Tolerance = (hwhm / D)^2 (2 D / w)^-8, solved for D at an hwhm of one step. */
    private static final double DISTANCE = Math.pow(Math.pow(BLOCK / 4.0, 8) / TOLERANCE, 0.1);

    /* Nodes of a block relative to its first point; Lagrange's polynomials over these: [node][point]. */
    private static final double[] OFFSETS = offsets();
    private static final double[][] WEIGHTS = weights();

    /* Most simulators of a process are for one grid. */
    private static volatile TailNodes last = new TailNodes(2);

    private final double[] m_points;
    private final double[] m_positions;

    private TailNodes(int points) {
        m_points = new double[points];
        Arrays.setAll(m_points, i -> i);
        m_positions = new double[points / BLOCK * NODES];
        Arrays.setAll(m_positions, i -> i / NODES * BLOCK + OFFSETS[i % NODES]);
    }

    /** @return the nodes of a grid of so many points */
    static TailNodes of(int points) {
        TailNodes nodes = last;
        if (nodes.m_points.length != points) {
            nodes = new TailNodes(points);
            last = nodes;
        }
        return nodes;
    }

    /**
     * @param hwhm of a Lorentzian
     * @param share its height over the pattern's, about
     * @return how far from its centre a block's centre must be
     */
    static double distance(double hwhm, double share) {
        // D goes with hwhm^(1/5); its fourth root is quicker and no less where it is above 1. It goes with
        // share^(1/10), too.
        double wide = Math.max(1, Math.sqrt(Math.sqrt(hwhm)));
        double weak = share > 0.1 ? 1 : share > 0.01 ? 0.8 : share > 0.001 ? 0.64 : 0.51;
        double poles = Math.max(LEAST_DISTANCE, DISTANCE * wide * weak);
        return Math.sqrt(Math.max(0, poles * poles - hwhm * hwhm));
    }

    /** @return the positions of the points: 0, 1, 2 ...; not to be written to */
    double[] points() {
        return m_points;
    }

    /** @return the positions of the nodes, block by block; not to be written to */
    double[] positions() {
        return m_positions;
    }

    /** Adds what was summed up at the nodes to the points. */
    static void interpolate(double[] sums, double[] y) {
        // A block of its own has the index of the weights: the loop over it becomes vector instructions.
        double[] block = new double[BLOCK];
        for (int from = 0, to = 0; from < sums.length; from += NODES, to += BLOCK) {
            System.arraycopy(y, to, block, 0, BLOCK);
            interpolate(sums, from, block);
            System.arraycopy(block, 0, y, to, BLOCK);
        }
    }

    private static void interpolate(double[] sums, int from, double[] block) {
        double v0 = sums[from];
        double v1 = sums[from + 1];
        double v2 = sums[from + 2];
        double v3 = sums[from + 3];
        double v4 = sums[from + 4];
        double v5 = sums[from + 5];
        double v6 = sums[from + 6];
        double v7 = sums[from + 7];
        double[] w0 = WEIGHTS[0];
        double[] w1 = WEIGHTS[1];
        double[] w2 = WEIGHTS[2];
        double[] w3 = WEIGHTS[3];
        double[] w4 = WEIGHTS[4];
        double[] w5 = WEIGHTS[5];
        double[] w6 = WEIGHTS[6];
        double[] w7 = WEIGHTS[7];
        for (int i = 0; i < BLOCK; i++) {
            double lower = v0 * w0[i] + v1 * w1[i] + v2 * w2[i] + v3 * w3[i];
            double upper = v4 * w4[i] + v5 * w5[i] + v6 * w6[i] + v7 * w7[i];
            block[i] += lower + upper;
        }
    }

    private static double[] offsets() {
        double half = (BLOCK - 1) / 2.0;
        double[] offsets = new double[NODES];
        Arrays.setAll(offsets, j -> half - half * Math.cos(Math.PI * (2 * j + 1) / (2 * NODES)));
        return offsets;
    }

    private static double[][] weights() {
        double[][] weights = new double[NODES][BLOCK];
        for (int j = 0; j < NODES; j++) {
            for (int i = 0; i < BLOCK; i++) {
                double product = 1;
                for (int k = 0; k < NODES; k++) {
                    product *= k == j ? 1 : (i - OFFSETS[k]) / (OFFSETS[j] - OFFSETS[k]);
                }
                weights[j][i] = product;
            }
        }
        return weights;
    }
}
