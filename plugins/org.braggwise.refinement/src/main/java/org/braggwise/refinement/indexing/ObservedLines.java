// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.Arrays;
import java.util.List;

import org.braggwise.refinement.peaks.BraggLaw;
import org.braggwise.refinement.peaks.Peak;
import org.braggwise.refinement.peaks.PeakList;

/** The lines that a cell has to explain, on plain arrays, from the lowest angle: Q, tolerance and how sure it is. */
final class ObservedLines {

    /** Angles are never taken for surer than this share of the tolerance. */
    private static final double SUREST = 0.15;

    final int[] peaks;
    final double[] twoThetaDeg;
    final double[] q;
    /** How far in Q a calculated line may be. */
    final double[] tolerance;
    /** Standard deviation in Q that a line is credited with. */
    final double[] sigma;
    /** Lines that trial cells are tested on. */
    final int searched;

    final double wavelengthAngstrom;

    ObservedLines(PeakList list, IndexingSettings settings) {
        double least = settings.leastShare() * list.strongest();
        List<Peak> all = list.peaks();
        peaks = java.util.stream.IntStream.range(0, all.size())
                .filter(i -> all.get(i).area() >= least)
                .limit(settings.rankingLines())
                .toArray();
        int n = peaks.length;
        twoThetaDeg = new double[n];
        q = new double[n];
        tolerance = new double[n];
        sigma = new double[n];
        wavelengthAngstrom = list.wavelengthAngstrom();
        for (int i = 0; i < n; i++) {
            Peak p = all.get(peaks[i]);
            twoThetaDeg[i] = p.twoThetaDeg();
            q[i] = p.q();
            boolean overlapped = near(all, peaks[i], -1, settings) || near(all, peaks[i], 1, settings);
            double ofWidth = settings.toleranceOfWidth() * p.fwhmDeg();
            double deg = overlapped
                    ? Math.max(settings.overlapToleranceDeg(), 2 * ofWidth)
                    : Math.max(settings.toleranceDeg(), ofWidth);
            double perDegree = BraggLaw.qPerDegree(p.twoThetaDeg(), wavelengthAngstrom);
            tolerance[i] = deg * perDegree;
            sigma[i] = Math.max(SUREST * deg, Math.min(deg, p.twoThetaSigmaDeg())) * perDegree;
        }
        searched = Math.min(n, settings.searchLines());
    }

    private static boolean near(List<Peak> all, int i, int step, IndexingSettings settings) {
        int j = i + step;
        return j >= 0
                && j < all.size()
                && Math.abs(all.get(j).twoThetaDeg() - all.get(i).twoThetaDeg())
                        < Math.max(
                                settings.overlapDeg(),
                                settings.toleranceOfWidth() > 0 ? all.get(i).fwhmDeg() : 0);
    }

    int size() {
        return q.length;
    }

    /** @return Q of the last line that trial cells are tested on */
    double searchLimit() {
        return q[searched - 1];
    }

    /** @return the line nearest to a Q, by its place */
    int nearest(double value) {
        int i = Arrays.binarySearch(q, value);
        if (i >= 0) {
            return i;
        }
        int after = -i - 1;
        if (after == 0) {
            return 0;
        }
        return after == q.length || value - q[after - 1] < q[after] - value ? after - 1 : after;
    }
}
