// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.braggwise.diffraction.TwoThetaGrid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drawing takes short cuts; no point is off by more than 1e-6 of the maximum from the integral of each profile over each bin. */
class DrawingErrorTest {

    @ParameterizedTest(name = "{0} lines on {1} points, eta {2}, width {3} deg, threshold {4}")
    @CsvSource({
        "60, 3501, 0.5, 0.25, 1e-4",
        "1500, 3501, 0.5, 0.25, 1e-4",
        "60, 1201, 0.5, 0.25, 1e-4",
        "60, 3501, 1, 0.25, 1e-4",
        "60, 3501, 0, 0.25, 1e-4",
        "60, 3501, 0.9, 0.02, 1e-4",
        "60, 3501, 0.3, 0.003, 1e-4",
        "60, 3501, 0.5, 0.1, 1e-4",
        "60, 3501, 0.5, 3, 1e-4",
        "60, 3501, 1, 12, 1e-3",
        "60, 14001, 0.7, 0.06, 1e-9",
        "20, 14001, 1, 0.5, 1e-9",
        "20, 20, 0.5, 9, 1e-4",
        "20, 129, 0.5, 0.3, 1e-2",
    })
    void agreesWithExactIntegrals(int lines, int points, double eta, double fwhm, double threshold) {
        TwoThetaGrid grid = new TwoThetaGrid(10, 80, points);
        PeakProfile profile = new PeakProfile(
                ProfileShape.PSEUDO_VOIGT,
                eta,
                fwhm * fwhm / 4,
                0,
                fwhm * fwhm,
                0,
                0,
                Double.POSITIVE_INFINITY,
                0.9,
                0);
        ProfileRenderer renderer = new ProfileRenderer(grid, profile, threshold);
        LineDrawing drawing = renderer.drawing(1000);
        double[] exact = new double[points];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < lines; i++) {
            double centre = 8 + 74 * random.nextDouble();
            double area = 1000 * Math.pow(random.nextDouble(), 4);
            double theta = Math.toRadians(centre / 2);
            renderer.add(drawing, centre, Math.sin(theta), 1.54184, area);
            addExactly(exact, grid, centre, renderer.width(theta, 1.54184), threshold, area);
        }
        double[] drawn = drawing.finish();
        double highest = 0;
        double error = 0;
        for (int i = 0; i < points; i++) {
            highest = Math.max(highest, exact[i]);
            error = Math.max(error, Math.abs(drawn[i] - exact[i]));
        }
        double relative = error / highest;
        assertTrue(relative <= 1e-6, () -> "error over the maximum " + relative);
    }

    private static void addExactly(
            double[] y, TwoThetaGrid grid, double centre, ReflectionWidth width, double threshold, double area) {
        double step = grid.stepDeg();
        double reach = width.reachDeg(threshold);
        double first = Math.rint((centre - reach - grid.startDeg()) / step);
        double last = Math.rint((centre + reach - grid.startDeg()) / step);
        double low = grid.startDeg() + (first - 0.5) * step - centre;
        double high = grid.startDeg() + (last + 0.5) * step - centre;
        double whole = integral(width, low, high);
        for (int i = (int) Math.max(0, first); i <= Math.min(y.length - 1, last); i++) {
            double x = grid.startDeg() + i * step - centre;
            y[i] += area / whole / step * integral(width, x - step / 2, x + step / 2);
        }
    }

    private static double integral(ReflectionWidth width, double from, double to) {
        double hwhm = width.fwhmDeg() / 2;
        double eta = width.lorentzianShare();
        double lorentzian = (Math.atan(to / hwhm) - Math.atan(from / hwhm)) / Math.PI;
        return eta * lorentzian + (1 - eta) * gaussian(hwhm / Math.sqrt(2 * Math.log(2)), from, to);
    }

    /** By Gauss's three-point rule on pieces of a fiftieth of a standard deviation, within ten of them. */
    private static double gaussian(double sigma, double from, double to) {
        double a = Math.max(-10 * sigma, from);
        double b = Math.min(10 * sigma, to);
        if (a >= b) {
            return 0;
        }
        int pieces = (int) Math.ceil((b - a) / (0.02 * sigma));
        double half = (b - a) / pieces / 2;
        double sum = 0;
        for (int i = 0; i < pieces; i++) {
            double middle = a + (2 * i + 1) * half;
            sum += 8 * density(middle, sigma)
                    + 5
                            * (density(middle - Math.sqrt(0.6) * half, sigma)
                                    + density(middle + Math.sqrt(0.6) * half, sigma));
        }
        return sum / 9 * half;
    }

    private static double density(double x, double sigma) {
        return Math.exp(-x * x / (2 * sigma * sigma)) / (sigma * Math.sqrt(2 * Math.PI));
    }
}
