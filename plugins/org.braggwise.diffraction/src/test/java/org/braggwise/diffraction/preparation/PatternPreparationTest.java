// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.file.PatternFile;
import org.braggwise.diffraction.file.PatternFileReader;
import org.braggwise.diffraction.preparation.PreparationSettings.Background;
import org.braggwise.diffraction.preparation.PreparationSettings.Missing;
import org.braggwise.diffraction.preparation.PreparationSettings.Negative;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PatternPreparationTest {

    private static final Radiation CO = new Radiation(
            "Co Ka1+Ka2", List.of(new Radiation.Line(1.788965, 2 / 3.0), new Radiation.Line(1.792850, 1 / 3.0)));
    private static final Radiation CU = Radiation.monochromatic(1.54184);
    private static final double[] SPACINGS = {3.905, 2.7613, 2.2546, 1.9525, 1.5942};

    private static double angle(double d, double wavelength) {
        return 2 * Math.toDegrees(Math.asin(wavelength / 2 / d));
    }

    /** A Co doublet scan of five reflections, shifted by 0.1 deg, on a background of 200 that falls by 1 a degree. */
    private static double[][] scan() {
        int n = 5001;
        double[][] xy = new double[2][n];
        for (int i = 0; i < n; i++) {
            xy[0][i] = 10 + 0.02 * i;
            xy[1][i] = 200 - xy[0][i];
            for (double d : SPACINGS) {
                for (Radiation.Line line : CO.lines()) {
                    xy[1][i] += 1000
                            * line.weight()
                            * Math.exp(-Math.pow((xy[0][i] - 0.1 - angle(d, line.wavelengthAngstrom())) / 0.12, 2));
                }
            }
        }
        return xy;
    }

    @Test
    void everyStepTogetherGivesThePeaksWhereBraggPutsThem() {
        double[][] xy = scan();
        xy[1][2000] = Double.NaN;
        TwoThetaGrid grid = new TwoThetaGrid(15, 60, 2251);
        PreparedPattern p = new PatternPreparation(PreparationSettings.builder()
                        .grid(grid)
                        .zeroShiftDeg(0.1)
                        .stripAlpha2(true)
                        .smoothing(5, 3)
                        .background(Background.SNIP, 1)
                        .targetRadiation(CU)
                        .build())
                .prepare(xy[0], xy[1], Optional.of(CO));
        assertEquals(
                List.of(
                        "scan as read",
                        "missing points",
                        "angle correction",
                        "K-alpha-2 stripping",
                        "smoothing",
                        "background",
                        "wavelength",
                        "resampling"),
                p.steps().stream().map(PreparationStep::name).limit(8).toList());
        double[] y = p.pattern().intensities();
        for (double d : SPACINGS) {
            double expected = angle(d, 1.54184);
            int top = 0;
            for (int i = 0; i < grid.points(); i++) {
                top = Math.abs(grid.at(i) - expected) < 0.4 && y[i] > y[top] ? i : top;
            }
            assertEquals(expected, grid.at(top), 0.011, "d = " + d);
            assertTrue(y[top] > 0.8);
        }
        assertEquals(1, java.util.Arrays.stream(y).max().getAsDouble(), 1e-12);
        assertEquals(0, java.util.Arrays.stream(y).min().getAsDouble(), 1e-12);
        assertEquals(1, p.measuredShare());
        assertTrue(p.notes().stream().anyMatch(s -> s.contains("1 missing")));
    }

    @Test
    void displacementCorrectionUndoesADisplacement() {
        double[] x = new double[4001];
        double[] y = new double[4001];
        double s = 0.2;
        double radius = 200;
        // A specimen s too low moves a line by -2 s cos(theta) / R (radians).
        double line = 40;
        double moved = line - Math.toDegrees(2 * s * Math.cos(Math.toRadians(20)) / radius);
        for (int i = 0; i < x.length; i++) {
            x[i] = 30 + 0.005 * i;
            y[i] = Math.exp(-Math.pow((x[i] - moved) / 0.1, 2));
        }
        TwoThetaGrid grid = new TwoThetaGrid(35, 45, 2001);
        double[] out = new PatternPreparation(PreparationSettings.builder()
                        .grid(grid)
                        .displacement(s, radius)
                        .build())
                .prepare(x, y, Optional.of(CU))
                .pattern()
                .intensities();
        int top = 0;
        for (int i = 0; i < out.length; i++) {
            top = out[i] > out[top] ? i : top;
        }
        assertEquals(line, grid.at(top), 0.006);
    }

    @Test
    void asksForWhatTheScanDoesNotSay() {
        double[] x = {10, 11, 12};
        double[] y = {1, -2, 3};
        TwoThetaGrid grid = new TwoThetaGrid(10, 12, 3);
        PreparationSettings.Builder b = PreparationSettings.builder().grid(grid);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new PatternPreparation(b.build())
                        .prepare(x, y, Optional.empty()))
                .getMessage()
                .contains("wavelength"));
        assertTrue(new PatternPreparation(b.assumedRadiation(CU).build())
                .prepare(x, y, Optional.empty())
                .warnings()
                .get(PreparedPattern.Warning.ASSUMED_RADIATION)
                .contains("taken from the settings"));
        assertThrows(IllegalArgumentException.class, () -> new PatternPreparation(
                        b.negative(Negative.ERROR).build())
                .prepare(x, new double[] {1, -9, 1}, Optional.of(CU)));
        assertThrows(IllegalArgumentException.class, () -> new PatternPreparation(
                        b.missing(Missing.ERROR).build())
                .prepare(x, new double[] {1, Double.NaN, 1}, Optional.of(CU)));
        assertThrows(IllegalArgumentException.class, () -> new PatternPreparation(b.build())
                .prepare(new double[] {1, 1}, new double[2], Optional.of(CU)));
    }

    @Test
    void warnsWhereAlpha2CannotBeStripped() {
        double[] x = {10, 11, 12};
        double[] y = {1, 2, 3};
        PatternPreparation p = new PatternPreparation(PreparationSettings.builder()
                .grid(new TwoThetaGrid(10, 12, 3))
                .stripAlpha2(true)
                .build());
        Radiation beta =
                new Radiation("from file", List.of(new Radiation.Line(1.39222, 0.1), new Radiation.Line(1.5406, 0.9)));
        for (Radiation r : List.of(CU, beta)) {
            PreparedPattern kept = p.prepare(x, y, Optional.of(r));
            assertEquals(
                    Set.of(PreparedPattern.Warning.NOT_STRIPPED),
                    kept.warnings().keySet());
            assertTrue(kept.warnings().values().iterator().next().contains(r.name()));
            assertEquals(r, kept.pattern().radiation());
            assertTrue(PatternPreparation.withoutAlpha2(r).isEmpty());
        }
        PreparedPattern stripped = p.prepare(x, y, Optional.of(CO));
        assertEquals(Map.of(), stripped.warnings());
        assertEquals("Co Ka1", stripped.pattern().radiation().name());
        assertEquals(
                stripped.pattern().radiation(),
                PatternPreparation.withoutAlpha2(CO).get());
        Radiation unnamed = new Radiation("from file", CO.lines());
        assertEquals(
                Radiation.monochromatic(1.788965),
                p.prepare(x, y, Optional.of(unnamed)).pattern().radiation());
    }

    @Test
    void warnsWhereLittleOfTheGridWasMeasured() {
        double[] x = {10, 11, 12, 13, 14, 15, 16, 17, 18};
        double[] y = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        PreparationSettings.Builder b = PreparationSettings.builder().outside(GridResampling.Outside.ZERO);
        PreparedPattern enough =
                new PatternPreparation(b.grid(new TwoThetaGrid(10, 19, 10)).build()).prepare(x, y, Optional.of(CU));
        assertEquals(0.9, enough.measuredShare());
        assertEquals(Map.of(), enough.warnings());
        assertTrue(
                enough.notes().contains("1 of 10 grid angles were not measured and are 0"), enough.notes()::toString);
        PreparedPattern little =
                new PatternPreparation(b.grid(new TwoThetaGrid(9, 19, 11)).build()).prepare(x, y, Optional.of(CU));
        assertEquals(
                Map.of(PreparedPattern.Warning.MUCH_UNMEASURED, "2 of 11 grid angles were not measured and are 0"),
                little.warnings());
        assertEquals(List.of(), little.notes());
    }

    @Test
    void normalisations() {
        double[] y = {1, 3, 5};
        assertEquals(0.2, Normalisation.MAXIMUM_1.apply(y, 0.5)[0], 1e-12);
        assertEquals(60, Normalisation.MAXIMUM_100.apply(y, 0.5)[1], 1e-12);
        assertEquals(0.5, Normalisation.MIN_MAX.apply(y, 0.5)[1], 1e-12);
        assertEquals(
                2, java.util.Arrays.stream(Normalisation.AREA_1.apply(y, 0.5)).sum(), 1e-12);
        assertEquals(5, Normalisation.NONE.apply(y, 0.5)[2]);
        assertEquals(0, Normalisation.MAXIMUM_1.apply(new double[3], 0.5)[2]);
    }

    /** SrTiO3 measured with Co K-alpha, converted to Cu: 110 and 200 where a = 3.905 A puts them. */
    @Test
    void measuredStrontiumTitanateConvertsToCopper() {
        Path file =
                Path.of(System.getProperty("braggwise.data", "../shared/data"), "experimental/xy/xrdlicious_SrTiO3.xy");
        Assumptions.assumeTrue(Files.exists(file), "no measured patterns at braggwise.data: skipped");
        PatternFile scan = new PatternFileReader().read(file).get(0);
        TwoThetaGrid grid = new TwoThetaGrid(10, 80, 3501);
        PreparedPattern p = new PatternPreparation(PreparationSettings.builder()
                        .grid(grid)
                        .assumedRadiation(CO)
                        .targetRadiation(CU)
                        .background(Background.SNIP, 1.5)
                        .build())
                .prepare(scan);
        for (double d : new double[] {3.905 / Math.sqrt(2), 3.905 / 2}) {
            double expected = angle(d, 1.54184);
            int top = 0;
            for (int i = 0; i < grid.points(); i++) {
                top = Math.abs(grid.at(i) - expected) < 1
                                && p.pattern().intensities()[i] > p.pattern().intensities()[top]
                        ? i
                        : top;
            }
            assertEquals(expected, grid.at(top), 0.1);
        }
    }
}
