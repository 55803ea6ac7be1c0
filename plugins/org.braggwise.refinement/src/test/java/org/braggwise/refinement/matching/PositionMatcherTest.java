// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.braggwise.crystal.CrystalStructure;
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
        }
    }

    @Test
    void meansOfLogarithms() {
        assertEquals(Math.log(2), PositionMatcher.logMean(new double[] {Math.log(1), Math.log(3)}), 1e-12);
        assertTrue(PositionMatcher.logMean(new double[] {-1000, -1000}) > -1001);
    }
}
