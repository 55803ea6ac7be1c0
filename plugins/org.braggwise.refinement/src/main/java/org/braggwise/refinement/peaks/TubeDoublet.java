// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.List;
import java.util.Optional;

import org.braggwise.diffraction.Radiation;

/**
 * Sees in the peaks of a scan that was counted as one line of a tube that there were two: a peak at K-alpha-2 beside most of the strong ones
 * that are sharp enough to show it. Of 45 scans of tubes with both lines, 24 have sharp enough peaks; 19 of these are seen, by 2 to 34 pairs, which
 * are 0.4 to 1 of the peaks that are parted. With K-alpha-2 stripped from the same 45, none is: one pair at most, and 0.125. The limits below were
 * chosen on these scans.
 */
final class TubeDoublet {

    private static final double LEAST_HEIGHT = 0.03;

    /** The lines are parted where they are further away from each other, in widths. */
    private static final double PARTED = 0.8;

    private static final double NEAR = 0.25;
    private static final double LEAST_SHARE = 0.3;
    private static final double MOST_SHARE = 0.75;
    private static final int FEWEST_PAIRS = 2;
    private static final double LEAST_PAIRED = 0.4;

    private TubeDoublet() {}

    /**
     * @param peaks as found with their radiation
     * @param lastDeg where the scan ends
     * @return the radiation with both lines; empty where the peaks' has several or is no tube's, or they are not seen
     */
    static Optional<Radiation> seenIn(PeakList peaks, double lastDeg) {
        if (peaks.radiation().lines().size() > 1) {
            return Optional.empty();
        }
        return peaks.radiation().otherTubeLines().filter(both -> isSeen(peaks.peaks(), both, lastDeg));
    }

    private static boolean isSeen(List<Peak> peaks, Radiation both, double lastDeg) {
        double ratio =
                both.lines().get(1).wavelengthAngstrom() / both.lines().get(0).wavelengthAngstrom();
        double highest = peaks.stream().mapToDouble(Peak::height).max().orElse(0);
        int parted = 0;
        int paired = 0;
        for (Peak p : peaks) {
            double second = second(p, ratio);
            boolean shown = p.height() >= LEAST_HEIGHT * highest
                    && second - p.twoThetaDeg() >= PARTED * p.fwhmDeg()
                    && second <= lastDeg - p.fwhmDeg();
            if (!shown) {
                continue;
            }
            if (peaks.stream().anyMatch(q -> isPair(p, q, ratio))) {
                parted++;
                paired++;
            } else if (peaks.stream().noneMatch(q -> isPair(q, p, ratio))) {
                parted++;
            }
        }
        return paired >= FEWEST_PAIRS && paired >= LEAST_PAIRED * parted;
    }

    private static boolean isPair(Peak first, Peak second, double ratio) {
        return Math.abs(second.twoThetaDeg() - second(first, ratio)) < NEAR * first.fwhmDeg()
                && second.area() > LEAST_SHARE * first.area()
                && second.area() < MOST_SHARE * first.area();
    }

    /** Where the second line of a peak is; NaN beyond 180 degrees. */
    private static double second(Peak first, double ratio) {
        return 2 * Math.toDegrees(Math.asin(ratio * Math.sin(Math.toRadians(first.twoThetaDeg() / 2))));
    }
}
