// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Drawing: areas, positions and widths of profiles, against closed forms and numerical integrals. */
class ProfileTest {

    private static final double STEP = 0.02;
    private static final Radiation RADIATION = Radiation.of("Cu Ka");

    private static SimulationSettings.Builder plain(ProfileShape shape) {
        return SimulationSettings.builder()
                .normalisation(Normalisation.NONE)
                .profile(PeakProfile.DEFAULT.withShape(shape));
    }

    /** One reflection of area 1000 at an angle. */
    private static ReflectionList at(double twoThetaDeg) {
        double d = RADIATION.wavelengthAngstrom() / (2 * Math.sin(Math.toRadians(twoThetaDeg / 2)));
        return new ReflectionList(RADIATION, List.of(new Reflection(1, 0, 0, d, twoThetaDeg, 2, 1, 1000)));
    }

    private static double[] draw(SimulationSettings.Builder settings, double twoThetaDeg) {
        return new PatternSimulator(settings.build())
                .render(at(twoThetaDeg), "row")
                .intensities();
    }

    private static double area(double[] y) {
        double sum = 0;
        for (double v : y) {
            sum += v * STEP;
        }
        return sum;
    }

    /** The area is the intensity wherever the line lies between the points, however narrow it is and whatever is cut off. */
    @ParameterizedTest
    @EnumSource(ProfileShape.class)
    void areaIsTheIntensity(ProfileShape shape) {
        for (double size : new double[] {3, 40, 500, 1e5, Double.POSITIVE_INFINITY}) {
            for (double threshold : new double[] {1e-2, 1e-4}) {
                for (int i = 0; i < 12; i++) {
                    double[] y = draw(
                            plain(shape)
                                    .profile(PeakProfile.DEFAULT
                                            .withShape(shape)
                                            .withCaglioti(0, 0, 0)
                                            .withDomainSizeNm(size))
                                    .grid(new TwoThetaGrid(1, 100, 4951))
                                    .tailThreshold(threshold),
                            50 + STEP * i / 11);
                    // The broadest Lorentzian, 3 deg wide, has its tails off the grid.
                    assertEquals(
                            1000,
                            area(y),
                            size == 3 && threshold == 1e-4 && shape != ProfileShape.GAUSSIAN ? 60 : 1e-4,
                            shape + " " + size);
                }
            }
        }
    }

    /** The centre of mass follows the angle: nothing snaps to the grid. */
    @ParameterizedTest
    @EnumSource(ProfileShape.class)
    void nothingSnapsToTheGrid(ProfileShape shape) {
        TwoThetaGrid grid = TwoThetaGrid.DEFAULT;
        for (int i = 0; i <= 10; i++) {
            double angle = 45 + STEP * i / 10;
            double[] y = draw(plain(shape), angle);
            double left = 0;
            double right = 0;
            int middle = (int) Math.round((angle - 10) / STEP);
            for (int j = 1; j < 60; j++) {
                left += y[middle - j];
                right += y[middle + j];
            }
            // For a symmetric profile at offset e from point `middle` the excess on the right is what e moves across.
            double excess = (right - left) * STEP;
            double offset = angle - grid.at(middle);
            double expected = 2 * offset * (y[middle] - y[middle + 59]);
            assertEquals(expected, excess, 1e-2 * Math.abs(expected) + 1e-5, shape + " " + angle);
        }
    }

    /** Bins at both ends are as wide as the others: a line on the last point gives what a line on an inner point gives. */
    @ParameterizedTest
    @EnumSource(ProfileShape.class)
    void endsOfTheGridAreNoSpecialCase(ProfileShape shape) {
        PeakProfile profile = new PeakProfile(shape, 0.5, 0, 0, 0.01, 0, 0, Double.POSITIVE_INFINITY, 0.9, 0);
        double[] inner = draw(plain(shape).profile(profile), 50);
        double[] last = draw(plain(shape).profile(profile), 80);
        double[] first = draw(plain(shape).profile(profile), 10);
        for (int i = 0; i < 40; i++) {
            assertEquals(inner[2000 - i], last[3500 - i], 1e-7 * inner[2000], "last");
            assertEquals(inner[2000 + i], first[i], 1e-7 * inner[2000], "first");
        }
        // Beyond the grid's end: the tail is there all the same.
        double[] beyond = draw(plain(shape).profile(profile), 80.05);
        assertEquals(last[3500 - 1], draw(plain(shape).profile(profile), 80.02)[3500], 1e-7 * inner[2000]);
        assertTrue(beyond[3500] > 0.3 * inner[2000]);
    }

