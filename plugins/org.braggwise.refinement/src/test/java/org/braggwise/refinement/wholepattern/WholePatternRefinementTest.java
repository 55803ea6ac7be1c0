// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.diffraction.simulation.MarchDollase;
import org.junit.jupiter.api.Test;

/** Patterns that were simulated with known numbers, refined from starts that are off. */
class WholePatternRefinementTest {

    private static CrystalStructure off(CrystalStructure structure, double factor) {
        return structure.withCell(structure.cell().scaled(factor));
    }

    private static void assertValue(double expected, RefinedValue value, double least) {
        assertEquals(expected, value.value(), Math.max(5 * value.uncertainty(), least), value.toString());
    }

    @Test
    void onePhase() {
        CrystalStructure truth = SimulatedPatterns.corundum();
        MeasuredPattern pattern = SimulatedPatterns.of(List.of(truth), new double[] {1}, null, 20_000);
        RefinementResult result =
                WholePatternRefinement.refine(pattern, List.of(off(truth, 1.012)), RefinementSettings.DEFAULT);
        assertTrue(result.agreement().chiSquared() < 1.3, result.agreement().toString());
        assertValue(4.7591, result.phases().get(0).cell().get(0), 1e-4);
        assertValue(12.9918, result.phases().get(0).cell().get(2), 3e-4);
        assertValue(0.08, result.displacementMm(), 2e-3);
        assertEquals(0.05, result.phases().get(0).sizeWidthDeg().value(), 0.006);
        assertTrue(result.phases().get(0).texture().isEmpty());
        assertTrue(result.phases().get(0).rBragg() < 0.03);
        assertEquals(1, result.phases().get(0).weightFraction().value());
    }

    @Test
    void mixture() {
        List<CrystalStructure> truth =
                List.of(SimulatedPatterns.rutile(), SimulatedPatterns.fluorite(), SimulatedPatterns.corundum());
        double[] weights = {0.25, 0.05, 0.7};
        MeasuredPattern pattern = SimulatedPatterns.of(truth, weights, null, 20_000);
        List<CrystalStructure> start = truth.stream().map(s -> off(s, 0.995)).toList();
        RefinementResult result = WholePatternRefinement.refine(pattern, start, RefinementSettings.DEFAULT);
        assertTrue(result.agreement().chiSquared() < 1.4, result.agreement().toString());
        for (int p = 0; p < weights.length; p++) {
            assertValue(weights[p], result.phases().get(p).weightFraction(), 0.006);
            assertEquals(
                    truth.get(p).cell().a(),
                    result.phases().get(p).structure().cell().a(),
                    4e-4);
        }
    }

    @Test
    void texture() {
        CrystalStructure truth = SimulatedPatterns.corundum();
        MeasuredPattern pattern =
                SimulatedPatterns.of(List.of(truth), new double[] {1}, new MarchDollase(0.7, 0, 0, 1), 20_000);
        RefinementResult result = WholePatternRefinement.refine(pattern, List.of(truth), RefinementSettings.DEFAULT);
        Texture texture = result.phases().get(0).texture().orElseThrow();
        assertEquals(new MillerIndices(0, 0, 1), texture.direction());
        assertEquals(0.7, texture.r(), 0.01);
    }

    @Test
    void positions() {
        CrystalStructure truth = SimulatedPatterns.corundum();
        CrystalStructure start =
                truth.withSites(List.of(Site.of("Al", "Al", 0, 0, 0.356), Site.of("O", "O", 0.315, 0, 0.25)));
        MeasuredPattern pattern = SimulatedPatterns.of(List.of(truth), new double[] {1}, null, 20_000);
        RefinementResult result = WholePatternRefinement.refine(
                pattern,
                List.of(start),
                RefinementSettings.builder()
                        .positions(true)
                        .automaticTexture(false)
                        .build());
        List<Site> sites = result.phases().get(0).structure().sites();
        assertEquals(0.3522, sites.get(0).z(), 3e-4);
        assertEquals(0.3064, sites.get(1).x(), 8e-4);
        assertEquals(0.25, sites.get(1).z());
    }

    /** Le Bail needs no atoms, but a cell that is good to a fraction of a line: the cell comes out, and the shares of the intensity. */
    @Test
    void leBail() {
        CrystalStructure truth = SimulatedPatterns.rutile();
        MeasuredPattern pattern = SimulatedPatterns.of(List.of(truth), new double[] {1}, null, 20_000);
        CrystalStructure start = off(truth, 1.0003).withSites(List.of(Site.of("H", "H", 0.1, 0.2, 0.3)));
        RefinementResult result = WholePatternRefinement.refine(
                pattern,
                List.of(start),
                RefinementSettings.builder().method(IntensityMethod.LE_BAIL).build());
        assertTrue(result.agreement().chiSquared() < 2, result.agreement().toString());
        assertEquals(4.5938, result.phases().get(0).cell().get(0).value(), 3e-4);
        assertEquals(2.9586, result.phases().get(0).cell().get(2).value(), 3e-4);
    }

    /** Three degrees around one line, all widths and places known: the scale, the background and the cell are left. */
    @Test
    void shortScan() {
        CrystalStructure truth = SimulatedPatterns.fluorite();
        MeasuredPattern pattern = SimulatedPatterns.of(List.of(truth), new double[] {1}, null, 20_000)
                .within(45.5, 48.5);
        for (IntensityMethod method : IntensityMethod.values()) {
            RefinementResult result = WholePatternRefinement.refine(
                    pattern,
                    List.of(truth),
                    RefinementSettings.builder()
                            .method(method)
                            .backgroundTerms(2)
                            .cells(method == IntensityMethod.RIETVELD)
                            .phaseWidths(false)
                            .positionCorrection(PositionCorrection.NONE)
                            .instrument(new InstrumentProfile(0, 0, 0.0144, 0))
                            .build());
            // Le Bail has nothing left here that takes up the shift by the displacement.
            double most = method == IntensityMethod.RIETVELD ? 0.3 : 0.6;
            assertTrue(result.agreement().rwp() < most, method + " " + result.agreement());
        }
    }

    @Test
    void sameBitsTwice() {
        CrystalStructure truth = SimulatedPatterns.rutile();
        MeasuredPattern pattern = SimulatedPatterns.of(List.of(truth), new double[] {1}, null, 2_000);
        RefinementResult one = WholePatternRefinement.refine(pattern, List.of(truth), RefinementSettings.DEFAULT);
        RefinementResult two = WholePatternRefinement.refine(pattern, List.of(truth), RefinementSettings.DEFAULT);
        assertArrayEquals(one.calculated(), two.calculated());
        assertEquals(one.values(), two.values());
    }

    @Test
    void cancelsAndRefuses() {
        MeasuredPattern pattern =
                SimulatedPatterns.of(List.of(SimulatedPatterns.rutile()), new double[] {1}, null, 2_000);
        assertThrows(
                CancellationException.class,
                () -> WholePatternRefinement.refine(
                        pattern, List.of(SimulatedPatterns.rutile()), RefinementSettings.DEFAULT, () -> true));
        assertThrows(
                IllegalArgumentException.class,
                () -> WholePatternRefinement.refine(pattern, List.of(), RefinementSettings.DEFAULT));
        CrystalStructure tiny = off(SimulatedPatterns.fluorite(), 0.1);
        assertThrows(
                IllegalArgumentException.class,
                () -> WholePatternRefinement.refine(pattern, List.of(tiny), RefinementSettings.DEFAULT));
    }
}
