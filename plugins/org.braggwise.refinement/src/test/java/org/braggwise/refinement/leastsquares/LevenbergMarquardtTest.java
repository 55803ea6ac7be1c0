// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

/** Against certified values of NIST's Statistical Reference Datasets (nonlinear regression) and closed forms of straight lines. */
class LevenbergMarquardtTest {

    /** y = f(x; b) with derivatives, unit weights. */
    private abstract static class Curve implements LeastSquaresModel {
        final double[] m_x;
        final double[] m_y;
        final int m_n;

        Curve(double[] x, double[] y, int n) {
            m_x = x;
            m_y = y;
            m_n = n;
        }

        abstract double value(double x, double[] b, double[] derivatives);

        @Override
        public int parameters() {
            return m_n;
        }

        @Override
        public int observations() {
            return m_x.length;
        }

        @Override
        public double objective(double[] b) {
            double sum = 0;
            for (int i = 0; i < m_x.length; i++) {
                double r = m_y[i] - value(m_x[i], b, new double[m_n]);
                sum += r * r;
            }
            return sum;
        }

        @Override
        public void linearise(double[] b, NormalEquations equations) {
            double[] d = new double[m_n];
            for (int i = 0; i < m_x.length; i++) {
                double r = m_y[i] - value(m_x[i], b, d);
                equations.add(d, r, 1);
            }
        }
    }

    private static Curve line(double[] x, double[] y) {
        return new Curve(x, y, 2) {
            @Override
            double value(double at, double[] b, double[] d) {
                d[0] = 1;
                d[1] = at;
                return b[0] + b[1] * at;
            }
        };
    }

    /** NIST StRD Misra1a: y = b1 (1 - exp(-b2 x)), lower difficulty, observed. */
    @Test
    void misra1a() {
        double[] x = {77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};
        double[] y = {10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};
        Curve misra = new Curve(x, y, 2) {
            @Override
            double value(double at, double[] b, double[] d) {
                double e = Math.exp(-b[1] * at);
                d[0] = 1 - e;
                d[1] = b[0] * at * e;
                return b[0] * (1 - e);
            }
        };
        FitResult fit = LevenbergMarquardt.fit(
                misra,
                List.of(Parameter.free("b1", 500), Parameter.free("b2", 1e-4)),
                new FitSettings(200, 1e-14, 1e-3));
        assertEquals(238.94212918, fit.value(0), 1e-5);
        assertEquals(5.5015643181e-4, fit.value(1), 1e-10);
        assertEquals(0.12455138894, fit.objective(), 1e-8);
        // Certified deviations are scaled by the residual standard deviation, whatever it is.
        double scale = Math.sqrt(fit.reducedChiSquared());
        assertEquals(2.7070075241, fit.statisticalUncertainty(0) * scale, 1e-4);
        assertEquals(7.2668688436e-6, fit.statisticalUncertainty(1) * scale, 1e-9);
    }

    @Test
    void straightLine() {
        double[] x = {0, 1, 2, 3};
        double[] y = {1, 3, 4, 8};
        FitResult fit = LevenbergMarquardt.fit(
                line(x, y), List.of(Parameter.free("a", 0), Parameter.free("b", 0)), new FitSettings(50, 1e-15, 1e-3));
        assertArrayEquals(new double[] {0.7, 2.2}, fit.values(), 1e-9);
        assertEquals(Math.sqrt(1 / 5.0), fit.statisticalUncertainty(1), 1e-9);
        assertEquals(Math.sqrt(0.7), fit.statisticalUncertainty(0), 1e-9);
        assertEquals(-0.3 / Math.sqrt(0.7 / 5), fit.correlation(0, 1), 1e-9);
    }

