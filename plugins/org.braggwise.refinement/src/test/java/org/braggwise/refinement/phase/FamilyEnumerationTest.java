// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;

class FamilyEnumerationTest {

    private static final double WAVELENGTH = 1.54184;

    /** Atoms on general positions show every reflection that the group does not forbid: the simulator must see the same families. */
    @Test
    void everySettingHasTheFamiliesOfTheSimulator() {
        SplittableRandom random = new SplittableRandom(11);
        PatternSimulator simulator = new PatternSimulator(
                SimulationSettings.builder().grid(new TwoThetaGrid(20, 48, 29)).build());
        double qMin = q(20);
        double qMax = q(48);
        for (int number = 1; number <= 230; number++) {
            for (SpaceGroup group : SpaceGroup.settings(number)) {
                UnitCell cell = group.constrained(new UnitCell(
                        random.nextDouble(4, 7),
                        random.nextDouble(4, 7),
                        random.nextDouble(4, 7),
                        random.nextDouble(80, 110),
                        random.nextDouble(80, 110),
                        random.nextDouble(80, 110)));
                CrystalStructure s = new CrystalStructure(
                        "",
                        cell,
                        group,
                        List.of(
                                Site.of("A", "Pb", random.nextDouble(), random.nextDouble(), random.nextDouble()),
                                Site.of("B", "Cl", random.nextDouble(), random.nextDouble(), random.nextDouble())));
                Map<String, Integer> expected = new TreeMap<>();
                for (Reflection r : simulator.reflections(s).within(20, 48).reflections()) {
                    expected.merge(String.format("%.6f", r.dAngstrom()), r.multiplicity(), Integer::sum);
                }
                FamilyEnumeration enumeration = new FamilyEnumeration(group);
                double[] g = enumeration.metric().of(cell);
                ReflectionFamilies found =
                        enumeration.find(g, qMin, qMax, 10_000).orElseThrow();
                Map<String, Integer> actual = new TreeMap<>();
                for (int i = 0; i < found.size(); i++) {
                    double d = 1 / Math.sqrt(enumeration.metric().q(g, found.h()[i], found.k()[i], found.l()[i]));
                    actual.merge(String.format("%.6f", d), found.multiplicity()[i], Integer::sum);
                }
                assertEquals(expected, actual, group.toString());
            }
        }
    }

    @Test
    void multiplicitiesAreThoseOfInternationalTables() {
        FamilyEnumeration cubic = new FamilyEnumeration(SpaceGroup.ofNumber(221));
        ReflectionFamilies f = cubic.find(new double[] {1}, 0.5, 14, 100).orElseThrow();
        Map<String, Integer> m = new TreeMap<>();
        for (int i = 0; i < f.size(); i++) {
            m.put(f.h()[i] + " " + f.k()[i] + " " + f.l()[i], f.multiplicity()[i]);
        }
        assertEquals(6, m.get("1 0 0"));
        assertEquals(12, m.get("1 1 0"));
        assertEquals(8, m.get("1 1 1"));
        assertEquals(24, m.get("2 1 0"));
        assertEquals(24, m.get("2 1 1"));
        assertEquals(48, m.get("3 2 1"));
    }

    @Test
    void tooManyFamiliesAreNone() {
        FamilyEnumeration triclinic = new FamilyEnumeration(SpaceGroup.ofNumber(1));
        double[] g = triclinic.metric().of(new UnitCell(10, 11, 12, 80, 95, 100));
        assertTrue(triclinic.find(g, 0, 0.5, 10).isEmpty());
        assertTrue(triclinic.find(g, 0, 0.5, 10_000).isPresent());
        assertTrue(triclinic.find(new double[] {1, 1, -1, 0, 0, 0}, 0, 1, 10).isEmpty());
        assertTrue(triclinic
                .find(new double[] {1e-9, 1e-9, 1e-9, 0, 0, 0}, 0, 1, 10)
                .isEmpty());
    }

    private static double q(double twoThetaDeg) {
        double s = 2 * Math.sin(Math.toRadians(twoThetaDeg / 2)) / WAVELENGTH;
        return s * s;
    }
}
