// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import java.util.stream.IntStream;

/** The steps of a scan. */
public final class Steps {

    /** Scans of varying steps are wide where nothing is, but not so wide. */
    private static final double LEAST_GAP_DEG = 1;

    private static final double LEAST_GAP_STEPS = 20;

    private Steps() {}

    /**
     * @param twoThetaDeg ascending angles, at least two
     * @return the distance of two points in degrees beyond which there was no measurement between them
     */
    public static double widestDeg(double[] twoThetaDeg) {
        return Math.max(LEAST_GAP_DEG, LEAST_GAP_STEPS * usualDeg(twoThetaDeg));
    }

    /**
     * @param twoThetaDeg ascending angles, at least two
     * @return their median distance in degrees: that of the detector, where parts of the scan are missing
     */
    public static double usualDeg(double[] twoThetaDeg) {
        return IntStream.range(1, twoThetaDeg.length)
                .mapToDouble(i -> twoThetaDeg[i] - twoThetaDeg[i - 1])
                .sorted()
                .toArray()[(twoThetaDeg.length - 1) / 2];
    }

    /**
     * @param twoThetaDeg ascending angles, at least two
     * @return the mean distance of neighbouring points in degrees, gaps left out
     */
    public static double meanDeg(double[] twoThetaDeg) {
        double widest = widestDeg(twoThetaDeg);
        return IntStream.range(1, twoThetaDeg.length)
                .mapToDouble(i -> twoThetaDeg[i] - twoThetaDeg[i - 1])
                .filter(step -> step <= widest)
                .average()
                .orElseThrow();
    }
}
