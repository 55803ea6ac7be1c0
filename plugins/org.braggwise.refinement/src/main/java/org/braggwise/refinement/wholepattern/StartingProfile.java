// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;

import org.braggwise.diffraction.preparation.SnipBackground;

/**
 * A first look at a pattern: background by peak clipping and the typical width of its lines.
 *
 * @param background at each point
 * @param fwhmDeg the lower third of the widths of the strongest lines at half height, in degrees: overlap makes lines look wider
 */
public record StartingProfile(double[] background, double fwhmDeg) {

    private static final double WIDE_WINDOW_DEG = 4;
    private static final int STRONGEST = 9;

    /** @return the first look at a pattern */
    public static StartingProfile of(MeasuredPattern pattern) {
        double fwhm = fwhm(pattern, snip(pattern, WIDE_WINDOW_DEG));
        return new StartingProfile(snip(pattern, Math.max(Math.min(1.2, 60 * fwhm), 4 * fwhm)), fwhm);
    }

    /** @return the mean of tan(theta) over the net intensity: a relative change e of spacings moves lines by 2 e tan(theta) */
    public double meanTangent(MeasuredPattern pattern) {
        double sum = 0;
        double weight = 1e-300;
        for (int i = 0; i < background.length; i++) {
            double net = Math.max(0, pattern.intensities()[i] - background[i]);
            sum += net * Math.tan(Math.toRadians(pattern.twoThetaDeg()[i] / 2));
            weight += net;
        }
        return sum / weight;
    }

    private static double[] snip(MeasuredPattern pattern, double windowDeg) {
        int half = (int) Math.max(3, Math.min(pattern.points() / 3.0, windowDeg / pattern.stepDeg()));
        double[] y = pattern.intensities();
        return SnipBackground.estimate(y, half, 5, true);
    }

    private static double fwhm(MeasuredPattern pattern, double[] background) {
        int n = pattern.points();
        double[] net = new double[n];
        for (int i = 0; i < n; i++) {
            int from = Math.max(0, i - 1);
            int to = Math.min(n, i + 2);
            for (int j = from; j < to; j++) {
                net[i] += (pattern.intensities()[j] - background[j]) / (to - from);
            }
        }
        boolean[] taken = new boolean[n];
        double[] widths = new double[STRONGEST];
        int found = 0;
        while (found < STRONGEST) {
            int top = -1;
            for (int i = 1; i + 1 < n; i++) {
                top = !taken[i] && net[i] > 0 && (top < 0 || net[i] > net[top]) ? i : top;
            }
            if (top < 0) {
                break;
            }
            int left = top;
            while (left > 0 && net[left] > net[top] / 2) {
                left--;
            }
            int right = top;
            while (right < n - 1 && net[right] > net[top] / 2) {
                right++;
            }
            widths[found++] = pattern.twoThetaDeg()[right] - pattern.twoThetaDeg()[left];
            Arrays.fill(taken, Math.max(0, left - 2 * (right - left)), Math.min(n, right + 2 * (right - left)), true);
        }
        if (found == 0) {
            return 4 * pattern.stepDeg();
        }
        Arrays.sort(widths, 0, found);
        return Math.max(2 * pattern.stepDeg(), widths[found / 3]);
    }
}