    @Test
    void boundHolds() {
        FitResult fit = LevenbergMarquardt.fit(
                line(new double[] {0, 1, 2, 3}, new double[] {1, 3, 4, 8}),
                List.of(Parameter.free("a", 0), Parameter.bounded("b", 1, 0, 2)),
                new FitSettings(50, 1e-15, 1e-3));
        assertArrayEquals(new double[] {1, 2}, fit.values(), 1e-9);
        assertEquals(0, fit.standardUncertainty(1));
        assertEquals(1, fit.freeParameters());
    }

    /** A prior as strong as the data halves the way; a restraint a = b of vanishing sigma makes one parameter of two. */
    @Test
    void priorsAndRestraints() {
        double[] x = {0, 0};
        double[] y = {1, 1};
        FitResult prior = LevenbergMarquardt.fit(
                line(x, y),
                List.of(Parameter.free("a", 0).withPrior(3, Math.sqrt(0.5)), Parameter.free("b", 0)),
                new FitSettings(50, 1e-15, 1e-3));
        assertEquals(2, prior.value(0), 1e-9);
        assertEquals(2, prior.objective(), 1e-8);
        assertEquals(0, prior.value(1));
        FitResult tied = LevenbergMarquardt.fit(
                line(new double[] {0, 1, 2, 3}, new double[] {1, 2, 3, 4}),
                List.of(Parameter.free("a", 0), Parameter.free("b", 5)),
                List.of(new Restraint(new int[] {0, 1}, new double[] {1, -1}, 0, 1e-4)),
                new FitSettings(100, 1e-15, 1e-3),
                () -> false);
        assertArrayEquals(new double[] {1, 1}, tied.values(), 1e-6);
    }

    /** Two parameters of which only the sum counts. */
    @Test
    void undetermined() {
        Curve sum = new Curve(new double[] {1, 2, 3}, new double[] {1, 2, 3}, 2) {
            @Override
            double value(double at, double[] b, double[] d) {
                d[0] = at;
                d[1] = at;
                return (b[0] + b[1]) * at;
            }
        };
        FitResult fit = LevenbergMarquardt.fit(
                sum, List.of(Parameter.free("a", 0), Parameter.free("b", 0)), FitSettings.DEFAULT);
        assertEquals(1, fit.value(0) + fit.value(1), 1e-6);
        assertEquals(1, fit.freeParameters());
    }

    @Test
    void columnsGiveWhatRowsGive() {
        int n = 7;
        int observations = 131;
        double[][] columns = new double[n][observations];
        double[] residuals = new double[observations];
        double[] weights = new double[observations];
        java.util.SplittableRandom random = new java.util.SplittableRandom(1);
        NormalEquations rows = new NormalEquations(n);
        for (int o = 0; o < observations; o++) {
            double[] d = new double[n];
            for (int p = 0; p < n; p++) {
                d[p] = random.nextDouble() - 0.5;
                columns[p][o] = d[p];
            }
            residuals[o] = random.nextDouble();
            weights[o] = random.nextDouble();
            rows.add(d, residuals[o], weights[o]);
        }
        NormalEquations blocks = new NormalEquations(n);
        blocks.addColumns(columns, residuals, weights, 0, 50);
        blocks.addColumns(columns, residuals, weights, 50, observations);
        assertEquals(rows.objective(), blocks.objective(), 1e-12);
        for (int i = 0; i < n; i++) {
            assertEquals(rows.gradient(i), blocks.gradient(i), 1e-12);
            for (int j = 0; j < n; j++) {
                assertEquals(rows.curvature(i, j), blocks.curvature(i, j), 1e-12);
            }
        }
    }

    @Test
    void cancels() {
        Curve line = line(new double[] {0, 1}, new double[] {0, 1});
        List<Parameter> parameters = List.of(Parameter.free("a", 0), Parameter.free("b", 0));
        assertThrows(
                CancellationException.class,
                () -> LevenbergMarquardt.fit(line, parameters, List.of(), FitSettings.DEFAULT, () -> true));
        assertTrue(LevenbergMarquardt.fit(line, parameters, FitSettings.DEFAULT).converged());
    }
}
