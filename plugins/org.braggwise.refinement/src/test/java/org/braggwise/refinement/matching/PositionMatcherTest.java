// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.refinement.peaks.PeakList;
import org.junit.jupiter.api.Test;

class PositionMatcherTest {

    private static final Radiation CU = Radiation.of("Cu Ka");
    private static final CrystalStructure[] ALL = {
        Examples.CUBIC,
        Examples.ORTHORHOMBIC,
        Examples.TETRAGONAL,
        Examples.RHOMBOHEDRAL,
        Examples.HEXAGONAL,
        Examples.MONOCLINIC
    };

    /** Lines of a strained and shifted specimen whose heights say nothing still belong to their structure. */
    @Test
    void texturedSpecimensAreRecognised() {
        for (CrystalStructure s : new CrystalStructure[] {Examples.CUBIC, Examples.HEXAGONAL, Examples.ORTHORHOMBIC}) {
            ReflectionList lines = new PatternSimulator(SimulationSettings.builder()
                            .grid(new TwoThetaGrid(10, 60, 501))
                            .build())
                    .reflections(s.withCell(s.cell().scaled(1.008)))
                    .within(10, 60);
            double[] angles = lines.reflections().stream()
                    .filter(r -> r.intensity() > 0.02 * lines.strongest())
                    .mapToDouble(r -> r.twoThetaDeg() + 0.05)
                    .toArray();
            PeakList peaks = PeakList.ofPositions(angles, null, CU);
            String best = "";
            double most = Double.NEGATIVE_INFINITY;
            for (CrystalStructure candidate : ALL) {
                double v = new PositionMatcher(candidate, CU, PositionSettings.FILM).logLikelihood(peaks);
                if (v > most) {
                    most = v;
                    best = candidate.name();
                }
            }
            assertEquals(s.name(), best);
            assertTrue(new PositionMatcher(s, CU, PositionSettings.FILM)
                            .place(peaks)
                            .gain()
                    > 11);
        }
    }

    /** Peaks at random angles are as likely anywhere as on the lines of any candidate, wherever these are stretched to. */
    @Test
    void peaksAnywhereBelongToNoCandidate() {
        for (long seed = 1; seed <= 20; seed++) {
            PeakList peaks = PeakList.ofPositions(
                    new Random(seed).doubles(12, 10, 60).sorted().toArray(), null, CU);
            for (CrystalStructure candidate : ALL) {
                double gain = new PositionMatcher(candidate, CU, PositionSettings.FILM)
                        .place(peaks)
                        .gain();
                assertTrue(gain < 11, candidate.name() + ", seed " + seed + ": " + gain);
            }
        }
    }

    /** The lattice that lines were made of comes back to the step of the strains, which is 0.18 %. */
    @Test
    void cellIsStretchedToThePeaks() {
        for (CrystalStructure s : new CrystalStructure[] {Examples.CUBIC, Examples.HEXAGONAL, Examples.MONOCLINIC}) {
            UnitCell c = s.cell();
            boolean cubic = s == Examples.CUBIC;
            UnitCell truth = new UnitCell(
                    1.02 * c.a(),
                    1.02 * c.b(),
                    (cubic ? 1.02 : 1.027) * c.c(),
                    c.alphaDeg(),
                    c.betaDeg(),
                    c.gammaDeg());
            PeakList peaks = PeakList.ofPositions(
                    new PatternSimulator(SimulationSettings.builder()
                                    .grid(new TwoThetaGrid(10, 60, 501))
                                    .build())
                            .reflections(s.withCell(truth)).within(10, 60).reflections().stream()
                                    .mapToDouble(r -> r.twoThetaDeg() + 0.06)
                                    .toArray(),
                    null,
                    CU);
            PositionMatcher matcher = new PositionMatcher(s, CU, PositionSettings.FILM);
            PositionMatcher.Placement found = matcher.place(peaks);
            assertEquals(truth.a(), matcher.cell(found).a(), 0.003 * truth.a(), s.name());
            assertEquals(truth.c(), matcher.cell(found).c(), 0.003 * truth.c(), s.name());
            assertEquals(0.06, found.shiftDeg(), 0.031, s.name());
            assertTrue(found.peaks() > 5 && found.peaks() <= 30, "" + found);
        }
    }

    @Test
    void meansOfLogarithms() {
        assertEquals(Math.log(2), PositionMatcher.logMean(new double[] {Math.log(1), Math.log(3)}), 1e-12);
        assertTrue(PositionMatcher.logMean(new double[] {-1000, -1000}) > -1001);
    }
}
