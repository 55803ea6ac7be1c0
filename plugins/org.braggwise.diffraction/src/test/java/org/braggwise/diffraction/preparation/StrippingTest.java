// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closed forms: an exact doublet, an exact flat background, Bragg's law. */
class StrippingTest {

    private static final double A1 = 1.540598;
    private static final double A2 = 1.544426;

    /** K-alpha-1 profile of three Gaussians on a flat background. */
    private static double alpha1(double twoTheta, double fwhm) {
        double y = 20;
        for (double[] p : new double[][] {{22, 300}, {46.5, 1000}, {77, 500}}) {
            y += p[1] * Math.exp(-4 * Math.log(2) * Math.pow((twoTheta - p[0]) / fwhm, 2));
        }
        return y;
    }

    @ParameterizedTest(name = "step {0}, FWHM {1}: within {2} of 1000")
    @CsvSource({"0.005, 0.10, 0.2", "0.01, 0.10, 0.6", "0.02, 0.10, 5", "0.02, 0.20, 0.5", "0.04, 0.30, 5"})
    void takesTheSecondLineOfAnExactDoublet(double step, double fwhm, double tolerance) {
        int n = (int) Math.round(80 / step);
        double[] x = new double[n];
        double[] doublet = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 10 + i * step;
            double source = 2 * Math.toDegrees(Math.asin(Math.sin(Math.toRadians(x[i] / 2)) * A1 / A2));
            doublet[i] = alpha1(x[i], fwhm) + 0.5 * alpha1(source, fwhm);
        }
        double[] stripped = RachingerStripping.strip(x, doublet, A1, A2, 0.5);
        for (int i = 0; i < n; i++) {
            assertEquals(alpha1(x[i], fwhm), stripped[i], tolerance, "at " + x[i]);
        }
    }

    @Test
    void keepsAFlatScanFlatAndRatioZeroAsItIs() {
        double[] x = {10, 10.5, 11, 12};
        assertArrayEquals(
                new double[] {2, 2, 2, 2}, RachingerStripping.strip(x, new double[] {3, 3, 3, 3}, A1, A2, 0.5), 1e-12);
        assertArrayEquals(
                new double[] {3, 1, 4, 1}, RachingerStripping.strip(x, new double[] {3, 1, 4, 1}, A1, A2, 0), 0);
        assertThrows(IllegalArgumentException.class, () -> RachingerStripping.strip(x, x, A2, A1, 0.5));
    }

    @Test
    void convertsAnglesByBraggsLawAndKeepsAreas() {
        double co = 1.79026;
        double cu = 1.54184;
        int n = 60001;
        double[] x = new double[n];
        double[] y = new double[n];
        double d = 2.0;
        double centre = 2 * Math.toDegrees(Math.asin(co / 2 / d));
        for (int i = 0; i < n; i++) {
            x[i] = 20 + i * 0.001;
            y[i] = Math.exp(-Math.pow((x[i] - centre) / 0.1, 2));
        }
        WavelengthConversion.Result r = WavelengthConversion.convert(x, y, co, cu, false);
        double area = 0;
        double mean = 0;
        for (int i = 1; i < n; i++) {
            double part =
                    (r.twoThetaDeg()[i] - r.twoThetaDeg()[i - 1]) * (r.intensities()[i] + r.intensities()[i - 1]) / 2;
            area += part;
            mean += part * (r.twoThetaDeg()[i] + r.twoThetaDeg()[i - 1]) / 2;
        }
        assertEquals(0.1 * Math.sqrt(Math.PI), area, 1e-6);
        assertEquals(2 * Math.toDegrees(Math.asin(cu / 2 / d)), mean / area, 1e-4);
        WavelengthConversion.Result lp = WavelengthConversion.convert(x, y, co, cu, true);
        int peak = (int) Math.round((centre - 20) / 0.001);
        assertEquals(
                lorentzPolarisation(cu / 2 / d) / lorentzPolarisation(co / 2 / d),
                lp.intensities()[peak] / r.intensities()[peak],
                1e-4);
    }

    private static double lorentzPolarisation(double sine) {
        double theta = Math.asin(sine);
        return (1 + Math.pow(Math.cos(2 * theta), 2)) / (sine * sine * Math.cos(theta));
    }

    @Test
    void leavesOutAnglesThatTheNewWavelengthHasNot() {
        WavelengthConversion.Result r =
                WavelengthConversion.convert(new double[] {-1, 0, 10, 100, 150}, new double[5], 1.54, 1.79, false);
        assertEquals(2, r.twoThetaDeg().length);
        assertThrows(
                IllegalArgumentException.class,
                () -> WavelengthConversion.convert(new double[] {150, 160}, new double[2], 1, 2, false));
    }
}
