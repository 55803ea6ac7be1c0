// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.ReflectionNote;
import org.braggwise.diffraction.TwoThetaGrid;
import org.junit.jupiter.api.Test;

/** Where every line in range is absent there is no line: what rounding leaves of one is not scaled to be the strongest. */
class AbsentReflectionsTest {

    private static final CrystalStructure COPPER = new CrystalStructure(
            "Cu",
            new UnitCell(3.615, 3.615, 3.615, 90, 90, 90),
            SpaceGroup.ofNumber(225),
            List.of(Site.of("Cu", "Cu", 0, 0, 0)));

    private static PatternSimulator simulator(double from, double to) {
        return new PatternSimulator(SimulationSettings.builder()
                .grid(new TwoThetaGrid(from, to, 1001))
                .build());
    }

    @Test
    void copperHasNoLineBelow30Degrees() {
        for (CrystalStructure s : List.of(COPPER, COPPER.inP1(), rounded(COPPER))) {
            Simulation simulation = simulator(10, 30).simulate(s, "row");
            assertEquals(
                    0,
                    simulation.reflections().size(),
                    () -> simulation.reflections().reflections().toString());
            assertTrue(
                    simulation.reflections().notes().stream()
                            .anyMatch(n -> n.text().startsWith("No reflection lies between 10.00 and 30.00")),
                    () -> simulation.reflections().notes().toString());
        }
        for (double y : simulator(10, 30).pattern(COPPER, "row").intensities()) {
            assertEquals(0, y);
        }
    }

    @Test
    void copperHasItsLinesAboveThat() {
        Simulation simulation = simulator(10, 60).simulate(COPPER, "row");
        assertEquals(
                List.of("111", "200"),
                simulation.reflections().reflections().stream()
                        .map(r -> "" + r.h() + r.k() + r.l())
                        .toList());
        assertTrue(simulation.reflections().notes().stream().noneMatch(n -> n.about() == ReflectionNote.About.RANGE));
    }

    /** Diamond's (222) is absent by no symmetry of the group, only by that of the site; (200) is absent by both. */
    @Test
    void siteSymmetryThatTheGroupDoesNotHave() {
        CrystalStructure silicon = new CrystalStructure(
                "Si",
                new UnitCell(5.4309, 5.4309, 5.4309, 90, 90, 90),
                SpaceGroup.ofNumber(227),
                List.of(Site.of("Si", "Si", 0.125, 0.125, 0.125)));
        assertEquals(
                0, simulator(58, 59.5).simulate(silicon, "row").reflections().size());
        assertEquals(0, simulator(30, 35).simulate(silicon, "row").reflections().size());
        assertEquals(1, simulator(27, 30).simulate(silicon, "row").reflections().size());
    }

    private static CrystalStructure rounded(CrystalStructure s) {
        CrystalStructure p1 = s.inP1();
        return p1.withSites(p1.sites().stream()
                .map(t -> t.at(t.x() + 1e-7, t.y() - 1e-7 * t.z(), t.z()))
                .toList());
    }
}
