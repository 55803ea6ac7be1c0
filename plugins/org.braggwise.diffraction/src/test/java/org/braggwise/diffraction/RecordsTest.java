// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grids, radiations, reflections and patterns. */
class RecordsTest {

    @Test
    void grid() {
        TwoThetaGrid grid = TwoThetaGrid.DEFAULT;
        assertEquals(0.02, grid.stepDeg(), 1e-15);
        assertEquals(10, grid.at(0));
        assertEquals(80, grid.at(3500));
        assertEquals(45, grid.at(1750), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 80, 100",
        "10, 180, 100",
        "80, 10, 100",
        "10, 10, 100",
        "10, 80, 1",
        "NaN, 80, 100",
        "10, NaN, 100",
        "10, 80, 100000000"
    })
    void badGrids(double start, double end, int points) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new TwoThetaGrid(start, end, points))
                .getMessage()
                .contains("expected"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.5406, Cu Ka1+Ka2",
        "1.54056, Cu Ka1+Ka2",
        "1.5405, Cu Ka1+Ka2",
        "1.541, Cu Ka1+Ka2",
        "1.5418, Cu Ka1+Ka2",
        "1.542, Cu Ka1+Ka2",
        "1.7889, Co Ka1+Ka2",
        "0.7107, Mo Ka1+Ka2",
        "1.5444,",
        "1.39222,",
        "0.4139,",
        "1.0,"
    })
    void aTubesLinesForOneWavelength(double wavelength, String lines) {
        assertEquals(
                Optional.ofNullable(lines),
                Radiation.monochromatic(wavelength).otherTubeLines().map(Radiation::name));
    }

    @Test
    void aTubesFirstLineForBoth() {
        assertEquals(
                Optional.of(Radiation.of("Cu Ka1")), Radiation.of("Cu Ka1+Ka2").otherTubeLines());
        Radiation written =
                new Radiation("from file", List.of(new Radiation.Line(1.54056, 1), new Radiation.Line(1.54439, 0.5)));
        assertEquals(Optional.of(Radiation.of("Cu Ka1")), written.otherTubeLines());
        Radiation others = new Radiation("two", List.of(new Radiation.Line(1.0, 1), new Radiation.Line(0.5, 0.1)));
        assertEquals(Optional.empty(), others.otherTubeLines());
    }

    @Test
    void otherAnodesOfATube() {
        List<String> others = List.of("Cu Ka1+Ka2", "Mo Ka1+Ka2", "Cr Ka1+Ka2", "Fe Ka1+Ka2", "Ag Ka1+Ka2");
        for (String cobalt : List.of("Co Ka", "Co Ka1", "Co Ka1+Ka2")) {
            assertEquals(
                    others,
                    Radiation.of(cobalt).otherAnodes().stream()
                            .map(Radiation::name)
                            .toList());
        }
        assertEquals(List.of(), Radiation.monochromatic(1.0).otherAnodes());
    }

    /** Deslattes et al. (2003); the doublet's mean is the conventional mean to 1e-4 angstrom. */
    @ParameterizedTest
    @CsvSource({
        "Cu, 1.54059290, 1.54442740, 1.54184",
        "Co, 1.7889960, 1.7928350, 1.79026",
        "Mo, 0.70931715, 0.7136070, 0.71073",
        "Cr, 2.2897260, 2.2936510, 2.29100",
        "Fe, 1.9360410, 1.9399730, 1.93736",
        "Ag, 0.55942178, 0.5638131, 0.56087"
    })
    void radiations(String anode, double alpha1, double alpha2, double mean) {
        assertEquals(
                List.of(new Radiation.Line(alpha1, 1)),
                Radiation.of(anode + " Ka1").lines());
        assertEquals(mean, Radiation.of(anode + " Ka").wavelengthAngstrom());
        Radiation doublet = Radiation.of(anode + " Ka1+Ka2");
        assertEquals(alpha2, doublet.lines().get(1).wavelengthAngstrom());
        assertEquals((2 * alpha1 + alpha2) / 3, doublet.wavelengthAngstrom(), 1e-12);
        assertEquals(mean, doublet.wavelengthAngstrom(), 1e-4);
        assertEquals(alpha1, doublet.strongestLine().wavelengthAngstrom());
        assertTrue(Radiation.names().contains(doublet.name()));
    }

    @Test
    void radiationWeightsAndErrors() {
        Radiation r = new Radiation("x", List.of(new Radiation.Line(1, 3), new Radiation.Line(2, 1)));
        assertEquals(1.25, r.wavelengthAngstrom(), 1e-15);
        assertEquals(0.75, r.lines().get(0).weight(), 1e-15);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Radiation.of("Cu"))
                .getMessage()
                .contains("Cu Ka1+Ka2"));
        assertThrows(IllegalArgumentException.class, () -> Radiation.monochromatic(0));
        assertThrows(IllegalArgumentException.class, () -> new Radiation("x", List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Radiation.Line(1, 0));
        assertEquals(0.7, Radiation.monochromatic(0.7).wavelengthAngstrom());
    }

    private static Reflection at(int h, double twoThetaDeg, double intensity) {
        return new Reflection(h, 0, 0, 2, twoThetaDeg, 2, 1, intensity);
    }

    @Test
    void lists() {
        ReflectionList list =
                new ReflectionList(Radiation.of("Cu Ka"), List.of(at(3, 30, 5), at(1, 10, 20), at(2, 30.00001, 10)));
        assertEquals(
                List.of(1, 3, 2), list.reflections().stream().map(Reflection::h).toList());
        assertEquals(20, list.strongest());
        assertEquals(1, list.within(20, 30).size());
        assertEquals(3, list.within(TwoThetaGrid.DEFAULT).size());
        assertEquals(
                List.of(100.0, 25.0, 50.0),
                list.scaledTo(100).reflections().stream()
                        .map(Reflection::intensity)
                        .toList());
        List<ReflectionList.Peak> peaks = list.merged(1e-4);
        assertEquals(2, peaks.size());
        assertEquals(15, peaks.get(1).intensity());
        assertEquals(30.00001, peaks.get(1).twoThetaDeg());
        assertEquals(3, list.merged(0).size());
        assertEquals("3 0 0", list.reflections().get(1).hkl());
    }

    @Test
    void patterns() {
        TwoThetaGrid grid = new TwoThetaGrid(10, 12, 3);
        Radiation cu = Radiation.of("Cu Ka");
        assertEquals(3, new Pattern(grid, cu, new double[] {1, 3, 2}).maximum());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Pattern(grid, cu, new double[2]))
                .getMessage()
                .contains("expected 3"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> new Pattern(grid, cu, new double[] {0, Double.NaN, 0}))
                .getMessage()
                .contains("11.0 deg"));
        assertThrows(IllegalArgumentException.class, () -> new Reflection(1, 0, 0, Double.NaN, 10, 1, 1, 1));
    }
}
