// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Optional;

/**
 * Even angles that were printed with too few decimals, so that some repeat: 20.00, 20.00, 20.01, 20.02, 20.02 for a step of 0.005. The
 * even angles are found again where one start and one step, of as few decimals as possible, round to every printed number.
 *
 * @param angles the even angles, as many as were printed
 * @param stepDeg their step
 */
record RoundedAngles(double[] angles, double stepDeg) {

    private static final int LEAST_POINTS = 10;
    private static final int LEAST_REPEATS = 3;
    private static final int MOST_DECIMALS = 8;
    /** A rounding error of exactly half a unit may go either way, and binary numbers are not decimal ones. */
    private static final double SLACK = 1.001;

    /**
     * @param printed angles in degrees that never decrease, of which some repeat
     * @return the even angles behind them; empty where there are none
     */
    static Optional<RoundedAngles> of(double[] printed) {
        int n = printed.length;
        int repeats = 0;
        for (int i = 1; i < n; i++) {
            if (printed[i] < printed[i - 1]) {
                return Optional.empty();
            }
            repeats += printed[i] == printed[i - 1] ? 1 : 0;
        }
        if (n < LEAST_POINTS || repeats < LEAST_REPEATS || printed[n - 1] <= printed[0]) {
            return Optional.empty();
        }
        int[] decimals = decimals(printed);
        double mean = (printed[n - 1] - printed[0]) / (n - 1);
        for (int d = Math.max(decimals[0], Math.max(decimals[1], decimals[2])); d <= MOST_DECIMALS; d++) {
            double unit = Math.pow(10, -d);
            double step = Math.round(mean / unit) * unit;
            // the starts from which every angle rounds to what is printed
            double from = Double.NEGATIVE_INFINITY;
            double to = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                double half = 0.5 * Math.pow(10, -decimals[decade(printed[i])]) * SLACK;
                from = Math.max(from, printed[i] - step * i - half);
                to = Math.min(to, printed[i] - step * i + half);
            }
            if (step > 0 && from <= to) {
                double start = Math.round((from + to) / 2 / unit) * unit;
                double[] angles = new double[n];
                for (int i = 0; i < n; i++) {
                    angles[i] = start + step * i;
                }
                return Optional.of(new RoundedAngles(angles, step));
            }
        }
        return Optional.empty();
    }

    /** Programs that print a number of digits, rather than of decimals, have fewer decimals from 100 deg on. */
    private static int decade(double angle) {
        return Math.abs(angle) < 10 ? 0 : Math.abs(angle) < 100 ? 1 : 2;
    }

    private static int[] decimals(double[] printed) {
        int[] decimals = new int[3];
        for (double v : printed) {
            int k = decade(v);
            double scale = Math.pow(10, decimals[k]);
            while (decimals[k] < MOST_DECIMALS && Math.abs(v * scale - Math.rint(v * scale)) > 1e-6) {
                decimals[k]++;
                scale *= 10;
            }
        }
        return decimals;
    }
}