    /** Each point is the integral of the profile over its bin, over the step: against Simpson's rule. */
    @ParameterizedTest
    @CsvSource({"0.0, 0.004", "0.3, 0.004", "1.0, 0.004", "0.5, 0.1", "0.5, 1.2", "1.0, 0.6", "0.0, 0.6"})
    void pointsAreIntegralsOverBins(double eta, double fwhm) {
        PeakProfile profile = new PeakProfile(
                ProfileShape.PSEUDO_VOIGT, eta, 0, 0, fwhm * fwhm, 0, 0, Double.POSITIVE_INFINITY, 0.9, 0);
        double centre = 43.0137;
        double[] y = draw(
                plain(ProfileShape.PSEUDO_VOIGT)
                        .profile(profile)
                        .tailThreshold(1e-9)
                        .grid(new TwoThetaGrid(10, 80, 3501)),
                centre);
        double height = y[(int) Math.round((centre - 10) / STEP)];
        // What is cut off beyond the grid's reach is given back.
        double whole = eta == 0 ? 1 : 1 / (1 - eta * (1 - 2 / Math.PI * Math.atan(2 * profileReach(eta))));
        for (int i = 0; i < y.length; i++) {
            int n = 4000;
            double sum = 0;
            if (Math.abs(10 + STEP * i - centre) > 3) {
                continue;
            }
            for (int j = 0; j <= n; j++) {
                double x = 10 + STEP * (i - 0.5 + j / (double) n) - centre;
                double l = fwhm / 2 / Math.PI / (x * x + fwhm * fwhm / 4);
                double g =
                        2 / fwhm * Math.sqrt(Math.log(2) / Math.PI) * Math.exp(-4 * Math.log(2) * x * x / fwhm / fwhm);
                sum += (j == 0 || j == n ? 1 : j % 2 == 1 ? 4 : 2) * (eta * l + (1 - eta) * g);
            }
            assertEquals(1000 * sum / n / 3 * whole, y[i], 2e-6 * height, "point " + i);
        }
    }

    /** Reach in widths at a threshold of 1e-9: sqrt(eta / (2 pi threshold height)). */
    private static double profileReach(double eta) {
        double height = eta * 2 / Math.PI + (1 - eta) * 2 * Math.sqrt(Math.log(2) / Math.PI);
        return Math.sqrt(eta / (2 * Math.PI * 1e-9 * height));
    }

    /** Tables that workflows saved hold this text. */
    @Test
    void textIsReadAgain() {
        PeakProfile p = new PeakProfile(
                ProfileShape.THOMPSON_COX_HASTINGS,
                0.25,
                0.01,
                -0.02,
                0.03,
                0.004,
                0.005,
                Double.POSITIVE_INFINITY,
                0.94,
                1e-3);
        assertEquals(p, PeakProfile.ofText(p.toText()));
        assertEquals(
                PeakProfile.DEFAULT,
                PeakProfile.ofText(
                        "shape=PSEUDO_VOIGT eta=0.5 U=0.0 V=0.0 W=0.0025 X=0.0 Y=0.0 sizeNm=40.0 K=0.9 microstrain=0.0"));
        assertEquals(PeakProfile.DEFAULT.withDomainSizeNm(90), PeakProfile.ofText("sizeNm=90"));
        for (String bad :
                new String[] {"", "PSEUDO_VOIGT 0.5", "width=3", "sizeNm=wide", "sizeNm=-1", "shape=SQUARE"}) {
            assertThrows(IllegalArgumentException.class, () -> PeakProfile.ofText(bad), bad);
        }
    }

    /** Cutting at the threshold changes no point by more than the threshold allows. */
    @Test
    void cutAtTheThreshold() {
        double[] full = draw(plain(ProfileShape.LORENTZIAN).tailThreshold(1e-9), 45);
        double[] cut = draw(plain(ProfileShape.LORENTZIAN).tailThreshold(1e-3), 45);
        double height = full[1750];
        double reach = Math.sqrt(1e3 - 1)
                / 2
                * new ProfileRenderer(
                                TwoThetaGrid.DEFAULT, PeakProfile.DEFAULT.withShape(ProfileShape.LORENTZIAN), 1e-3)
                        .width(Math.toRadians(22.5), 1.54184)
                        .fwhmDeg();
        int points = (int) Math.round(reach / STEP);
        assertEquals(1e-3, full[1750 + points] / height, 2e-5);
        assertTrue(cut[1750 + points - 1] > 0);
        assertEquals(0, cut[1750 + points + 2]);
    }

