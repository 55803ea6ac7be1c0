// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;

class InputConversionTest {

    private static final PatternSpace COPPER =
            new PatternSpace(new TwoThetaGrid(10, 80, 1751), Radiation.of("Cu Ka"), Normalisation.MAXIMUM_1);
    private static final PatternSpace COBALT =
            new PatternSpace(new TwoThetaGrid(8, 100, 4601), Radiation.of("Co Ka"), Normalisation.MAXIMUM_100);

    private static final CrystalStructure PEROVSKITE = new CrystalStructure(
            "SrTiO3",
            new UnitCell(3.905, 3.905, 3.905, 90, 90, 90),
            SpaceGroup.ofNumber(221),
            List.of(Site.of("Sr", "Sr", 0, 0, 0), Site.of("Ti", "Ti", 0.5, 0.5, 0.5), Site.of("O", "O", 0.5, 0.5, 0)));

    private static double[] pattern(PatternSpace space) {
        var settings = SimulationSettings.builder()
                .grid(space.grid())
                .radiation(space.radiation())
                .normalisation(space.normalisation().orElseThrow())
                .build();
        return new PatternSimulator(settings).pattern(PEROVSKITE, "SrTiO3").intensities();
    }

    private static int highest(double[] pattern) {
        return IntStream.range(0, pattern.length)
                .boxed()
                .max(Comparator.comparingDouble(i -> pattern[i]))
                .orElseThrow();
    }

    /** A peak measured with cobalt comes to where Bragg's law puts it for copper, at the height of the model's patterns. */
    @Test
    void cobaltBecomesCopper() {
        var conversion = new InputConversion(new ModelInput(COPPER, IntensityScale.LINEAR), COBALT);
        assertTrue(conversion.changes());
        double[] measured = pattern(COBALT);
        double[] converted = conversion.intensities(measured);
        assertEquals(COPPER.grid().points(), converted.length);
        double sine = Math.sin(Math.toRadians(COBALT.grid().at(highest(measured)) / 2));
        double expected = 2 * Math.toDegrees(Math.asin(sine * 1.54184 / 1.79026));
        assertEquals(expected, COPPER.grid().at(highest(converted)), 0.04);
        assertEquals(1, converted[highest(converted)], 1e-12);
    }

    @Test
    void whatTheModelTakesStaysAsItIs() {
        double[] own = pattern(COPPER);
        var linear = new InputConversion(new ModelInput(COPPER, IntensityScale.LINEAR), COPPER);
        assertFalse(linear.changes());
        assertSame(own, linear.intensities(own));
        PatternSpace percent = COPPER.withNormalisation(Normalisation.MAXIMUM_100);
        assertFalse(new InputConversion(new ModelInput(COPPER, IntensityScale.LOGARITHMIC), percent).changes());
        var scaled = new InputConversion(new ModelInput(COPPER, IntensityScale.LINEAR), percent);
        assertTrue(scaled.changes());
        assertArrayEquals(own, scaled.intensities(pattern(percent)), 1e-9);
    }

    @Test
    void theNetworkSeesItsScale() {
        var conversion = new InputConversion(new ModelInput(COPPER, IntensityScale.SQUARE_ROOT), COPPER);
        double[] own = pattern(COPPER);
        float[] input = conversion.input(own);
        for (int i = 0; i < own.length; i++) {
            assertEquals(Math.sqrt(own[i]), input[i], 1e-6);
        }
    }

    @Test
    void saysWhyNothingCanBeConverted() {
        var mixed = new ModelInput(
                new PatternSpace(COPPER.grid(), COPPER.radiation(), Optional.empty()), IntensityScale.LINEAR);
        refused("normalisation mixed, which no conversion gives; found MAXIMUM_1", mixed, COPPER);
        var wide = new ModelInput(
                new PatternSpace(new TwoThetaGrid(5, 80, 751), COPPER.radiation(), Normalisation.MAXIMUM_1),
                IntensityScale.LINEAR);
        refused("5", wide, COPPER);
    }

    private static void refused(String named, ModelInput model, PatternSpace found) {
        String message = assertThrows(IllegalArgumentException.class, () -> new InputConversion(model, found))
                .getMessage();
        assertTrue(message.contains(named), message);
    }
}
