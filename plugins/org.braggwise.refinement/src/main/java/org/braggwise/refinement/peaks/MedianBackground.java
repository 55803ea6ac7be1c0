// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.Arrays;

/**
 * What lies under peaks that have been taken off: medians over windows that overlap by half, joined by straight lines. Unlike peak clipping it
 * runs through the noise and not under it.
 */
final class MedianBackground {

    private MedianBackground() {}

    /**
     * @param scan the points
     * @param rest what the peaks leave
     * @param halfWidthDeg half the width of a window
     * @return the background at each point
     */
    static double[] estimate(Scan scan, double[] rest, double halfWidthDeg) {
        int n = rest.length;
        int half = Math.max(3, Math.min(n / 4, (int) Math.rint(halfWidthDeg / scan.stepDeg())));
        int knots = Math.max(2, (int) Math.ceil((n - 1.0) / half) + 1);
        double[] median = new double[knots];
        for (int k = 0; k < knots; k++) {
            int centre = Math.min(n - 1, k * half);
            double[] window = Arrays.copyOfRange(rest, Math.max(0, centre - half), Math.min(n, centre + half + 1));
            Arrays.sort(window);
            median[k] = window[window.length / 2];
        }
        double[] background = new double[n];
        for (int i = 0; i < n; i++) {
            int k = Math.min(knots - 2, i / half);
            int from = k * half;
            int to = Math.min(n - 1, from + half);
            double share = to == from ? 0 : (i - from) / (double) (to - from);
            background[i] = median[k] + share * (median[k + 1] - median[k]);
        }
        return background;
    }
}
