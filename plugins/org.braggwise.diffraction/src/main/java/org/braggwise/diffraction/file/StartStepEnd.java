// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Optional;

/**
 * Angles that a header gives by start, step and end, as FullProf (INSTRM = 0), DBWS, LHPM, XFIT and many others do, with the intensities
 * alone after it.
 *
 * @param startDeg the first angle
 * @param stepDeg above 0
 * @param endDeg the last angle
 */
record StartStepEnd(double startDeg, double stepDeg, double endDeg) {

    private static final double GREATEST_STEP = 2;
    /** Headers print their numbers to a few decimals: a range may be off a whole number of steps by so much of one. */
    private static final double ROUNDING = 0.1;

    /** @return how many points that makes */
    int points() {
        return (int) Math.round((endDeg - startDeg) / stepDeg) + 1;
    }

    private boolean isRange() {
        double steps = (endDeg - startDeg) / stepDeg;
        return stepDeg > 0
                && stepDeg <= GREATEST_STEP
                && startDeg >= -20
                && endDeg > startDeg
                && endDeg <= 180
                && steps <= ScanBuilder.MAX_POINTS
                && Math.abs(steps - Math.rint(steps)) <= Math.max(ROUNDING, 1e-4 * steps);
    }

    /**
     * @param a first number of the header, the start
     * @param b second: the step or the end
     * @param c third: the end or the step
     * @return the range, whichever of the two orders it was written in; empty where the numbers are none
     */
    static Optional<StartStepEnd> of(double a, double b, double c) {
        StartStepEnd stepSecond = new StartStepEnd(a, b, c);
        StartStepEnd stepThird = new StartStepEnd(a, c, b);
        return stepSecond.isRange()
                ? Optional.of(stepSecond)
                : stepThird.isRange() ? Optional.of(stepThird) : Optional.empty();
    }

    /** @return the range of so many points that begins and ends there */
    static StartStepEnd of(double start, double end, int points) {
        return new StartStepEnd(start, (end - start) / (points - 1), end);
    }

    /**
     * Puts intensities at the angles: fewer than the range has points are a scan that was interrupted.
     *
     * @param line where they begin, for messages
     */
    void fill(ScanBuilder scan, double[] intensities, int line) {
        int expected = points();
        int n = intensities.length;
        // programs fill their last line with zeros
        while (n > expected && intensities[n - 1] == 0) {
            n--;
        }
        for (int i = 0; i < Math.min(n, expected); i++) {
            scan.add(startDeg + stepDeg * i, intensities[i], 0);
        }
        if (n < expected) {
            scan.interrupted(line, n + " intensities", expected + " for " + this);
        } else if (n > expected) {
            scan.note(
                    org.braggwise.crystal.Diagnostic.Severity.WARNING,
                    line,
                    "points",
                    n + " intensities",
                    expected + " for " + this,
                    "the first " + expected);
        }
    }

    @Override
    public String toString() {
        return (float) startDeg + " to " + (float) endDeg + " deg in steps of " + (float) stepDeg;
    }
}
