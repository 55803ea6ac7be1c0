// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.List;

import org.braggwise.refinement.wholepattern.MeasuredPattern;
import org.braggwise.refinement.wholepattern.RefinedPhase;
import org.braggwise.refinement.wholepattern.RefinedReflection;
import org.braggwise.refinement.wholepattern.RefinementResult;

/**
 * Counts the lines of a phase that a pattern shows: reflections that are nearer to each other than lines are wide are one line, and one that
 * does not stand out of the noise is none. A good fit says little where there are few: one line is explained by every phase whose cell may be
 * stretched until it has a line there, and noise alone by a phase of next to no intensity.
 */
final class VisibleLines {

    /** Of the phase's strongest line. */
    private static final double FAINTEST = 0.01;
    /** Standard deviations of the area. */
    private static final double SIGNIFICANT = 4;

    private VisibleLines() {}

    static int count(RefinementResult result, RefinedPhase phase) {
        List<RefinedReflection> reflections = phase.reflections();
        MeasuredPattern pattern = result.pattern();
        double step = pattern.usualStepDeg();
        double[] widths = pattern.widthsDeg();
        double strongest = 0;
        double angle = 0;
        for (RefinedReflection r : reflections) {
            if (r.calculated() > strongest
                    && noise(pattern, r.twoThetaDeg() - step, r.twoThetaDeg() + step, widths) > 0) {
                strongest = r.calculated();
                angle = r.twoThetaDeg();
            }
        }
        if (!(strongest > 0)) {
            return 0;
        }
        double width = width(result, angle);
        int lines = 0;
        for (int from = 0; from < reflections.size(); ) {
            int to = from + 1;
            double calculated = reflections.get(from).calculated();
            double observed = reflections.get(from).observed();
            while (to < reflections.size()
                    && reflections.get(to).twoThetaDeg()
                                    - reflections.get(to - 1).twoThetaDeg()
                            <= width) {
                calculated += reflections.get(to).calculated();
                observed += reflections.get(to).observed();
                to++;
            }
            double noise = noise(
                    pattern,
                    reflections.get(from).twoThetaDeg() - width,
                    reflections.get(to - 1).twoThetaDeg() + width,
                    widths);
            boolean visible = noise > 0
                    && calculated >= FAINTEST * strongest
                    && Math.min(calculated, observed) >= SIGNIFICANT * noise;
            lines += visible ? 1 : 0;
            from = to;
        }
        return lines;
    }

    /** The calculated curve's full width at half of its height at an angle, in degrees. */
    private static double width(RefinementResult result, double angleDeg) {
        double[] x = result.pattern().twoThetaDeg();
        int at = 0;
        while (at < x.length - 1 && x[at] < angleDeg) {
            at++;
        }
        double half = net(result, at) / 2;
        int low = at;
        while (low > 0 && net(result, low) > half) {
            low--;
        }
        int high = at;
        while (high < x.length - 1 && net(result, high) > half) {
            high++;
        }
        return Math.max(x[high] - x[low], result.pattern().usualStepDeg());
    }

    private static double net(RefinementResult result, int i) {
        return result.calculated()[i] - result.background()[i];
    }

    /** The standard deviation of the area between two angles; 0 where nothing was measured there. */
    private static double noise(MeasuredPattern pattern, double fromDeg, double toDeg, double[] widthsDeg) {
        double[] x = pattern.twoThetaDeg();
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            if (x[i] >= fromDeg && x[i] <= toDeg) {
                square += widthsDeg[i] * widthsDeg[i] * pattern.sigmas()[i] * pattern.sigmas()[i];
            }
        }
        return Math.sqrt(square);
    }
}
