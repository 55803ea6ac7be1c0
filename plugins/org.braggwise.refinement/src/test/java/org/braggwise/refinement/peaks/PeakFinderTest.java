// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.Simulation;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peaks of simulated patterns are where the simulated reflections are, with their areas. */
class PeakFinderTest {

    /* Corundum (Newnham and de Haan 1962, Z. Kristallogr. 117, 235), whose reflections up to 80 degrees are well apart. */
    private static final CrystalStructure CORUNDUM = new CrystalStructure(
            "Al2O3",
            new UnitCell(4.7589, 4.7589, 12.991, 90, 90, 120),
            SpaceGroup.ofNumber(167),
            List.of(Site.of("Al", "Al", 0, 0, 0.3522), Site.of("O", "O", 0.3063, 0, 0.25)));

    private static SimulationSettings.Builder settings() {
        return SimulationSettings.builder()
                .grid(new TwoThetaGrid(10, 80, 3501))
                .profile(PeakProfile.DEFAULT.withDomainSizeNm(100));
    }

    private static LineShape shape(SimulationSettings s) {
        double wavelength = s.radiation().strongestLine().wavelengthAngstrom();
        return new KnownLineShape(s.profile(), wavelength, s.tailThreshold());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cu Ka", "Cu Ka1+Ka2", "Co Ka1"})
    void isolatedLinesComeOutExactly(String radiation) {
        SimulationSettings s = settings().radiation(Radiation.of(radiation)).build();
        Simulation simulation = new PatternSimulator(s).simulate(CORUNDUM, "1");
        PeakList peaks = new PeakFinder(PeakSettings.simulated(shape(s))).find(simulation.pattern());
        double strongest = simulation.reflections().strongest();
        double scale = peaks.strongest() / strongest;
        for (Reflection r : simulation.reflections().reflections()) {
            if (r.intensity() > 0.002 * strongest) {
                Peak p = nearest(peaks, r.twoThetaDeg());
                assertEquals(r.twoThetaDeg(), p.twoThetaDeg(), 0.0005, r.hkl());
                assertEquals(r.intensity() * scale, p.area(), 0.01 * r.intensity() * scale, r.hkl());
                assertEquals(1 / (r.dAngstrom() * r.dAngstrom()), p.q(), 1e-5, r.hkl());
            }
        }
    }

    @Test
    void aNoisyPatternWithBackgroundAndDoubletsGivesItsStrongLinesWithTrueUncertainties() {
        SimulationSettings s = settings()
                .radiation(Radiation.of("Cu Ka1+Ka2"))
                .background(new Background(List.of(0.05, -0.02, 0.01), List.of(new Background.Hump(25, 8, 0.03))))
                .noise(new Noise(10_000, 0))
                .build();
        Simulation simulation = new PatternSimulator(s).simulate(CORUNDUM, "1");
        PeakList peaks = new PeakFinder(PeakSettings.MEASURED.withLeastHeight(0.01)).find(simulation.pattern());
        double strongest = simulation.reflections().strongest();
        double chiSquared = 0;
        int n = 0;
        for (Reflection r : simulation.reflections().reflections()) {
            if (r.intensity() > 0.05 * strongest) {
                Peak p = nearest(peaks, r.twoThetaDeg());
                assertEquals(r.twoThetaDeg(), p.twoThetaDeg(), 0.01, r.hkl());
                chiSquared += Math.pow((p.twoThetaDeg() - r.twoThetaDeg()) / p.twoThetaSigmaDeg(), 2);
                n++;
            }
        }
        assertTrue(n >= 9, "strong reflections: " + n);
        assertTrue(chiSquared / n < 6, "chi squared of the angles: " + chiSquared / n);
        for (Peak p : peaks.peaks()) {
            Reflection nearest = simulation.reflections().reflections().stream()
                    .min(java.util.Comparator.comparingDouble(r -> Math.abs(r.twoThetaDeg() - p.twoThetaDeg())))
                    .orElseThrow();
            assertEquals(nearest.twoThetaDeg(), p.twoThetaDeg(), 0.06, "a peak where no reflection is");
        }
    }

    /** Files say one wavelength where both lines of the tube were measured: a reflection is one peak all the same. */
    @ParameterizedTest
    @CsvSource({
        "Cu Ka1+Ka2, Cu Ka1, Cu Ka1+Ka2",
        "Cu Ka1+Ka2, Cu Ka, Cu Ka1+Ka2",
        "Mo Ka1+Ka2, Mo Ka1, Mo Ka1+Ka2",
        "Cu Ka1, Cu Ka1, Cu Ka1",
        "Cu Ka, Cu Ka, Cu Ka"
    })
    void bothLinesOfATubeAreSeen(String measured, String stated, String counted) {
        SimulationSettings s = settings()
                .grid(new TwoThetaGrid(10, 120, 5501))
                .radiation(Radiation.of(measured))
                .background(new Background(List.of(0.02), List.of()))
                .noise(new Noise(20_000, 0))
                .build();
        Pattern pattern = new PatternSimulator(s).pattern(CORUNDUM, "1");
        PeakFinder finder = new PeakFinder(PeakSettings.MEASURED);
        PeakList peaks = finder.find(new Pattern(pattern.grid(), Radiation.of(stated), pattern.intensities()));
        assertEquals(counted, peaks.radiation().name());
        PeakList known = finder.find(new Pattern(pattern.grid(), Radiation.of(counted), pattern.intensities()));
        assertEquals(known, peaks);
    }

    @Test
    void pointsNeedNotBeEvenlySpaced() {
        SimulationSettings s = settings().build();
        Simulation simulation = new PatternSimulator(s).simulate(CORUNDUM, "1");
        TwoThetaGrid grid = s.grid();
        // Every point up to 40 degrees, then the mean of two.
        int fine = 1500;
        int coarse = (grid.points() - fine) / 2;
        double[] x = new double[fine + coarse];
        double[] y = new double[x.length];
        for (int i = 0; i < fine; i++) {
            x[i] = grid.at(i);
            y[i] = simulation.pattern().intensities()[i];
        }
        for (int i = 0; i < coarse; i++) {
            int j = fine + 2 * i;
            x[fine + i] = (grid.at(j) + grid.at(j + 1)) / 2;
            y[fine + i] = (simulation.pattern().intensities()[j]
                            + simulation.pattern().intensities()[j + 1])
                    / 2;
        }
        PeakList peaks = new PeakFinder(PeakSettings.simulated(shape(s))).find(x, y, null, s.radiation(), () -> false);
        for (Reflection r : simulation.reflections().reflections()) {
            if (r.intensity() > 0.01 * simulation.reflections().strongest()) {
                assertEquals(r.twoThetaDeg(), nearest(peaks, r.twoThetaDeg()).twoThetaDeg(), 0.002, r.hkl());
            }
        }
    }

    @Test
    void nothingGivesNoPeaksAndBadInputSaysWhatIsWrong() {
        PeakFinder finder = new PeakFinder(PeakSettings.MEASURED);
        Radiation cu = Radiation.of("Cu Ka1");
        double[] x = {10, 11, 12, 13, 14, 15, 16, 17};
        assertEquals(0, finder.find(x, new double[8], null, cu, () -> false).size());
        String few = assertThrows(
                        IllegalArgumentException.class,
                        () -> finder.find(new double[] {1, 2}, new double[2], null, cu, () -> false))
                .getMessage();
        assertTrue(few.contains("2 angles"), few);
        double[] back = {10, 11, 12, 11.5, 14, 15, 16, 17};
        String order = assertThrows(
                        IllegalArgumentException.class, () -> finder.find(back, new double[8], null, cu, () -> false))
                .getMessage();
        assertTrue(order.contains("ascending"), order);
    }

    @Test
    void itCanBeCancelled() {
        SimulationSettings s = settings().build();
        Simulation simulation = new PatternSimulator(s).simulate(CORUNDUM, "1");
        double[] x = new double[s.grid().points()];
        for (int i = 0; i < x.length; i++) {
            x[i] = s.grid().at(i);
        }
        PeakFinder finder = new PeakFinder(PeakSettings.simulated(shape(s)));
        assertThrows(
                CancellationException.class,
                () -> finder.find(x, simulation.pattern().intensities(), null, s.radiation(), () -> true));
    }

    private static Peak nearest(PeakList peaks, double angle) {
        return peaks.peaks().stream()
                .min(java.util.Comparator.comparingDouble(p -> Math.abs(p.twoThetaDeg() - angle)))
                .orElseThrow();
    }
}
