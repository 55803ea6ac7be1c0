// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/**
 * The end of one fast Rietveld fit.
 *
 * @param template what was refined
 * @param assignment what is on its roles; its elements mean nothing where {@link #powers} are given
 * @param powers atomic number and B of each role, one after the other, where they were fitted; null where elements were given
 * @param g free numbers of the reciprocal metric
 * @param positions shifts of the template's free coordinates
 * @param scale on the intensities
 * @param initialResidual before the first step
 * @param residual R = sqrt(sum of w (y_obs - y_calc)^2 / sum of w y_obs^2), 0 for a perfect fit
 * @param parameters how many numbers were fitted
 * @param families how many reflection families the range has
 * @param largestShift how far a site went, in angstrom
 * @param converged whether it was carried on until it had converged
 * @param occam the cost of its freedom, where there is noise
 */
record Refined(
        Template template,
        Assignment assignment,
        double[] powers,
        double[] g,
        double[] positions,
        double scale,
        double initialResidual,
        double residual,
        int parameters,
        int families,
        double largestShift,
        boolean converged,
        double occam) {}
