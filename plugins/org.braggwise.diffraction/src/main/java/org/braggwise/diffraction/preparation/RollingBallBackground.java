// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Rolling-ball background (M. A. Kneen, H. J. Annegarn, Nucl. Instrum. Methods B 109/110, 209 (1996), doi:10.1016/0168-583X(95)00908-6):
 * the lowest value in a window, then the highest of these in the same window, then a moving mean.
 *
 * <p>Peaks narrower than the window vanish; a background that only rises or only falls is kept where the windows are whole.
 */
public final class RollingBallBackground {

    private RollingBallBackground() {}

    /**
     * @param intensities at even steps
     * @param halfWidthPoints half the window, 1 or more: more than half the width of the widest peak at its foot
     * @param smoothingPoints width (odd) of the final moving mean; 1 for none
     * @return the background, as many points
     */
    public static double[] estimate(double[] intensities, int halfWidthPoints, int smoothingPoints) {
        if (halfWidthPoints < 1 || smoothingPoints < 1 || smoothingPoints % 2 == 0) {
            throw new IllegalArgumentException("The rolling ball got a half width of " + halfWidthPoints
                    + " and a smoothing of " + smoothingPoints + " points; expected 1 or more, the smoothing odd.");
        }
        return SnipBackground.movingMean(
                extreme(extreme(intensities, halfWidthPoints, 1), halfWidthPoints, -1), smoothingPoints);
    }

    /** Lowest (sign 1) or highest (sign -1) of the points at most w away. */
    private static double[] extreme(double[] y, int w, int sign) {
        double[] out = new double[y.length];
        Deque<Integer> candidates = new ArrayDeque<>();
        for (int i = 0, next = 0; i < y.length; i++) {
            for (; next < y.length && next <= i + w; next++) {
                while (!candidates.isEmpty() && sign * y[candidates.peekLast()] >= sign * y[next]) {
                    candidates.pollLast();
                }
                candidates.addLast(next);
            }
            while (candidates.peekFirst() < i - w) {
                candidates.pollFirst();
            }
            out[i] = y[candidates.peekFirst()];
        }
        return out;
    }
}