    @Test
    void widths() {
        double theta = Math.toRadians(30);
        double tan = Math.tan(theta);
        PeakProfile p = new PeakProfile(ProfileShape.GAUSSIAN, 0.5, 0.03, -0.02, 0.01, 0.04, 0.05, 20, 0.94, 0.002);
        assertEquals(Math.sqrt(0.03 * tan * tan - 0.02 * tan + 0.01), p.instrumentFwhmDeg(tan), 1e-15);
        assertEquals(
                Math.toDegrees(0.94 * 1.54184 / (200 * Math.cos(theta))),
                p.sizeFwhmDeg(Math.cos(theta), 1.54184),
                1e-15);
        assertEquals(Math.toDegrees(4 * 0.002 * tan), p.strainFwhmDeg(tan), 1e-15);
        TwoThetaGrid grid = TwoThetaGrid.DEFAULT;
        double i = p.instrumentFwhmDeg(tan);
        double s = p.sizeFwhmDeg(Math.cos(theta), 1.54184);
        double e = p.strainFwhmDeg(tan);
        assertEquals(
                Math.sqrt(i * i + s * s + e * e),
                new ProfileRenderer(grid, p, 1e-4).width(theta, 1.54184).fwhmDeg(),
                1e-14);
        assertEquals(
                i + s + e,
                new ProfileRenderer(grid, p.withShape(ProfileShape.LORENTZIAN), 1e-4)
                        .width(theta, 1.54184)
                        .fwhmDeg(),
                1e-14);
        assertThrows(
                IllegalArgumentException.class, () -> p.withCaglioti(0, -1, 0.1).instrumentFwhmDeg(theta));
        // What is drawn has that width: half of the height is reached half a width off the centre.
        double[] y = draw(
                plain(ProfileShape.GAUSSIAN)
                        .profile(PeakProfile.DEFAULT
                                .withShape(ProfileShape.GAUSSIAN)
                                .withCaglioti(0, 0, 0.16)
                                .withDomainSizeNm(Double.POSITIVE_INFINITY)),
                45);
        assertEquals(0.5, y[1750 + 10] / y[1750], 1e-3);
    }

    /** The pseudo-Voigt of Thompson, Cox and Hastings is the convolution of its Gaussian and its Lorentzian to 1.3 % of its height. */
    @Test
    void thompsonCoxHastingsIsAVoigt() {
        assertEquals(0, ReflectionWidth.thompsonCoxHastings(0.2, 0).lorentzianShare());
        assertEquals(0.2, ReflectionWidth.thompsonCoxHastings(0.2, 0).fwhmDeg(), 1e-12);
        assertEquals(1, ReflectionWidth.thompsonCoxHastings(0, 0.2).lorentzianShare(), 1e-12);
        assertEquals(0.2, ReflectionWidth.thompsonCoxHastings(0, 0.2).fwhmDeg(), 1e-12);
        for (double l : new double[] {0.2, 0.5, 1, 2, 5}) {
            ReflectionWidth w = ReflectionWidth.thompsonCoxHastings(1, l);
            double top = pseudoVoigt(w, 0);
            for (double x = 0; x < 6; x += 0.1) {
                double voigt = 0;
                double step = 0.01;
                for (double t = -8; t <= 8; t += step) {
                    voigt += step
                            * 2
                            * Math.sqrt(Math.log(2) / Math.PI)
                            * Math.exp(-4 * Math.log(2) * t * t)
                            * l
                            / 2
                            / Math.PI
                            / ((x - t) * (x - t) + l * l / 4);
                }
                assertEquals(voigt, pseudoVoigt(w, x), 0.013 * top, "Lorentzian " + l + " at " + x);
            }
        }
    }

    private static double pseudoVoigt(ReflectionWidth w, double x) {
        double f = w.fwhmDeg();
        return w.lorentzianShare() * f / 2 / Math.PI / (x * x + f * f / 4)
                + (1 - w.lorentzianShare())
                        * 2
                        / f
                        * Math.sqrt(Math.log(2) / Math.PI)
                        * Math.exp(-4 * Math.log(2) * x * x / f / f);
    }

