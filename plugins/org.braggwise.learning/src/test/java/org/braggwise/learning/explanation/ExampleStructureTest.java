// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;

/** Two cubic perovskites: where one has (1 1 1), the other has (1 1 0). */
class ExampleStructureTest {

    private static final PatternSimulator SIMULATOR = new PatternSimulator(SimulationSettings.builder()
            .grid(new TwoThetaGrid(10, 80, 1401))
            .radiation(Radiation.monochromatic(1.5406))
            .build());
    private static final double A = 3.9;
    private static final ReflectionList SMALL = reflections(A);
    /** (1 1 0) of the smaller cell stands where (1 1 1) of this one does. */
    private static final ReflectionList LARGE = reflections(A * Math.sqrt(1.5));

    private static ReflectionList reflections(double a) {
        return SIMULATOR.reflections(new CrystalStructure(
                "perovskite",
                new UnitCell(a, a, a, 90, 90, 90),
                SpaceGroup.ofNumber(221),
                List.of(
                        Site.of("Sr", "Sr", 0, 0, 0),
                        Site.of("Ti", "Ti", 0.5, 0.5, 0.5),
                        Site.of("O", "O", 0.5, 0.5, 0))));
    }

    private static List<Region> region() {
        double at = SMALL.reflections().stream()
                .filter(r -> r.hkl().equals("1 1 0"))
                .findFirst()
                .orElseThrow()
                .twoThetaDeg();
        return List.of(new Region(at - 0.3, at + 0.3, at, 0.6, 0.1, List.of()));
    }

    @Test
    void theReflectionsAreThoseOfOneStructureUnderItsName() {
        ExampleStructure example = new ExampleStructure();
        example.add("large", LARGE);
        example.add("small", SMALL);
        assertEquals("small", example.name(region(), 0.15).orElseThrow());
        List<String> named = example.assign(region(), 0.15, 0.005).get(0).reflections().stream()
                .map(Reflection::hkl)
                .toList();
        assertEquals(List.of("1 1 0"), named);
    }

    @Test
    void withoutAStructureTheRegionsStayAsTheyAre() {
        ExampleStructure none = new ExampleStructure();
        assertTrue(none.name(region(), 0.15).isEmpty());
        assertEquals(region(), none.assign(region(), 0.15, 0.005));
    }
}
