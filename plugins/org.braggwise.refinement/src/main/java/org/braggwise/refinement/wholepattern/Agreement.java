// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * How well a calculated pattern agrees with a measured one: International Tables H, section 4.7; Young (1993), The Rietveld Method, table 1.3.
 *
 * @param rp sum |y_obs - y_calc| over sum y_obs
 * @param rwp root of sum w (y_obs - y_calc)^2 over sum w y_obs^2
 * @param rwpNet the same with y_obs - background in the denominator, which a high background doesn't flatter
 * @param rexp root of (N - P) over sum w y_obs^2: what counting statistics allow
 * @param chiSquared (Rwp / Rexp)^2, the weighted sum of squares over N - P
 * @param points N
 * @param parameters P
 */
public record Agreement(
        double rp, double rwp, double rwpNet, double rexp, double chiSquared, int points, int parameters) {

    static Agreement of(double[] observed, double[] weights, double[] calculated, double[] background, int parameters) {
        double absolute = 0;
        double total = 0;
        double misfit = 0;
        double square = 0;
        double net = 0;
        for (int i = 0; i < observed.length; i++) {
            double r = observed[i] - calculated[i];
            double b = observed[i] - background[i];
            absolute += Math.abs(r);
            total += Math.abs(observed[i]);
            misfit += weights[i] * r * r;
            square += weights[i] * observed[i] * observed[i];
            net += weights[i] * b * b;
        }
        int freedom = Math.max(1, observed.length - parameters);
        return new Agreement(
                absolute / total,
                Math.sqrt(misfit / square),
                Math.sqrt(misfit / net),
                Math.sqrt(freedom / square),
                misfit / freedom,
                observed.length,
                parameters);
    }
}