    /** Against values of the error function (Abramowitz and Stegun, table 7.1): Phi(x sqrt 2) = (1 + erf x) / 2. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.1, 0.1124629160",
        "0.5, 0.5204998778",
        "1, 0.8427007929",
        "1.5, 0.9661051465",
        "2, 0.9953222650"
    })
    void normalIntegral(double x, double erf) {
        assertEquals((1 + erf) / 2, NormalIntegral.below(x * Math.sqrt(2)), 1e-9);
        assertEquals((1 - erf) / 2, NormalIntegral.below(-x * Math.sqrt(2)), 1e-9);
    }

    @Test
    void shifts() {
        SimulationSettings.Builder b = plain(ProfileShape.GAUSSIAN);
        double[] zero = draw(b.zeroShiftDeg(0.1), 45);
        assertEquals(maximumAngle(zero), 45.1, 0.011);
        double[] displaced =
                draw(plain(ProfileShape.GAUSSIAN).sampleDisplacementMm(0.5).goniometerRadiusMm(200), 45);
        assertEquals(
                45 - Math.toDegrees(2 * 0.5 * Math.cos(Math.toRadians(22.5)) / 200), maximumAngle(displaced), 0.011);
    }

    private static double maximumAngle(double[] y) {
        int best = 0;
        for (int i = 0; i < y.length; i++) {
            best = y[i] > y[best] ? i : best;
        }
        return TwoThetaGrid.DEFAULT.at(best);
    }

    /** Both lines of a doublet: at their own angles, two to one, with the Lorentz-polarisation factor of each. */
    @Test
    void doublet() {
        SimulationSettings settings = plain(ProfileShape.GAUSSIAN)
                .radiation(Radiation.of("Cu Ka1+Ka2"))
                .grid(new TwoThetaGrid(10, 150, 7001))
                .profile(PeakProfile.DEFAULT
                        .withShape(ProfileShape.GAUSSIAN)
                        .withDomainSizeNm(1000)
                        .withCaglioti(0, 0, 0.001))
                .displacementSource(DisplacementSource.NONE)
                .build();
        PatternSimulator simulator = new PatternSimulator(settings);
        ReflectionList list = simulator.reflections(Structures.SRTIO3);
        Reflection r = list.reflections().stream()
                .filter(x -> x.hkl().equals("4 2 0"))
                .findFirst()
                .orElseThrow();
        double[] y = simulator
                .render(new ReflectionList(settings.radiation(), List.of(r)), "")
                .intensities();
        double a1 = 2 * Math.toDegrees(Math.asin(1.54059290 / 2 / r.dAngstrom()));
        double a2 = 2 * Math.toDegrees(Math.asin(1.54442740 / 2 / r.dAngstrom()));
        assertEquals(a1, r.twoThetaDeg(), 1e-10);
        int middle = (int) Math.round(((a1 + a2) / 2 - 10) / STEP);
        double first = 0;
        double second = 0;
        for (int i = 0; i < 100; i++) {
            first += y[middle - 1 - i] * STEP;
            second += y[middle + i] * STEP;
        }
        double ratio = lorentzPolarisation(a2) / lorentzPolarisation(a1) / 2;
        assertEquals(ratio, second / first, 1e-3);
        assertEquals(r.intensity(), first + second, 1e-6 * r.intensity());
        assertEquals(
                r.multiplicity()
                        * r.structureFactorSquared()
                        * (2 * lorentzPolarisation(a1) + lorentzPolarisation(a2))
                        / 3,
                r.intensity(),
                1e-9 * r.intensity());
    }

    private static double lorentzPolarisation(double twoThetaDeg) {
        double t = Math.toRadians(twoThetaDeg / 2);
        return (1 + Math.pow(Math.cos(2 * t), 2)) / (Math.pow(Math.sin(t), 2) * Math.cos(t));
    }

    @Test
    void monochromator() {
        SimulationSettings.Builder b = plain(ProfileShape.GAUSSIAN).displacementSource(DisplacementSource.NONE);
        Reflection without = new PatternSimulator(b.build())
                .reflections(Structures.SRTIO3)
                .within(31, 34)
                .reflections()
                .get(0);
        Reflection with = new PatternSimulator(b.monochromatorTwoThetaDeg(26.6).build())
                .reflections(Structures.SRTIO3)
                .within(31, 34)
                .reflections()
                .get(0);
        double a = Math.pow(Math.cos(Math.toRadians(26.6)), 2);
        double c = Math.pow(Math.cos(Math.toRadians(without.twoThetaDeg())), 2);
        assertEquals(2 * (1 + a * c) / (1 + a) / (1 + c), with.intensity() / without.intensity(), 1e-12);
        Reflection bare = new PatternSimulator(b.lorentzPolarisation(false).build())
                .reflections(Structures.SRTIO3)
                .within(31, 34)
                .reflections()
                .get(0);
        assertEquals(bare.multiplicity() * bare.structureFactorSquared(), bare.intensity(), 1e-9 * bare.intensity());
    }
}
