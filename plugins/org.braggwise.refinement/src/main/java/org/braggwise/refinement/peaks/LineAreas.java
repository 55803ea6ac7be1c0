// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.leastsquares.FitResult;
import org.braggwise.refinement.leastsquares.FitSettings;
import org.braggwise.refinement.leastsquares.LeastSquaresModel;
import org.braggwise.refinement.leastsquares.LevenbergMarquardt;
import org.braggwise.refinement.leastsquares.NormalEquations;
import org.braggwise.refinement.leastsquares.Parameter;

/**
 * The areas of lines whose angles are known: a linear least-squares fit of all of them together, the areas free to come out negative, as that
 * of Pawley (1981), J. Appl. Cryst. 14, 357, doi:10.1107/S0021889881009618, with a fixed cell.
 */
public final class LineAreas {

    private LineAreas() {}

    /**
     * Areas with their standard uncertainties by the noise.
     *
     * @param areas in intensity times degrees
     * @param sigmas of these, correlations with the neighbours included
     */
    public record Areas(double[] areas, double[] sigmas) {}

    /**
     * @param twoThetaDeg ascending angles of the pattern in degrees
     * @param intensities of it
     * @param sigmasOrNull standard uncertainties; null to estimate them
     * @param noise whether the pattern has noise
     * @param radiation the X-rays
     * @param analysis background, line shape and noise
     * @param centresDeg where the lines are, ascending, no two nearer than some tenths of a width
     * @param cancelled asked before each step
     */
    public static Areas fit(
            double[] twoThetaDeg,
            double[] intensities,
            double[] sigmasOrNull,
            boolean noise,
            Radiation radiation,
            PeakAnalysis analysis,
            double[] centresDeg,
            BooleanSupplier cancelled) {
        Scan scan = Scan.of(twoThetaDeg, intensities, sigmasOrNull, noise, radiation)
                .withNoise(analysis.noiseFactor());
        double last = centresDeg[centresDeg.length - 1];
        int n = Math.max(
                1, Math.min(scan.points(), scan.at(last + 2 * analysis.shape().fwhmDeg(last))));
        double[] y = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = intensities[i] - analysis.background()[i];
            weights[i] = 1 / scan.variance()[i];
        }
        int lines = centresDeg.length;
        double[][] columns = new double[lines][n];
        LineProfile profile = new LineProfile(scan, analysis.shape());
        for (int p = 0; p < lines; p++) {
            profile.add(centresDeg[p], 1, 0, n, columns[p], null, 0);
        }
        Parameter[] parameters = new Parameter[lines];
        Arrays.fill(parameters, Parameter.free("area", 0));
        FitResult fit = LevenbergMarquardt.fit(
                new Linear(columns, y, weights),
                Arrays.asList(parameters),
                java.util.List.of(),
                new FitSettings(4, 1e-9, 1e-12),
                cancelled);
        double[] sigmas = new double[lines];
        for (int p = 0; p < lines; p++) {
            sigmas[p] = fit.statisticalUncertainty(p);
        }
        return new Areas(fit.values(), sigmas);
    }

    private record Linear(double[][] columns, double[] y, double[] weights) implements LeastSquaresModel {

        @Override
        public int parameters() {
            return columns.length;
        }

        @Override
        public int observations() {
            return y.length;
        }

        private double[] residuals(double[] x) {
            double[] r = y.clone();
            for (int p = 0; p < columns.length; p++) {
                for (int i = 0; i < r.length; i++) {
                    r[i] -= x[p] * columns[p][i];
                }
            }
            return r;
        }

        @Override
        public double objective(double[] x) {
            double sum = 0;
            double[] r = residuals(x);
            for (int i = 0; i < r.length; i++) {
                sum += weights[i] * r[i] * r[i];
            }
            return sum;
        }

        @Override
        public void linearise(double[] x, NormalEquations equations) {
            equations.addColumns(columns, residuals(x), weights, 0, y.length);
        }
    }
}
