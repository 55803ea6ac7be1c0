// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import org.braggwise.refinement.wholepattern.MeasuredPattern;
import org.braggwise.refinement.wholepattern.StartingProfile;

/**
 * A pattern made ready for a search: thinned to a few points a line, with realistic errors. Counting statistics alone would make a per cent of
 * misfit in a strong line weigh more than a whole minor phase; intensities of structures taken from elsewhere are off by some per cent, so the
 * variance is sigma^2 + (e (y - background))^2, from the measured intensity, the same for all hypotheses.
 *
 * @param original as measured
 * @param pattern thinned, with these errors
 * @param start its background and the typical width of its lines
 */
record SearchPattern(MeasuredPattern original, MeasuredPattern pattern, StartingProfile start) {

    private static final double MODEL_ERROR = 0.08;
    private static final double BACKGROUND_ERROR = 0.01;
    private static final double POINTS_PER_FWHM = 4;
    private static final int FEWEST_POINTS = 60;
    private static final double CORRELATION = 1.5;

    static SearchPattern of(MeasuredPattern original) {
        double fwhm = StartingProfile.of(original).fwhmDeg();
        int most = original.points() / FEWEST_POINTS;
        int together = (int) Math.max(1, Math.min(most, fwhm / POINTS_PER_FWHM / original.stepDeg()));
        MeasuredPattern thinned = original.rebinned(together);
        StartingProfile start = new StartingProfile(StartingProfile.of(thinned).background(), fwhm);
        int n = thinned.points();
        double[] sigmas = new double[n];
        for (int i = 0; i < n; i++) {
            double net = Math.max(0, thinned.intensities()[i] - start.background()[i]);
            double model = MODEL_ERROR * net;
            double ground = BACKGROUND_ERROR * Math.abs(start.background()[i]);
            double counting = thinned.sigmas()[i];
            sigmas[i] = Math.sqrt(counting * counting + model * model + ground * ground);
        }
        MeasuredPattern pattern =
                new MeasuredPattern(thinned.twoThetaDeg(), thinned.intensities(), sigmas, thinned.radiation());
        return new SearchPattern(original, pattern, start);
    }

    /** @return how many independent observations there are: misfits of neighbouring points of a line are one */
    double independent() {
        double together = Math.max(1, CORRELATION * start.fwhmDeg() / pattern.stepDeg());
        return pattern.points() / together;
    }
}
